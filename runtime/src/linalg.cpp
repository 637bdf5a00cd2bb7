// Matrix products over Eigen's GEMM.
#include <clangent/tensor/linalg.h>

#include <Eigen/Core>

namespace clangent::detail {
namespace {

template <class T, int Order> using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;
template <class T, int Order> using MatrixMap = Eigen::Map<const Matrix<T, Order>, 0, Eigen::OuterStride<>>;

/// Calls f with a as an Eigen matrix whose inner stride is 1, copying others.
template <class T, class F> void with_map(const MatrixRef<T> &a, const F &f) {
  if (a.column_stride == 1 || a.columns <= 1) {
    if (a.row_stride >= a.columns || a.rows <= 1)
      return f(MatrixMap<T, Eigen::RowMajor>(a.data, a.rows, a.columns,
                                             Eigen::OuterStride<>(a.rows <= 1 ? a.columns : a.row_stride)));
  }
  if (a.row_stride == 1 || a.rows <= 1) {
    if (a.column_stride >= a.rows || a.columns <= 1)
      return f(MatrixMap<T, Eigen::ColMajor>(a.data, a.rows, a.columns,
                                             Eigen::OuterStride<>(a.columns <= 1 ? a.rows : a.column_stride)));
  }
  Matrix<T, Eigen::RowMajor> dense(a.rows, a.columns);
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j < a.columns; ++j)
      dense(i, j) = a.data[i * a.row_stride + j * a.column_stride];
  f(MatrixMap<T, Eigen::RowMajor>(dense.data(), a.rows, a.columns, Eigen::OuterStride<>(a.columns)));
}

} // namespace

template <class T>
void gemm(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T beta, T *c, std::int64_t c_stride) {
  using Output = Eigen::Map<Matrix<T, Eigen::RowMajor>, 0, Eigen::OuterStride<>>;
  if (a.rows == 0 || b.columns == 0)
    return;
  Output out(c, a.rows, b.columns, Eigen::OuterStride<>(c_stride));
  if (beta == T(0))
    out.setZero();
  else if (beta != T(1))
    out *= beta;
  if (a.columns == 0)
    return;
  with_map(a,
           [&](const auto &left) { with_map(b, [&](const auto &right) { out.noalias() += alpha * (left * right); }); });
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
