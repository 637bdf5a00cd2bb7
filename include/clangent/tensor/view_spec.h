// Where the elements of views lie in the memory of the tensor that they are taken
// from, and reading and writing them there.
#ifndef CLANGENT_TENSOR_VIEW_SPEC_H
#define CLANGENT_TENSOR_VIEW_SPEC_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/adjoint.h>

namespace clangent {
namespace detail {

// Where the elements of a view lie in the tensor it was taken from.
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
// `wanted` with its -1 (at most one) worked out.
Shape reshape_shape(const Shape &shape, const Shape &wanted);
Shape squeeze_shape(const Shape &shape, std::int64_t dim);
Shape unsqueeze_shape(const Shape &shape, std::int64_t dim);
Shape flatten_shape(const Shape &shape, std::int64_t start_dim, std::int64_t end_dim);

template <class T> Tensor<T> take_view(const Tensor<T> &x, const ViewSpec &spec) {
  return x.view_as(spec.shape, spec.strides, spec.offset);
}

// target[view] = f(target[view], values), target row-major and its own.
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
} // namespace clangent

#pragma pop_macro("T")

#endif
