// Tangent rules of arithmetic, products and linear maps, which use the operations
// themselves. Those of parts of tensors and of layers are in tangents_parts.h and
// tangents_layers.h; rules that have a formula in common with the adjoint stand
// beside it. An undefined tangent is a zero.
#ifndef CLANGENT_TENSOR_TANGENTS_H
#define CLANGENT_TENSOR_TANGENTS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/compare.h>
#include <clangent/tensor/create.h>
#include <clangent/tensor/cumulative.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/linalg.h>
#include <clangent/tensor/matrix_views.h>
#include <clangent/tensor/pooling.h>
#include <clangent/tensor/reductions.h>

namespace clangent {

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
// (a_dot - y b_dot) / b
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
// --- products --------------------------------------------------------------------

#define CLANGENT_PRODUCT_TANGENT(name)                                                                                 \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {   \
    const Tensor<T> first = a_dot.defined() ? name(a_dot, b) : a_dot;                                                  \
    const Tensor<T> second = b_dot.defined() ? name(a, b_dot) : b_dot;                                                 \
    return detail::sum_dots(first, second);                                                                            \
  }
CLANGENT_PRODUCT_TANGENT(matmul)
CLANGENT_PRODUCT_TANGENT(mm)
CLANGENT_PRODUCT_TANGENT(bmm)
CLANGENT_PRODUCT_TANGENT(mv)
CLANGENT_PRODUCT_TANGENT(dot)
CLANGENT_PRODUCT_TANGENT(outer)
#undef CLANGENT_PRODUCT_TANGENT

// beta c_dot + alpha (a_dot b + a b_dot)
template <class T>
CLANGENT_TANGENT_OF("clangent::addmm")
Tensor<T> addmm_tangent(const Tensor<T> &a, const Tensor<T> &b, T beta, T alpha, const Tensor<T> &y,
                        const Tensor<T> &c_dot, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {
  return detail::total_dot(y.shape(), detail::scaled_dot(c_dot, beta),
                           detail::scaled_dot(mm_tangent(a, b, a_dot, b_dot), alpha));
}
// x_dot w^T + x w_dot^T + bias_dot
template <class T>
CLANGENT_TANGENT_OF("clangent::linear")
Tensor<T> linear_tangent(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &x_dot,
                         const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  Shape shape = x.shape();
  shape[shape.size() - 1] = weight.shape()[0];
  const Tensor<T> first = x_dot.defined() ? linear(x_dot, weight) : x_dot;
  const Tensor<T> second = weight_dot.defined() ? linear(x, weight_dot) : weight_dot;
  return detail::total_dot(shape, detail::sum_dots(first, second), bias_dot);
}

// --- linear in one tensor ----------------------------------------------------------

// y_dot is the same operation on x_dot.
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
CLANGENT_LINEAR_TANGENT(flip, CLANGENT_PARAMETERS(const Dims &dims, ), flip(x_dot, dims))
CLANGENT_LINEAR_TANGENT(roll, CLANGENT_PARAMETERS(std::int64_t shift, std::int64_t dim, ), roll(x_dot, shift, dim))
CLANGENT_LINEAR_TANGENT(repeat, CLANGENT_PARAMETERS(const Dims &repeats, ), repeat(x_dot, repeats))
CLANGENT_LINEAR_TANGENT(tril, CLANGENT_PARAMETERS(std::int64_t diagonal, ), tril(x_dot, diagonal))
CLANGENT_LINEAR_TANGENT(triu, CLANGENT_PARAMETERS(std::int64_t diagonal, ), triu(x_dot, diagonal))
CLANGENT_LINEAR_TANGENT(diag, , diag(x_dot))
CLANGENT_LINEAR_TANGENT(trace, , trace(x_dot))
CLANGENT_LINEAR_TANGENT(index_select, CLANGENT_PARAMETERS(std::int64_t dim, const Indices &index, ),
                        index_select(x_dot, dim, index))
CLANGENT_LINEAR_TANGENT(gather, CLANGENT_PARAMETERS(std::int64_t dim, const Indices &index, ),
                        gather(x_dot, dim, index))
CLANGENT_LINEAR_TANGENT(masked_select, CLANGENT_PARAMETERS(const Tensor<bool> &mask, ), masked_select(x_dot, mask))
CLANGENT_LINEAR_TANGENT(avg_pool2d, CLANGENT_PARAMETERS(const Pool2dOptions &options, ), avg_pool2d(x_dot, options))
CLANGENT_LINEAR_TANGENT(adaptive_avg_pool2d, CLANGENT_PARAMETERS(BothWays out, ), adaptive_avg_pool2d(x_dot, out))
#undef CLANGENT_LINEAR_TANGENT

// --- numbers and members --------------------------------------------------------------

template <class T> CLANGENT_TANGENT_OF("clangent::Tensor::item") T item_tangent(const Tensor<T> &self_dot) {
  return self_dot.defined() ? self_dot.item() : T(0);
}
template <class T> CLANGENT_TANGENT_OF("clangent::Tensor::Tensor") Tensor<T> tensor_tangent(T value_dot) {
  return Tensor<T>(value_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::Tensor")
Tensor<T> tensor_values_tangent(const Shape &shape, std::initializer_list<T> values_dot) {
  return Tensor<T>(shape, std::vector<T>(values_dot));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::tensor")
Tensor<T> tensor_of_values_tangent(std::initializer_list<T> values_dot) {
  return tensor<T>(values_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::tensor")
Tensor<T> tensor_of_rows_tangent(std::initializer_list<std::initializer_list<T>> rows_dot) {
  return tensor<T>(rows_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::full")
Tensor<T> full_tangent(const Shape &shape, T value_dot) {
  return Tensor<T>::full(shape, value_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::arange")
Tensor<T> arange_tangent(const Tensor<T> &y, T start_dot, T end_dot, T step_dot) {
  (void)end_dot;
  return add_scalar(mul_scalar(arange(y.numel()).template to<T>(), step_dot), start_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::linspace")
Tensor<T> linspace_tangent(std::int64_t count, T start_dot, T end_dot) {
  return linspace(start_dot, end_dot, count);
}
template <class T, class Other, class = detail::if_types_differ<T, Other>>
CLANGENT_TANGENT_OF("clangent::Tensor::to")
Tensor<Other> to_tangent(const Tensor<Other> &y, const Tensor<T> &self_dot) {
  (void)y;
  return self_dot.defined() ? self_dot.template to<Other>() : Tensor<Other>();
}
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::contiguous")
Tensor<T> contiguous_tangent(const Tensor<T> &self_dot) {
  return self_dot;
}
template <class T> CLANGENT_TANGENT_OF("clangent::Tensor::copy") Tensor<T> copy_tangent(const Tensor<T> &self_dot) {
  return self_dot;
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/tangents.inc>

#endif
