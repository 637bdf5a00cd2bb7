// Views: other shapes over the same memory, each with its adjoint. A view of a
// tensor is a value; writing to it never changes the tensor it came from.
// Adjoints of views need the shape of the argument only.
#ifndef CLANGENT_TENSOR_VIEWS_H
#define CLANGENT_TENSOR_VIEWS_H

#include <clangent/tensor/adjoint.h>

namespace clangent {
namespace detail {

/// Where the elements of a view lie in the tensor it was taken from.
struct ViewSpec {
  Shape shape;
  Strides strides;
  std::int64_t offset = 0;
};

ViewSpec slice_spec(const Shape &shape, const Strides &strides, std::int64_t dim, std::int64_t start, std::int64_t end,
                    std::int64_t step);
ViewSpec select_spec(const Shape &shape, const Strides &strides, std::int64_t dim, std::int64_t index);
ViewSpec permute_spec(const Shape &shape, const Strides &strides, const Dims &dims);
ViewSpec expand_spec(const Shape &shape, const Strides &strides, const Shape &wanted);
Dims swapped_dims(const char *operation, std::int64_t dim0, std::int64_t dim1, int rank);
Dims inverse_dims(const Dims &dims);
/// `wanted` with its -1 (at most one) worked out.
Shape reshape_shape(const Shape &shape, const Shape &wanted);
Shape squeeze_shape(const Shape &shape, std::int64_t dim);
Shape unsqueeze_shape(const Shape &shape, std::int64_t dim);
Shape flatten_shape(const Shape &shape, std::int64_t start_dim, std::int64_t end_dim);

template <class T> Tensor<T> take_view(const Tensor<T> &x, const ViewSpec &spec) {
  return x.view_as(spec.shape, spec.strides, spec.offset);
}

/// target[view] = f(target[view], values), target row-major and its own.
template <class T, class Function>
void update_view(Tensor<T> &target, const ViewSpec &spec, const Tensor<T> &values, const Function &f) {
  if (values.shape() != spec.shape && broadcast_shapes("adjoint", values.shape(), spec.shape) != spec.shape)
    fail_adjoint(values.shape(), spec.shape);
  if (values.numel() == 0)
    return;
  T *const base = target.writable() + spec.offset;
  const auto nest = plan_loops<2>(spec.shape, {&spec.shape, &values.shape()}, {&spec.strides, &values.strides()});
  update_rows(f, base, nest, std::index_sequence<0>{}, values.data());
}

template <class T> void add_into_view(Tensor<T> &target, const ViewSpec &spec, const Tensor<T> &values) {
  update_view(target, spec, values, [](T a, T b) { return a + b; });
}

} // namespace detail

/// Elements start, start+step, ... before end along one dimension; start and
/// end count from the end if negative and are clamped to the size.
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

/// The slice at one index, without that dimension.
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

/// Transpose of a matrix; vectors and numbers are returned as they are.
template <class T> Tensor<T> t(const Tensor<T> &x) {
  if (x.rank() > 2)
    detail::fail_shapes("t", "needs rank 2 or less", {x.shape()});
  return x.rank() < 2 ? x : transpose(x, 0, 1);
}
template <class T> CLANGENT_ADJOINT_OF("clangent::t") void t_adjoint(const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(t(y_bar));
}

/// Another shape of as many elements; one size may be -1. Row-major tensors
/// share their memory with the result, others are copied.
template <class T> Tensor<T> reshape(const Tensor<T> &x, const Shape &shape) {
  const Shape wanted = detail::reshape_shape(x.shape(), shape);
  return x.contiguous().view_as(wanted, row_major(wanted), 0);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::reshape")
void reshape_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

/// Repeats dimensions of size 1 without copying; -1 keeps a size.
template <class T> Tensor<T> expand(const Tensor<T> &x, const Shape &shape) {
  return detail::take_view(x, detail::expand_spec(x.shape(), x.strides(), shape));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::expand")
void expand_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(y_bar, x_shape);
}

/// Without dimension `dim` if its size is 1.
template <class T> Tensor<T> squeeze(const Tensor<T> &x, std::int64_t dim) {
  return reshape(x, detail::squeeze_shape(x.shape(), dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::squeeze")
void squeeze_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

/// With a new dimension of size 1 before `dim`.
template <class T> Tensor<T> unsqueeze(const Tensor<T> &x, std::int64_t dim) {
  return reshape(x, detail::unsqueeze_shape(x.shape(), dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::unsqueeze")
void unsqueeze_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

/// Dimensions start_dim to end_dim merged into one.
template <class T> Tensor<T> flatten(const Tensor<T> &x, std::int64_t start_dim = 0, std::int64_t end_dim = -1) {
  return reshape(x, detail::flatten_shape(x.shape(), start_dim, end_dim));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::flatten")
void flatten_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(reshape(y_bar, x_shape));
}

/// `base` with one slice replaced.
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

/// `base` with the slice at one index replaced, along dimension `dim`.
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

// Member forms.
template <class T>
Tensor<T> Tensor<T>::slice(std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step) const {
  return clangent::slice(*this, dim, start, end, step);
}
template <class T> Tensor<T> Tensor<T>::select(std::int64_t dim, std::int64_t index) const {
  return clangent::select(*this, dim, index);
}
template <class T> Tensor<T> Tensor<T>::transpose(std::int64_t dim0, std::int64_t dim1) const {
  return clangent::transpose(*this, dim0, dim1);
}
template <class T> Tensor<T> Tensor<T>::t() const { return clangent::t(*this); }
template <class T> Tensor<T> Tensor<T>::permute(const Dims &dims) const { return clangent::permute(*this, dims); }
template <class T> Tensor<T> Tensor<T>::reshape(const Shape &shape) const { return clangent::reshape(*this, shape); }
template <class T> Tensor<T> Tensor<T>::expand(const Shape &shape) const { return clangent::expand(*this, shape); }
template <class T> Tensor<T> Tensor<T>::squeeze(std::int64_t dim) const { return clangent::squeeze(*this, dim); }
template <class T> Tensor<T> Tensor<T>::unsqueeze(std::int64_t dim) const { return clangent::unsqueeze(*this, dim); }
template <class T> Tensor<T> Tensor<T>::flatten(std::int64_t start_dim, std::int64_t end_dim) const {
  return clangent::flatten(*this, start_dim, end_dim);
}

/// See the declaration: for fills that follow the memory order.
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

#include <clangent/tensor/instances/views.inc>

#endif
