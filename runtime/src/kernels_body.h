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

template <class T>
void gemm_kernel(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T *c, std::int64_t c_stride) {
  using Output = Eigen::Map<Matrix<T, Eigen::RowMajor>, 0, Eigen::OuterStride<>>;
  Output out(c, a.rows, b.columns, Eigen::OuterStride<>(c_stride));
  // Small products need no packing, and so no memory.
  const bool small = a.rows * a.columns * b.columns <= 16 * 16 * 16;
  with_map(a, [&](const auto &left) {
    with_map(b, [&](const auto &right) {
      if (small)
        out.noalias() += alpha * left.lazyProduct(right);
      else
        out.noalias() += alpha * (left * right);
    });
  });
}

using FloatsIn = Eigen::Map<const Eigen::ArrayXf>;
using FloatsOut = Eigen::Map<Eigen::ArrayXf>;

void log_kernel(const float *x, float *y, std::int64_t n) { FloatsOut(y, n) = FloatsIn(x, n).log(); }
void sin_kernel(const float *x, float *y, std::int64_t n) { FloatsOut(y, n) = FloatsIn(x, n).sin(); }
void cos_kernel(const float *x, float *y, std::int64_t n) { FloatsOut(y, n) = FloatsIn(x, n).cos(); }
void tanh_kernel(const float *x, float *y, std::int64_t n) { FloatsOut(y, n) = FloatsIn(x, n).tanh(); }
// Eigen's float exp stops falling at about -88.4, where it is 4e-39.
void exp_kernel(const float *x, float *y, std::int64_t n) {
  constexpr std::int64_t most = 256;
  float in[most];
  for (std::int64_t at = 0; at < n; at += most) {
    const std::int64_t count = n - at < most ? n - at : most;
    for (std::int64_t i = 0; i < count; ++i)
      in[i] = x[at + i];
    FloatsOut(y + at, count) = FloatsIn(in, count).exp();
    for (std::int64_t i = 0; i < count; ++i)
      y[at + i] = in[i] < -88.3f ? 0.0f : y[at + i];
  }
}
void sigmoid_kernel(const float *x, float *y, std::int64_t n) {
  FloatsOut(y, n) = (1.0f + (-FloatsIn(x, n)).exp()).inverse();
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
