// Where the parts of tensors lie that programs assign to.
#include <clangent/tensor/view_path.h>

namespace clangent {
namespace detail {
namespace {

// The strides of `wanted` over the elements that lie at `from`; false if there are none. Both have as many elements.
bool restride(const ViewSpec &from, const Shape &wanted, Strides &strides) {
  strides = row_major(wanted);
  if (count_elements(wanted) == 0 || from.shape.empty())
    return true;
  int next = wanted.size() - 1;
  std::int64_t run = 1, covered = 1, base = from.strides.back();
  for (int d = from.shape.size() - 1; d >= 0; --d) {
    run *= from.shape[d];
    // What lies before continues the run if it is one step of its length away.
    if (d > 0 && (from.shape[d - 1] == 1 || from.strides[d - 1] == run * base))
      continue;
    for (; next >= 0 && (covered < run || wanted[next] == 1); --next) {
      strides[next] = covered * base;
      covered *= wanted[next];
    }
    if (covered != run)
      return false;
    if (d > 0)
      base = from.strides[d - 1];
    run = covered = 1;
  }
  return true;
}

ViewSpec permuted(const ViewSpec &from, const ViewStep &step) {
  const int rank = from.shape.size();
  if (step.kind == ViewStep::Kind::permute)
    return permute_spec(from.shape, from.strides, step.list);
  if (step.kind == ViewStep::Kind::transpose)
    return permute_spec(from.shape, from.strides, swapped_dims("transpose", step.numbers[0], step.numbers[1], rank));
  if (rank > 2)
    fail_shapes("t", "needs rank 2 or less", {from.shape});
  return rank < 2 ? ViewSpec{from.shape, from.strides, 0} : permute_spec(from.shape, from.strides, {1, 0});
}

Shape reshaped(const Shape &shape, const ViewStep &step) {
  switch (step.kind) {
  case ViewStep::Kind::squeeze:
    return squeeze_shape(shape, step.numbers[0]);
  case ViewStep::Kind::unsqueeze:
    return unsqueeze_shape(shape, step.numbers[0]);
  case ViewStep::Kind::flatten:
    return flatten_shape(shape, step.numbers[0], step.numbers[1]);
  default:
    return reshape_shape(shape, step.list);
  }
}

} // namespace

bool take_step(ViewSpec &from, const ViewStep &step) {
  const auto &[a, b, c, d] = step.numbers;
  ViewSpec to;
  bool is_view = true;
  switch (step.kind) {
  case ViewStep::Kind::slice:
    to = slice_spec(from.shape, from.strides, a, b, c, d);
    break;
  case ViewStep::Kind::select:
    to = select_spec(from.shape, from.strides, a, b);
    break;
  case ViewStep::Kind::transpose:
  case ViewStep::Kind::t:
  case ViewStep::Kind::permute:
    to = permuted(from, step);
    break;
  case ViewStep::Kind::expand:
    to = expand_spec(from.shape, from.strides, step.list);
    break;
  case ViewStep::Kind::reshape:
  case ViewStep::Kind::squeeze:
  case ViewStep::Kind::unsqueeze:
  case ViewStep::Kind::flatten:
    to.shape = reshaped(from.shape, step);
    is_view = restride(from, to.shape, to.strides);
    break;
  }
  to.offset += from.offset;
  from = to;
  return is_view;
}

void expect_single_places(const ViewSpec &part) {
  for (int d = 0; d < part.shape.size(); ++d)
    if (part.strides[d] == 0 && part.shape[d] > 1)
      fail_shapes("assignment", "to an expanded tensor, which has elements several times", {part.shape});
}

Shape shape_within(const Shape &values, const Shape &part) {
  Shape shape = values;
  while (shape.size() > part.size() && shape[0] == 1)
    shape.erase(0);
  return shape;
}

} // namespace detail

detail::ViewSpec ViewPath::within(const Shape &shape) const {
  detail::ViewSpec part{shape, row_major(shape), 0};
  for (const detail::ViewStep &step : steps_)
    if (!detail::take_step(part, step))
      throw TensorError("assignment", "to a reshape that had to copy; assign to what is reshaped");
  return part;
}

} // namespace clangent
