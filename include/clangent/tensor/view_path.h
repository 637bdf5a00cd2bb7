// Which part of a tensor a chain of views is: `ViewPath()[i].slice(0, 1, 3)` names x[i].slice(0, 1, 3) for any x. What
// generated code writes to parts of tensors with; programs write to the views themselves (tensor_view.h).
#ifndef CLANGENT_TENSOR_VIEW_PATH_H
#define CLANGENT_TENSOR_VIEW_PATH_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/view_spec.h>

#include <array>
#include <vector>

namespace clangent {
namespace detail {

// One view of a chain, under the name of the member function that makes it.
struct ViewStep {
  enum class Kind : std::uint8_t { slice, select, transpose, t, permute, reshape, expand, squeeze, unsqueeze, flatten };
  Kind kind;
  std::array<std::int64_t, 4> numbers{};
  IndexList list{};
};

// Where a view of what lies at `from` lies in the same tensor. False for a reshape that no strides can describe.
bool take_step(ViewSpec &from, const ViewStep &step);
// Throws if the part has an element twice.
void expect_single_places(const ViewSpec &part);
// `values` without dimensions of size 1 in front that the part has not.
Shape shape_within(const Shape &values, const Shape &part);

} // namespace detail

class CLANGENT_VALUE_TYPE ViewPath {
  using Kind = detail::ViewStep::Kind;

public:
  ViewPath() = default;

  ViewPath operator[](std::int64_t index) const { return select(0, index); }
  ViewPath slice(std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step = 1) const {
    return and_then({Kind::slice, {dim, start, end, step}});
  }
  ViewPath select(std::int64_t dim, std::int64_t index) const { return and_then({Kind::select, {dim, index}}); }
  ViewPath transpose(std::int64_t dim0, std::int64_t dim1) const { return and_then({Kind::transpose, {dim0, dim1}}); }
  ViewPath t() const { return and_then({Kind::t}); }
  ViewPath permute(const Dims &dims) const { return and_then({Kind::permute, {}, dims}); }
  ViewPath reshape(const Shape &shape) const { return and_then({Kind::reshape, {}, shape}); }
  ViewPath expand(const Shape &shape) const { return and_then({Kind::expand, {}, shape}); }
  ViewPath squeeze(std::int64_t dim) const { return and_then({Kind::squeeze, {dim}}); }
  ViewPath unsqueeze(std::int64_t dim) const { return and_then({Kind::unsqueeze, {dim}}); }
  ViewPath flatten(std::int64_t start_dim = 0, std::int64_t end_dim = -1) const {
    return and_then({Kind::flatten, {start_dim, end_dim}});
  }

  // Where the part lies in a row-major tensor of this shape; throws if a reshape on the way would copy.
  detail::ViewSpec within(const Shape &shape) const;
  // From where something lies in a tensor to where its part does; false if a reshape on the way would copy.
  bool follow(detail::ViewSpec &place) const {
    for (const detail::ViewStep &step : steps_)
      if (!detail::take_step(place, step))
        return false;
    return true;
  }

private:
  ViewPath and_then(const detail::ViewStep &step) const {
    ViewPath longer(*this);
    longer.steps_.push_back(step);
    return longer;
  }

  std::vector<detail::ViewStep> steps_;
};

namespace detail {
template <> struct value_class<ViewPath> {
  static constexpr bool known = true;
  static constexpr bool differentiable = false;
};

// target[part] = values, which broadcast; `target` is row-major afterwards. Returns the values, which share no memory
// with it.
template <class T> Tensor<T> write_part(Tensor<T> &target, const ViewSpec &part, Tensor<T> values) {
  require_defined("assignment", target, values);
  expect_single_places(part);
  if (const Shape fitting = shape_within(values.shape(), part.shape); fitting != values.shape())
    values = values.reshape(fitting);
  if (values.shape() != part.shape && broadcast_shapes("assignment", values.shape(), part.shape) != part.shape)
    fail_shapes("assignment", "the values do not fit what they are assigned to", {values.shape(), part.shape});
  // As if the right side was there before anything changes; a copy of the part, not of the tensor.
  if (values.shares_memory_with(target))
    values = values.copy();
  update_view(target, part, values, [](T, T v) { return v; });
  return values;
}

} // namespace detail

// What generated code calls: the part on a path, and the tensor with that part written.

// A copy, so that writing to the tensor afterwards does not have to copy that.
template <class T> Tensor<T> Tensor<T>::part(const ViewPath &path) const {
  detail::ViewSpec place{shape_, strides_, 0};
  if (path.follow(place))
    return detail::take_view(*this, place).copy();
  return detail::take_view(contiguous(), path.within(shape_)).copy();
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::part")
void part_adjoint(const Shape &self_shape, const ViewPath &path, const Tensor<T> &y_bar, Bar<T> self_bar) {
  detail::add_into_view(self_bar.materialise(self_shape), path.within(self_shape), y_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::part")
Tensor<T> part_tangent(const ViewPath &path, const Tensor<T> &self_dot) {
  return self_dot.defined() ? self_dot.part(path) : self_dot;
}

template <class T> void Tensor<T>::set_part(const ViewPath &path, Tensor values) & {
  detail::write_part(*this, path.within(shape_), std::move(values));
}
// values_bar += self_bar[path]; self_bar[path] = 0
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::set_part")
void set_part_adjoint(const ViewPath &path, const Shape &values_shape, Bar<T> values_bar, Tensor<T> &self_bar) {
  if (!self_bar.defined())
    return;
  const detail::ViewSpec part = path.within(self_bar.shape());
  if (values_bar) {
    const Shape fitting = detail::shape_within(values_shape, part.shape);
    Tensor<T> moved = sum_to(detail::take_view(self_bar.contiguous(), part).copy(), fitting);
    values_bar.add(fitting == values_shape ? std::move(moved) : moved.reshape(values_shape));
  }
  detail::write_part(self_bar, part, Tensor<T>(T(0)));
}
// self_dot[path] = values_dot
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::set_part")
void set_part_tangent(const ViewPath &path, const Tensor<T> &y, const Tensor<T> &values_dot, Tensor<T> &self_dot) {
  if (!self_dot.defined() && !values_dot.defined())
    return;
  if (!self_dot.defined())
    self_dot = Tensor<T>::zeros(y.shape());
  self_dot.set_part(path, values_dot.defined() ? values_dot : Tensor<T>(T(0)));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/view_path.inc>

#endif
