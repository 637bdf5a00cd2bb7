// Matrix products in all shapes, and the linear layer, with their adjoints. The
// multiplications themselves are the library's (gemm).
#ifndef CLANGENT_TENSOR_LINALG_H
#define CLANGENT_TENSOR_LINALG_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/views.h>

namespace clangent {
namespace detail {

// c = alpha a b + beta c for matrices a [m,k], b [k,n] of any strides and a
// row-major c [m,n] with rows `c_stride` apart. Defined for float, double,
// int32, int64.
template <class T> struct MatrixRef {
  const T *data;
  std::int64_t rows, columns, row_stride, column_stride;
  MatrixRef transposed() const { return {data, columns, rows, column_stride, row_stride}; }
};
template <class T>
void gemm(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T beta, T *c, std::int64_t c_stride);

template <class T> MatrixRef<T> as_matrix(const Tensor<T> &x) {
  return {x.data(), x.shape()[0], x.shape()[1], x.strides()[0], x.strides()[1]};
}

// a b for two matrices
template <class T> Tensor<T> product(const Tensor<T> &a, const Tensor<T> &b) {
  auto y = Tensor<T>::empty({a.shape()[0], b.shape()[1]});
  gemm(T(1), as_matrix(a), as_matrix(b), T(0), y.writable(), y.shape()[1]);
  return y;
}

// Products of stacks of matrices of one rank, whose stacks broadcast.
template <class T> Tensor<T> stacked_product(const Tensor<T> &a, const Tensor<T> &b);

// All leading dimensions of x merged: [.., n] becomes [m, n].
template <class T> Tensor<T> rows_of(const Tensor<T> &x) {
  if (x.rank() == 2)
    return x;
  Shape leading = x.shape();
  leading.erase(x.rank() - 1);
  return x.reshape({count_elements(leading), x.shape().back()});
}

// Vectors made matrices: what matmul computes after that, and its shape.
template <class T> struct MatmulOperands {
  Tensor<T> a, b;
  Shape full, result;
};
template <class T> MatmulOperands<T> matmul_operands(const Tensor<T> &a, const Tensor<T> &b);

} // namespace detail

// The matrix product: vectors, matrices and broadcast stacks of matrices.
// Integers wrap around; small ones are multiplied as int32.
template <class T> Tensor<T> matmul(const Tensor<T> &a, const Tensor<T> &b) {
  static_assert(!std::is_same_v<T, bool>, "matmul needs numbers: convert booleans with to<float>()");
  if constexpr (sizeof(T) < sizeof(std::int32_t)) {
    return matmul(a.template to<std::int32_t>(), b.template to<std::int32_t>()).template to<T>();
  } else {
    const auto m = detail::matmul_operands(a, b);
    if (m.b.rank() == 2)
      return detail::product(detail::rows_of(m.a), m.b).reshape(m.result);
    return detail::stacked_product(m.a, m.b).reshape(m.result);
  }
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::matmul")
void matmul_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {
  const auto m = detail::matmul_operands(a, b);
  const Tensor<T> g = y_bar.reshape(m.full);
  if (m.b.rank() == 2) {
    if (a_bar)
      a_bar.add(detail::product(detail::rows_of(g), m.b.t()).reshape(a.shape()));
    if (b_bar)
      b_bar.add(detail::product(detail::rows_of(m.a).t(), detail::rows_of(g)).reshape(b.shape()));
    return;
  }
  if (a_bar)
    a_bar.add(sum_to(detail::stacked_product(g, m.b.transpose(-2, -1)), m.a.shape()).reshape(a.shape()));
  if (b_bar)
    b_bar.add(sum_to(detail::stacked_product(m.a.transpose(-2, -1), g), m.b.shape()).reshape(b.shape()));
}

// Products of fixed rank: matmul after a check of ranks.
#define CLANGENT_PRODUCT(name, a_rank, b_rank)                                                                         \
  template <class T> Tensor<T> name(const Tensor<T> &a, const Tensor<T> &b) {                                          \
    if (a.rank() != a_rank || b.rank() != b_rank)                                                                      \
      detail::fail_shapes(#name, "wrong ranks", {a.shape(), b.shape()});                                               \
    return matmul(a, b);                                                                                               \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_ADJOINT_OF("clangent::" #name)                                                                              \
  void name##_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {    \
    matmul_adjoint(a, b, y_bar, a_bar, b_bar);                                                                         \
  }
CLANGENT_PRODUCT(mm, 2, 2)
CLANGENT_PRODUCT(bmm, 3, 3)
CLANGENT_PRODUCT(mv, 2, 1)
CLANGENT_PRODUCT(dot, 1, 1)
#undef CLANGENT_PRODUCT

// y[i, j] = a[i] b[j]
template <class T> Tensor<T> outer(const Tensor<T> &a, const Tensor<T> &b) {
  if (a.rank() != 1 || b.rank() != 1)
    detail::fail_shapes("outer", "needs vectors", {a.shape(), b.shape()});
  return mul(a.unsqueeze(1), b);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::outer")
void outer_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {
  if (a_bar)
    a_bar.add(matmul(y_bar, b));
  if (b_bar)
    b_bar.add(matmul(a, y_bar));
}

// beta c + alpha a b
template <class T>
Tensor<T> addmm(const Tensor<T> &c, const Tensor<T> &a, const Tensor<T> &b, T beta = T(1), T alpha = T(1)) {
  const Tensor<T> product = mm(a, b);
  return transform(
      "addmm", [=](T u, T v) { return beta * u + alpha * v; }, c.expand(product.shape()), product);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::addmm")
void addmm_adjoint(const Shape &c_shape, const Tensor<T> &a, const Tensor<T> &b, T beta, T alpha,
                   const Tensor<T> &y_bar, Bar<T> c_bar, Bar<T> a_bar, Bar<T> b_bar) {
  if (c_bar)
    c_bar.add(mul_scalar(y_bar, beta), c_shape);
  mm_adjoint(a, b, mul_scalar(y_bar, alpha), a_bar, b_bar);
}

// x w^T + bias over the last dimension of x; an undefined bias is none.
template <class T> Tensor<T> linear(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias = {}) {
  detail::require_defined("linear", x, weight);
  if (weight.rank() != 2 || x.rank() < 1 || x.shape().back() != weight.shape()[1] ||
      (bias.defined() && bias.shape() != Shape{weight.shape()[0]}))
    detail::fail_shapes("linear", "features do not fit", {x.shape(), weight.shape(), bias.shape()});
  const Tensor<T> rows = detail::rows_of(x);
  Shape shape = x.shape();
  shape[shape.size() - 1] = weight.shape()[0];
  const Shape flat{rows.shape()[0], weight.shape()[0]};
  Tensor<T> y = bias.defined() ? bias.expand(flat).copy() : Tensor<T>::empty(flat);
  detail::gemm(T(1), detail::as_matrix(rows), detail::as_matrix(weight).transposed(), bias.defined() ? T(1) : T(0),
               y.writable(), flat[1]);
  return y.reshape(shape);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::linear")
void linear_adjoint(const Tensor<T> &x, const Tensor<T> &weight, const Shape &bias_shape, const Tensor<T> &y_bar,
                    Bar<T> x_bar, Bar<T> weight_bar, Bar<T> bias_bar) {
  const Tensor<T> g = detail::rows_of(y_bar);
  if (x_bar)
    x_bar.add(detail::product(g, weight).reshape(x.shape()));
  if (weight_bar)
    weight_bar.add(detail::product(g.t(), detail::rows_of(x)));
  if (bias_bar && !bias_shape.empty())
    bias_bar.add(sum(g, {0}));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/linalg.inc>

#endif
