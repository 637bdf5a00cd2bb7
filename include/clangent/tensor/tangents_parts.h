// Tangent rules of joining parts of tensors, taking them apart and placing them
// in others. An undefined tangent is a zero; a list may lack elements at its end,
// which are zeros too.
#ifndef CLANGENT_TENSOR_TANGENTS_PARTS_H
#define CLANGENT_TENSOR_TANGENTS_PARTS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/indexing.h>
#include <clangent/tensor/join.h>

namespace clangent {
namespace detail {

template <class T> Tensor<T> dot_or_zeros(const Tensor<T> &dot, const Shape &shape) {
  return dot.defined() ? dot : Tensor<T>::zeros(shape);
}
// The tangents of all parts, zeros written out; none if all of them are zero.
template <class T> std::vector<Tensor<T>> dots_of_parts(const std::vector<Shape> &shapes, std::vector<Tensor<T>> dots) {
  bool is_zero = true;
  for (const Tensor<T> &dot : dots)
    is_zero = is_zero && !dot.defined();
  if (is_zero)
    return {};
  dots.resize(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i)
    dots[i] = dot_or_zeros(dots[i], shapes[i]);
  return dots;
}

} // namespace detail

template <class T>
CLANGENT_TANGENT_OF("clangent::cat")
Tensor<T> cat_tangent(const std::vector<Shape> &parts_shape, std::int64_t dim,
                      const std::vector<Tensor<T>> &parts_dot) {
  const auto dots = detail::dots_of_parts(parts_shape, parts_dot);
  return dots.empty() ? Tensor<T>() : cat(dots, dim);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::stack")
Tensor<T> stack_tangent(const std::vector<Shape> &parts_shape, std::int64_t dim,
                        const std::vector<Tensor<T>> &parts_dot) {
  const auto dots = detail::dots_of_parts(parts_shape, parts_dot);
  return dots.empty() ? Tensor<T>() : stack(dots, dim);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::split")
std::vector<Tensor<T>> split_tangent(std::int64_t size, std::int64_t dim, const Tensor<T> &x_dot) {
  return x_dot.defined() ? split(x_dot, size, dim) : std::vector<Tensor<T>>();
}
template <class T>
CLANGENT_TANGENT_OF("clangent::chunk")
std::vector<Tensor<T>> chunk_tangent(std::int64_t chunks, std::int64_t dim, const Tensor<T> &x_dot) {
  return x_dot.defined() ? chunk(x_dot, chunks, dim) : std::vector<Tensor<T>>();
}

// base_dot with one slice replaced by values_dot
template <class T>
CLANGENT_TANGENT_OF("clangent::slice_assign")
Tensor<T> slice_assign_tangent(const Shape &base_shape, const Shape &values_shape, std::int64_t dim, std::int64_t start,
                               std::int64_t end, std::int64_t step, const Tensor<T> &base_dot,
                               const Tensor<T> &values_dot) {
  if (!base_dot.defined() && !values_dot.defined())
    return {};
  return slice_assign(detail::dot_or_zeros(base_dot, base_shape), detail::dot_or_zeros(values_dot, values_shape), dim,
                      start, end, step);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::select_assign")
Tensor<T> select_assign_tangent(const Shape &base_shape, const Shape &values_shape, std::int64_t dim,
                                std::int64_t index, const Tensor<T> &base_dot, const Tensor<T> &values_dot) {
  if (!base_dot.defined() && !values_dot.defined())
    return {};
  return select_assign(detail::dot_or_zeros(base_dot, base_shape), detail::dot_or_zeros(values_dot, values_shape), dim,
                       index);
}
// x_dot with src_dot added
template <class T>
CLANGENT_TANGENT_OF("clangent::scatter_add")
Tensor<T> scatter_add_tangent(const Shape &x_shape, std::int64_t dim, const Indices &index, const Tensor<T> &x_dot,
                              const Tensor<T> &src_dot) {
  return src_dot.defined() ? scatter_add(detail::dot_or_zeros(x_dot, x_shape), dim, index, src_dot) : x_dot;
}
template <class T>
CLANGENT_TANGENT_OF("clangent::index_add")
Tensor<T> index_add_tangent(const Shape &x_shape, std::int64_t dim, const Indices &index, const Tensor<T> &x_dot,
                            const Tensor<T> &src_dot) {
  return src_dot.defined() ? index_add(detail::dot_or_zeros(x_dot, x_shape), dim, index, src_dot) : x_dot;
}
// Rows of weight_dot; zeros for padding_idx, which has no adjoint either.
template <class T>
CLANGENT_TANGENT_OF("clangent::embedding")
Tensor<T> embedding_tangent(const Indices &index, std::int64_t padding_idx, const Tensor<T> &weight_dot) {
  if (!weight_dot.defined())
    return weight_dot;
  const Tensor<T> y_dot = embedding(index, weight_dot);
  const Tensor<T> rows = y_dot.reshape({index.numel(), weight_dot.shape()[1]});
  return detail::without_padding(rows, index, padding_idx).reshape(y_dot.shape());
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/tangents_parts.inc>

#endif
