// Tangent rules of arithmetic, products, linear maps, choices and softmax; those
// of elementwise functions stand beside their adjoints. An undefined tangent is
// a zero.
#ifndef CLANGENT_TENSOR_TANGENTS_H
#define CLANGENT_TENSOR_TANGENTS_H

#include <clangent/tensor/compare.h>
#include <clangent/tensor/cumulative.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/linalg.h>
#include <clangent/tensor/matrix_views.h>
#include <clangent/tensor/reductions.h>
#include <clangent/tensor/softmax.h>

namespace clangent {
namespace detail {

/// The sum of two partial tangents in the shape of the result.
template <class T> Tensor<T> total_dot(const Shape &shape, const Tensor<T> &u, const Tensor<T> &v = {}) {
  if (u.defined() && v.defined())
    return add(u, v).expand(shape);
  const Tensor<T> &only = u.defined() ? u : v;
  return only.defined() ? only.expand(shape) : only;
}
/// dot * factor
template <class T> Tensor<T> scaled_dot(const Tensor<T> &dot, const Tensor<T> &factor) {
  return dot.defined() ? mul(dot, factor) : dot;
}
template <class T> Tensor<T> scaled_dot(const Tensor<T> &dot, T factor) {
  return dot.defined() ? mul_scalar(dot, factor) : dot;
}

} // namespace detail

// --- arithmetic ----------------------------------------------------------------

template <class T>
CLANGENT_TANGENT_OF("clangent::add")
Tensor<T> add_tangent(const Shape &a_shape, const Shape &b_shape, T alpha, const Tensor<T> &a_dot,
                      const Tensor<T> &b_dot) {
  return detail::total_dot(broadcast_shapes("add", a_shape, b_shape), a_dot, detail::scaled_dot(b_dot, alpha));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::sub")
Tensor<T> sub_tangent(const Shape &a_shape, const Shape &b_shape, T alpha, const Tensor<T> &a_dot,
                      const Tensor<T> &b_dot) {
  return detail::total_dot(broadcast_shapes("sub", a_shape, b_shape), a_dot, detail::scaled_dot(b_dot, T(-alpha)));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::mul")
Tensor<T> mul_tangent(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {
  return detail::total_dot(broadcast_shapes("mul", a.shape(), b.shape()), detail::scaled_dot(a_dot, b),
                           detail::scaled_dot(b_dot, a));
}
/// (a_dot - y b_dot) / b
template <class T>
CLANGENT_TANGENT_OF("clangent::div")
Tensor<T> div_tangent(const Tensor<T> &b, const Tensor<T> &y, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {
  const Tensor<T> change = detail::total_dot(y.shape(), a_dot, detail::scaled_dot(detail::scaled_dot(b_dot, y), T(-1)));
  return change.defined() ? div(change, b) : change;
}
template <class T> CLANGENT_TANGENT_OF("clangent::neg") Tensor<T> neg_tangent(const Tensor<T> &x_dot) {
  return detail::scaled_dot(x_dot, T(-1));
}

template <class T>
CLANGENT_TANGENT_OF("clangent::add_scalar")
Tensor<T> add_scalar_tangent(const Shape &x_shape, const Tensor<T> &x_dot, T s_dot) {
  return s_dot == T(0) ? x_dot : detail::total_dot(x_shape, x_dot, Tensor<T>::full(x_shape, s_dot));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::mul_scalar")
Tensor<T> mul_scalar_tangent(const Tensor<T> &x, T s, const Tensor<T> &x_dot, T s_dot) {
  const Tensor<T> first = detail::scaled_dot(x_dot, s);
  return s_dot == T(0) ? first : detail::total_dot(x.shape(), first, mul_scalar(x, s_dot));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::scalar_sub")
Tensor<T> scalar_sub_tangent(const Shape &x_shape, T s_dot, const Tensor<T> &x_dot) {
  const Tensor<T> second = detail::scaled_dot(x_dot, T(-1));
  return s_dot == T(0) ? second : detail::total_dot(x_shape, second, Tensor<T>::full(x_shape, s_dot));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::div_scalar")
Tensor<T> div_scalar_tangent(T s, const Tensor<T> &y, const Tensor<T> &x_dot, T s_dot) {
  const Tensor<T> first = x_dot.defined() ? div_scalar(x_dot, s) : x_dot;
  return s_dot == T(0) ? first : detail::total_dot(y.shape(), first, mul_scalar(y, -s_dot / s));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::pow_scalar")
Tensor<T> pow_scalar_tangent(const Tensor<T> &x, T s, const Tensor<T> &x_dot, T s_dot) {
  const auto partial = [s](T d, T v) { return s == T(0) ? T(0) : d * (s * std::pow(v, s - T(1))); };
  const Tensor<T> first = x_dot.defined() ? transform("pow", partial, x_dot, x) : x_dot;
  if (s_dot == T(0))
    return first;
  const auto of_s = [s, s_dot](T v) { return v == T(0) && s >= T(0) ? T(0) : s_dot * (std::pow(v, s) * std::log(v)); };
  return detail::total_dot(x.shape(), first, transform("pow", of_s, x));
}

// --- products --------------------------------------------------------------------

#define CLANGENT_PRODUCT_TANGENT(name)                                                                                 \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {   \
    const Tensor<T> first = a_dot.defined() ? name(a_dot, b) : a_dot;                                                  \
    const Tensor<T> second = b_dot.defined() ? name(a, b_dot) : b_dot;                                                 \
    return first.defined() && second.defined() ? add(first, second) : first.defined() ? first : second;                \
  }
CLANGENT_PRODUCT_TANGENT(matmul)
CLANGENT_PRODUCT_TANGENT(mm)
CLANGENT_PRODUCT_TANGENT(bmm)
CLANGENT_PRODUCT_TANGENT(mv)
CLANGENT_PRODUCT_TANGENT(dot)
CLANGENT_PRODUCT_TANGENT(outer)
#undef CLANGENT_PRODUCT_TANGENT

template <class T>
CLANGENT_TANGENT_OF("clangent::linear")
Tensor<T> linear_tangent(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &y, const Tensor<T> &x_dot,
                         const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  const Tensor<T> first = x_dot.defined() ? linear(x_dot, weight) : x_dot;
  const Tensor<T> second = weight_dot.defined() ? linear(x, weight_dot) : weight_dot;
  return detail::total_dot(y.shape(), detail::total_dot(y.shape(), first, second), bias_dot);
}

// --- linear in one tensor ----------------------------------------------------------

#define CLANGENT_PARAMETERS(...) __VA_ARGS__
/// y_dot is the same operation on x_dot.
#define CLANGENT_LINEAR_TANGENT(name, parameters, call)                                                                \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(parameters const Tensor<T> &x_dot) {                                                        \
    return x_dot.defined() ? call : x_dot;                                                                             \
  }
CLANGENT_LINEAR_TANGENT(transpose, CLANGENT_PARAMETERS(std::int64_t dim0, std::int64_t dim1, ),
                        transpose(x_dot, dim0, dim1))
CLANGENT_LINEAR_TANGENT(permute, CLANGENT_PARAMETERS(const Dims &dims, ), permute(x_dot, dims))
CLANGENT_LINEAR_TANGENT(reshape, CLANGENT_PARAMETERS(const Shape &shape, ), reshape(x_dot, shape))
CLANGENT_LINEAR_TANGENT(expand, CLANGENT_PARAMETERS(const Shape &shape, ), expand(x_dot, shape))
CLANGENT_LINEAR_TANGENT(t, , t(x_dot))
CLANGENT_LINEAR_TANGENT(unsqueeze, CLANGENT_PARAMETERS(std::int64_t dim, ), unsqueeze(x_dot, dim))
CLANGENT_LINEAR_TANGENT(squeeze, CLANGENT_PARAMETERS(std::int64_t dim, ), squeeze(x_dot, dim))
CLANGENT_LINEAR_TANGENT(flatten, CLANGENT_PARAMETERS(std::int64_t start_dim, std::int64_t end_dim, ),
                        flatten(x_dot, start_dim, end_dim))
CLANGENT_LINEAR_TANGENT(slice,
                        CLANGENT_PARAMETERS(std::int64_t dim, std::int64_t start, std::int64_t end,
                                            std::int64_t step, ),
                        slice(x_dot, dim, start, end, step))
CLANGENT_LINEAR_TANGENT(select, CLANGENT_PARAMETERS(std::int64_t dim, std::int64_t index, ), select(x_dot, dim, index))
CLANGENT_LINEAR_TANGENT(sum, CLANGENT_PARAMETERS(const Dims &dims, bool keepdim, ), sum(x_dot, dims, keepdim))
CLANGENT_LINEAR_TANGENT(mean, CLANGENT_PARAMETERS(const Dims &dims, bool keepdim, ), mean(x_dot, dims, keepdim))
CLANGENT_LINEAR_TANGENT(cumsum, CLANGENT_PARAMETERS(std::int64_t dim, ), cumsum(x_dot, dim))
CLANGENT_LINEAR_TANGENT(tril, CLANGENT_PARAMETERS(std::int64_t diagonal, ), tril(x_dot, diagonal))
CLANGENT_LINEAR_TANGENT(triu, CLANGENT_PARAMETERS(std::int64_t diagonal, ), triu(x_dot, diagonal))
CLANGENT_LINEAR_TANGENT(diag, , diag(x_dot))
CLANGENT_LINEAR_TANGENT(trace, , trace(x_dot))
CLANGENT_LINEAR_TANGENT(index_select, CLANGENT_PARAMETERS(std::int64_t dim, const Indices &index, ),
                        index_select(x_dot, dim, index))
CLANGENT_LINEAR_TANGENT(gather, CLANGENT_PARAMETERS(std::int64_t dim, const Indices &index, ),
                        gather(x_dot, dim, index))
CLANGENT_LINEAR_TANGENT(masked_select, CLANGENT_PARAMETERS(const Tensor<bool> &mask, ), masked_select(x_dot, mask))
#undef CLANGENT_LINEAR_TANGENT
#undef CLANGENT_PARAMETERS

// --- softmax, numbers --------------------------------------------------------------

/// y (x_dot - sum(y x_dot))
template <class T>
CLANGENT_TANGENT_OF("clangent::softmax")
Tensor<T> softmax_tangent(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return x_dot.defined() ? mul(y, sub(x_dot, sum(mul(y, x_dot), {dim}, true))) : x_dot;
}
/// x_dot - sum(exp(y) x_dot)
template <class T>
CLANGENT_TANGENT_OF("clangent::log_softmax")
Tensor<T> log_softmax_tangent(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return x_dot.defined() ? sub(x_dot, sum(mul(exp(y), x_dot), {dim}, true)) : x_dot;
}
template <class T> CLANGENT_TANGENT_OF("clangent::Tensor::item") T item_tangent(const Tensor<T> &self_dot) {
  return self_dot.defined() ? self_dot.item() : T(0);
}
template <class T> CLANGENT_TANGENT_OF("clangent::Tensor::Tensor") Tensor<T> tensor_tangent(T value_dot) {
  return Tensor<T>(value_dot);
}

} // namespace clangent

#endif
