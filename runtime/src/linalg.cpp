// Matrix products: OpenBLAS where it knows the processor and is worth its call,
// else Eigen.

#include "kernels.h"

#include <limits>

#ifdef CLANGENT_HAVE_OPENBLAS
#include <cblas.h>
#endif

namespace clangent::detail {
namespace {

GemmKernel<float> gemm_kernel(float) { return kernels().gemm_float; }
GemmKernel<double> gemm_kernel(double) { return kernels().gemm_double; }
GemmKernel<std::int32_t> gemm_kernel(std::int32_t) { return kernels().gemm_int32; }
GemmKernel<std::int64_t> gemm_kernel(std::int64_t) { return kernels().gemm_int64; }

#ifdef CLANGENT_HAVE_OPENBLAS
// Below this many multiplications a call of the library costs more than it
// gains over Eigen.
constexpr std::int64_t least_work_for_blas = 16 * 16 * 16 + 1;

// How BLAS reads a matrix: its leading dimension, and whether transposed.
struct BlasOperand {
  CBLAS_TRANSPOSE transposed = CblasNoTrans;
  std::int64_t leading = 0;
  bool fits = false;
};
template <class T> BlasOperand blas_operand(const MatrixRef<T> &a) {
  if (a.column_stride == 1 && a.row_stride >= a.columns)
    return {CblasNoTrans, a.row_stride, a.row_stride <= std::numeric_limits<blasint>::max()};
  if (a.row_stride == 1 && a.column_stride >= a.rows)
    return {CblasTrans, a.column_stride, a.column_stride <= std::numeric_limits<blasint>::max()};
  return {};
}

void call_blas(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, blasint m, blasint n, blasint k, float alpha, const float *a,
               blasint lda, const float *b, blasint ldb, float beta, float *c, blasint ldc) {
  cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
void call_blas(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, blasint m, blasint n, blasint k, double alpha, const double *a,
               blasint lda, const double *b, blasint ldb, double beta, double *c, blasint ldc) {
  cblas_dgemm(CblasRowMajor, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

// Whether BLAS did it.
template <class T>
bool gemm_by_blas(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T beta, T *c, std::int64_t c_stride) {
  if constexpr (std::is_floating_point_v<T>) {
    constexpr std::int64_t most = std::numeric_limits<blasint>::max();
    if (a.rows > most || a.columns > most || b.columns > most || c_stride > most ||
        double(a.rows) * double(a.columns) * double(b.columns) < double(least_work_for_blas))
      return false;
    const BlasOperand left = blas_operand(a), right = blas_operand(b);
    if (!left.fits || !right.fits)
      return false;
    call_blas(left.transposed, right.transposed, blasint(a.rows), blasint(b.columns), blasint(a.columns), alpha, a.data,
              blasint(left.leading), b.data, blasint(right.leading), beta, c, blasint(c_stride));
    return true;
  } else {
    return false;
  }
}
#endif

// c = beta c; what c held does not matter if beta is 0.
template <class T> void scale_rows(T beta, T *c, std::int64_t rows, std::int64_t columns, std::int64_t c_stride) {
  for (std::int64_t i = 0; i < rows && beta != T(1); ++i)
    for (std::int64_t j = 0; j < columns; ++j)
      c[i * c_stride + j] = beta == T(0) ? T(0) : beta * c[i * c_stride + j];
}

} // namespace

template <class T>
void gemm(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T beta, T *c, std::int64_t c_stride) {
  if (a.rows == 0 || b.columns == 0)
    return;
#ifdef CLANGENT_HAVE_OPENBLAS
  if (products_by_blas() && gemm_by_blas(alpha, a, b, beta, c, c_stride))
    return;
#endif
  scale_rows(beta, c, a.rows, b.columns, c_stride);
  if (a.columns > 0)
    gemm_kernel(T())(alpha, a, b, c, c_stride);
}

template <class T> Tensor<T> stacked_product(const Tensor<T> &a, const Tensor<T> &b) {
  const int rank = std::max(a.rank(), b.rank());
  Shape batch_a, batch_b;
  for (int d = 0; d + 2 < a.rank(); ++d)
    batch_a.push_back(a.shape()[d]);
  for (int d = 0; d + 2 < b.rank(); ++d)
    batch_b.push_back(b.shape()[d]);
  const Shape batch = broadcast_shapes("matmul", batch_a, batch_b);
  Shape shape = batch, shape_a = batch, shape_b = batch;
  const std::int64_t m = a.size(-2), k = a.size(-1), n = b.size(-1);
  shape.push_back(m), shape.push_back(n);
  shape_a.push_back(m), shape_a.push_back(k);
  shape_b.push_back(k), shape_b.push_back(n);
  const Tensor<T> wide_a = a.expand(shape_a), wide_b = b.expand(shape_b);
  auto y = Tensor<T>::empty(shape);
  T *out = y.writable();
  const auto nest = plan_loops<2>(batch, {&batch, &batch}, {&wide_a.strides(), &wide_b.strides()});
  if (count_elements(batch) == 0)
    return y;
  run_loops(nest, [&](const auto &at, std::int64_t count, const auto &by) {
    for (std::int64_t i = 0; i < count; ++i, out += m * n)
      gemm(
          T(1),
          MatrixRef<T>{wide_a.data() + at[0] + i * by[0], m, k, wide_a.strides()[rank - 2], wide_a.strides()[rank - 1]},
          MatrixRef<T>{wide_b.data() + at[1] + i * by[1], k, n, wide_b.strides()[rank - 2], wide_b.strides()[rank - 1]},
          T(0), out, n);
  });
  return y;
}

template <class T> MatmulOperands<T> matmul_operands(const Tensor<T> &a, const Tensor<T> &b) {
  require_defined("matmul", a, b);
  if (a.rank() == 0 || b.rank() == 0)
    fail_shapes("matmul", "needs rank 1 or more", {a.shape(), b.shape()});
  MatmulOperands<T> m;
  m.a = a.rank() == 1 ? a.unsqueeze(0) : a;
  m.b = b.rank() == 1 ? b.unsqueeze(1) : b;
  if (m.a.size(-1) != m.b.size(-2))
    fail_shapes("matmul", "inner dimensions differ", {a.shape(), b.shape()});
  Shape batch_a, batch_b;
  for (int d = 0; d + 2 < m.a.rank(); ++d)
    batch_a.push_back(m.a.shape()[d]);
  for (int d = 0; d + 2 < m.b.rank(); ++d)
    batch_b.push_back(m.b.shape()[d]);
  m.full = broadcast_shapes("matmul", batch_a, batch_b);
  m.result = m.full;
  m.full.push_back(m.a.size(-2));
  m.full.push_back(m.b.size(-1));
  if (a.rank() > 1)
    m.result.push_back(m.a.size(-2));
  if (b.rank() > 1)
    m.result.push_back(m.b.size(-1));
  return m;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template void gemm(T, const MatrixRef<T> &, const MatrixRef<T> &, T, T *, std::int64_t);                             \
  template Tensor<T> stacked_product(const Tensor<T> &, const Tensor<T> &);                                            \
  template MatmulOperands<T> matmul_operands(const Tensor<T> &, const Tensor<T> &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
CLANGENT_INSTANTIATE(std::int32_t)
CLANGENT_INSTANTIATE(std::int64_t)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::detail
