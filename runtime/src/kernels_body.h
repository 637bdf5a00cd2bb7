// The kernels over Eigen, for inclusion into one source file per instruction
// set. Each such file renames Eigen (CLANGENT_EIGEN), so that the linker never
// gives one set's template instances to the other, and names its table.
// Nothing of the standard library is instantiated here, for the same reason.
#include "kernels.h"

#define Eigen CLANGENT_EIGEN
#include <Eigen/Core>

namespace clangent::detail {
namespace {

template <class T, int Order> using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;
template <class T, int Order> using MatrixMap = Eigen::Map<const Matrix<T, Order>, 0, Eigen::OuterStride<>>;

/// Calls f with a as an Eigen matrix whose inner stride is 1, copying others.
template <class T, class F> void with_map(const MatrixRef<T> &a, const F &f) {
  if ((a.column_stride == 1 || a.columns <= 1) && (a.row_stride >= a.columns || a.rows <= 1))
    return f(MatrixMap<T, Eigen::RowMajor>(a.data, a.rows, a.columns,
                                           Eigen::OuterStride<>(a.rows <= 1 ? a.columns : a.row_stride)));
  if ((a.row_stride == 1 || a.rows <= 1) && (a.column_stride >= a.rows || a.columns <= 1))
    return f(MatrixMap<T, Eigen::ColMajor>(a.data, a.rows, a.columns,
                                           Eigen::OuterStride<>(a.columns <= 1 ? a.rows : a.column_stride)));
  Matrix<T, Eigen::RowMajor> dense(a.rows, a.columns);
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j < a.columns; ++j)
      dense(i, j) = a.data[i * a.row_stride + j * a.column_stride];
  f(MatrixMap<T, Eigen::RowMajor>(dense.data(), a.rows, a.columns, Eigen::OuterStride<>(a.columns)));
}

/// Where Eigen packs the operands of a product: memory that this thread keeps.
template <class T>
class PackingSpace : public Eigen::internal::gemm_blocking_space<Eigen::RowMajor, T, T, Eigen::Dynamic, Eigen::Dynamic,
                                                                 Eigen::Dynamic> {
  using Base =
      Eigen::internal::gemm_blocking_space<Eigen::RowMajor, T, T, Eigen::Dynamic, Eigen::Dynamic, Eigen::Dynamic>;

public:
  PackingSpace(std::int64_t rows, std::int64_t columns, std::int64_t depth) : Base(rows, columns, depth, 1, true) {
    constexpr std::int64_t line = 64 / sizeof(T);
    const std::int64_t size_a = (this->mc() * this->kc() + line - 1) / line * line;
    const std::int64_t size_b = this->kc() * this->nc();
    this->m_blockA = static_cast<T *>(acquire_space(std::size_t(size_a + size_b) * sizeof(T)));
    this->m_blockB = this->m_blockA + size_a;
  }
  ~PackingSpace() {
    release_space(this->m_blockA);
    this->m_blockA = this->m_blockB = nullptr; // the base would free them
  }
};

/// out += alpha left right, as Eigen does it for matrices, but for the space.
template <class T, class Left, class Right, class Output>
void add_large_product(T alpha, const Left &left, const Right &right, Output &out) {
  constexpr auto order = [](bool row_major) { return row_major ? Eigen::RowMajor : Eigen::ColMajor; };
  using Product = Eigen::internal::general_matrix_matrix_product<Eigen::Index, T, order(Left::IsRowMajor), false, T,
                                                                 order(Right::IsRowMajor), false, Eigen::RowMajor, 1>;
  PackingSpace<T> space(out.rows(), out.cols(), left.cols());
  const Eigen::internal::gemm_functor<T, Eigen::Index, Product, Left, Right, Output, PackingSpace<T>> product(
      left, right, out, alpha, space);
  product(0, out.rows());
}

template <class T>
void gemm_kernel(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T *c, std::int64_t c_stride) {
  using Output = Eigen::Map<Matrix<T, Eigen::RowMajor>, 0, Eigen::OuterStride<>>;
  Output out(c, a.rows, b.columns, Eigen::OuterStride<>(c_stride));
  // Small products are packed on the stack; products with a vector are not packed.
  const bool small = a.rows * a.columns * b.columns <= 16 * 16 * 16;
  with_map(a, [&](const auto &left) {
    with_map(b, [&](const auto &right) {
      if (a.rows == 1)
        out.row(0).noalias() += alpha * (left.row(0) * right);
      else if (b.columns == 1)
        out.col(0).noalias() += alpha * (left * right.col(0));
      else if (small)
        out.noalias() += alpha * (left * right);
      else
        add_large_product(alpha, left, right, out);
    });
  });
}

/// Chunks of an array, padded to full packets. So no element is left to scalar
/// code, and its result does not depend on where it lies.
constexpr std::int64_t chunk = 256;
using Chunk = Eigen::Map<Eigen::ArrayXf, Eigen::AlignedMax>;

/// f(x, y) by chunks; y may be x.
template <class F> void by_chunks(const float *x, float *y, std::int64_t n, const F &f) {
  constexpr std::int64_t packet = Eigen::internal::packet_traits<float>::size;
  alignas(64) float in[chunk], out[chunk];
  for (std::int64_t at = 0; at < n; at += chunk) {
    const std::int64_t count = n - at < chunk ? n - at : chunk;
    const std::int64_t padded = (count + packet - 1) / packet * packet;
    for (std::int64_t i = 0; i < count; ++i)
      in[i] = x[at + i];
    for (std::int64_t i = count; i < padded; ++i)
      in[i] = in[0];
    f(Chunk(in, padded), Chunk(out, padded));
    for (std::int64_t i = 0; i < count; ++i)
      y[at + i] = out[i];
  }
}

void log_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) { out = in.log(); });
}
void sin_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) { out = in.sin(); });
}
void cos_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) { out = in.cos(); });
}
void tanh_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) { out = in.tanh(); });
}
// Eigen's float exp stops falling at about -88.4, where it is 4e-39.
void exp_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) {
    out = in.exp();
    for (std::int64_t i = 0; i < out.size(); ++i)
      out[i] = in[i] < -88.3f ? 0.0f : out[i];
  });
}
void sigmoid_kernel(const float *x, float *y, std::int64_t n) {
  by_chunks(x, y, n, [](const Chunk &in, Chunk out) { out = (1.0f + (-in).exp()).inverse(); });
}

} // namespace

extern const Kernels CLANGENT_KERNELS;
const Kernels CLANGENT_KERNELS = {gemm_kernel<float>,
                                  gemm_kernel<double>,
                                  gemm_kernel<std::int32_t>,
                                  gemm_kernel<std::int64_t>,
                                  exp_kernel,
                                  log_kernel,
                                  sin_kernel,
                                  cos_kernel,
                                  tanh_kernel,
                                  sigmoid_kernel};

} // namespace clangent::detail
