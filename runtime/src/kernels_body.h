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

// Calls f with a as an Eigen matrix whose inner stride is 1, copying others.
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

// Where Eigen packs the operands of a product: memory that this thread keeps.
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

// out += alpha left right, as Eigen does it for matrices, but for the space.
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

using Packet = Eigen::internal::packet_traits<float>::type;
constexpr std::int64_t packet = Eigen::internal::packet_traits<float>::size;

// y = f(x) packet by packet; y may be x. The last ones fill up a packet of
// their own: no element is left to scalar code, and its result does not depend
// on where it lies.
template <class F> void by_packets(const float *x, float *y, std::int64_t n, const F &f) {
  using namespace Eigen::internal;
  std::int64_t i = 0;
  for (; i + packet <= n; i += packet)
    pstoreu(y + i, Packet(f(ploadu<Packet>(x + i))));
  if (i == n)
    return;
  float rest[packet] = {};
  for (std::int64_t k = 0; k < n - i; ++k)
    rest[k] = x[i + k];
  pstoreu(rest, Packet(f(ploadu<Packet>(rest))));
  for (std::int64_t k = 0; k < n - i; ++k)
    y[i + k] = rest[k];
}

// Eigen's float exp ends at about 88.4 on both sides, short of what float holds.
Packet exp_packet(const Packet &x) {
  using namespace Eigen::internal;
  if (predux_min(x) > -87.0f && predux_max(x) < 88.0f)
    return pexp(x);
  const Packet half = pset1<Packet>(0.5f), root = pexp(pmul(x, half));
  const Packet inner = pand(pcmp_lt(pset1<Packet>(-87.0f), x), pcmp_lt(x, pset1<Packet>(88.0f)));
  const Packet zero = pcmp_lt(x, pset1<Packet>(-150.0f));
  return pselect(inner, pexp(x), pandnot(pmul(root, root), zero));
}
// Eigen's float log takes denormal numbers for the smallest normal one.
Packet log_packet(const Packet &x) {
  using namespace Eigen::internal;
  constexpr float least = 1.17549435e-38f;
  if (predux_min(x) >= least)
    return plog(x);
  const Packet is_denormal = pand(pcmp_lt(pset1<Packet>(0.0f), x), pcmp_lt(x, pset1<Packet>(least)));
  const Packet scaled = pselect(is_denormal, pmul(x, pset1<Packet>(0x1p24f)), x);
  return psub(plog(scaled), pand(is_denormal, pset1<Packet>(16.635532333438687f)));
}
Packet sigmoid_packet(const Packet &x) {
  using namespace Eigen::internal;
  const Packet one = pset1<Packet>(1.0f);
  return pdiv(one, padd(one, pexp(pnegate(x))));
}

#define CLANGENT_ARRAY_KERNEL(name, f)                                                                                 \
  void name##_kernel(const float *x, float *y, std::int64_t n) {                                                       \
    by_packets(x, y, n, [](const Packet &v) { return f; });                                                            \
  }
CLANGENT_ARRAY_KERNEL(exp, exp_packet(v))
CLANGENT_ARRAY_KERNEL(log, log_packet(v))
CLANGENT_ARRAY_KERNEL(sin, Eigen::internal::psin(v))
CLANGENT_ARRAY_KERNEL(cos, Eigen::internal::pcos(v))
CLANGENT_ARRAY_KERNEL(tanh, Eigen::internal::ptanh(v))
CLANGENT_ARRAY_KERNEL(sigmoid, sigmoid_packet(v))
#undef CLANGENT_ARRAY_KERNEL

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
