// Views as functions: other shapes over the same memory, each with its adjoint. A view of a
// tensor is a value; tensor_view.h has the members, which can be assigned to.
// Adjoints of views need the shape of the argument only.
#ifndef CLANGENT_TENSOR_VIEW_FUNCTIONS_H
#define CLANGENT_TENSOR_VIEW_FUNCTIONS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/view_spec.h>

namespace clangent {

// Elements start, start+step, ... before end along one dimension; start and
// end count from the end if negative and are clamped to the size.
template <class T>
Tensor<T> slice(const Tensor<T> &x, std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step = 1) {
  return detail::take_view(x, detail::slice_spec(x.shape(), x.strides(), dim, start, end, step));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::slice")
void slice_adjoint(const Shape &x_shape, std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step,
                   const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::add_into_view(x_bar.materialise(x_shape),
                        detail::slice_spec(x_shape, row_major(x_shape), dim, start, end, step), y_bar);
}

// The slice at one index, without that dimension.
template <class T> Tensor<T> select(const Tensor<T> &x, std::int64_t dim, std::int64_t index) {
  return detail::take_view(x, detail::select_spec(x.shape(), x.strides(), dim, index));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::select")
void select_adjoint(const Shape &x_shape, std::int64_t dim, std::int64_t index, const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::add_into_view(x_bar.materialise(x_shape), detail::select_spec(x_shape, row_major(x_shape), dim, index),
                        y_bar);
}

template <class T> Tensor<T> permute(const Tensor<T> &x, const Dims &dims) {
  return detail::take_view(x, detail::permute_spec(x.shape(), x.strides(), dims));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::permute")
void permute_adjoint(const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(permute(y_bar, detail::inverse_dims(normal_dims("permute", dims, y_bar.rank()))));
}

template <class T> Tensor<T> transpose(const Tensor<T> &x, std::int64_t dim0, std::int64_t dim1) {
  return permute(x, detail::swapped_dims("transpose", dim0, dim1, x.rank()));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::transpose")
void transpose_adjoint(std::int64_t dim0, std::int64_t dim1, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(transpose(y_bar, dim0, dim1));
}

// Transpose of a matrix; vectors and numbers are returned as they are.
template <class T> Tensor<T> t(const Tensor<T> &x) {
  if (x.rank() > 2)
    detail::fail_shapes("t", "needs rank 2 or less", {x.shape()});
  return x.rank() < 2 ? x : transpose(x, 0, 1);
}
template <class T> CLANGENT_ADJOINT_OF("clangent::t") void t_adjoint(const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(t(y_bar));
}

// Another shape of as many elements; one size may be -1. Row-major tensors
// share their memory with the result, others are copied.
template <class T> Tensor<T> reshape(const Tensor<T> &x, const Shape &shape) {
  const Shape wanted = detail::reshape_shape(x.shape(), shape);
  return x.contiguous().view_as(wanted, row_major(wanted), 0);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::reshape")
void reshape_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

// Repeats dimensions of size 1 without copying; -1 keeps a size.
template <class T> Tensor<T> expand(const Tensor<T> &x, const Shape &shape) {
  return detail::take_view(x, detail::expand_spec(x.shape(), x.strides(), shape));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::expand")
void expand_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(y_bar, x_shape);
}

// Without dimension `dim` if its size is 1.
template <class T> Tensor<T> squeeze(const Tensor<T> &x, std::int64_t dim) {
  return reshape(x, detail::squeeze_shape(x.shape(), dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::squeeze")
void squeeze_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

// With a new dimension of size 1 before `dim`.
template <class T> Tensor<T> unsqueeze(const Tensor<T> &x, std::int64_t dim) {
  return reshape(x, detail::unsqueeze_shape(x.shape(), dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::unsqueeze")
void unsqueeze_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

// Dimensions start_dim to end_dim merged into one.
template <class T> Tensor<T> flatten(const Tensor<T> &x, std::int64_t start_dim = 0, std::int64_t end_dim = -1) {
  return reshape(x, detail::flatten_shape(x.shape(), start_dim, end_dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::flatten")
void flatten_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

// `base` with one slice replaced.
template <class T>
Tensor<T> slice_assign(Tensor<T> base, const Tensor<T> &values, std::int64_t dim, std::int64_t start, std::int64_t end,
                       std::int64_t step = 1) {
  base.writable();
  const auto spec = detail::slice_spec(base.shape(), base.strides(), dim, start, end, step);
  if (values.shape() != spec.shape)
    detail::fail_shapes("slice_assign", "values do not fit the slice", {values.shape(), spec.shape});
  detail::update_view(base, spec, values, [](T, T v) { return v; });
  return base;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::slice_assign")
void slice_assign_adjoint(std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step,
                          const Tensor<T> &y_bar, Bar<T> base_bar, Bar<T> values_bar) {
  const Tensor<T> part = slice(y_bar, dim, start, end, step);
  if (base_bar)
    base_bar.add(slice_assign(y_bar, Tensor<T>::zeros(part.shape()), dim, start, end, step));
  values_bar.add(part);
}

// `base` with the slice at one index replaced, along dimension `dim`.
template <class T>
Tensor<T> select_assign(Tensor<T> base, const Tensor<T> &values, std::int64_t dim, std::int64_t index) {
  base.writable();
  const auto spec = detail::select_spec(base.shape(), base.strides(), dim, index);
  if (values.shape() != spec.shape)
    detail::fail_shapes("select_assign", "values do not fit the slice", {values.shape(), spec.shape});
  detail::update_view(base, spec, values, [](T, T v) { return v; });
  return base;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::select_assign")
void select_assign_adjoint(std::int64_t dim, std::int64_t index, const Tensor<T> &y_bar, Bar<T> base_bar,
                           Bar<T> values_bar) {
  const Tensor<T> part = select(y_bar, dim, index);
  if (base_bar)
    base_bar.add(select_assign(y_bar, Tensor<T>::zeros(part.shape()), dim, index));
  values_bar.add(part);
}

// See the declaration: for fills that follow the memory order.
template <class T> T *Tensor<T>::writable_as_laid_out() & {
  if (buffer_.unique() && is_contiguous())
    return raw();
  Dims order;
  for (int d = 0; d < rank(); ++d)
    order.push_back(d);
  for (int i = 1; i < rank(); ++i)
    for (int j = i; j > 0 && strides_[int(order[j])] > strides_[int(order[j - 1])]; --j)
      std::swap(order[j], order[j - 1]);
  const Tensor sorted = permute(order);
  if (!sorted.is_contiguous())
    return writable();
  if (!buffer_.unique())
    *this = sorted.copy().permute(detail::inverse_dims(order));
  return raw();
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/view_functions.inc>

#endif
