// The elementwise engine: transform(f, a, b, ...) applies a scalar function to
// broadcast tensors in one loop. Dimensions are merged where strides allow;
// inner loops over contiguous or constant operands are left in a form that
// compilers vectorise.
#ifndef CLANGENT_TENSOR_ELEMENTWISE_H
#define CLANGENT_TENSOR_ELEMENTWISE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/rows.h>
#include <clangent/tensor/tensor_class.h>

#include <array>
#include <tuple>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

// Sizes and per-operand strides of a nest of loops, innermost last.
template <std::size_t Count> struct LoopNest {
  int rank = 0;
  std::array<std::int64_t, max_rank> sizes{};
  std::array<std::array<std::int64_t, max_rank>, Count> strides{};
};

// Stride of `t` along dimension `dim` of a broadcast shape of rank `rank`.
inline std::int64_t broadcast_stride(const Shape &shape, const Strides &strides, int dim, int rank) {
  const int own = dim - (rank - shape.size());
  return own < 0 || shape[own] == 1 ? 0 : strides[own];
}

// Merges neighbouring dimensions that every operand walks as one.
template <std::size_t Count>
LoopNest<Count> plan_loops(const Shape &out, const std::array<const Shape *, Count> &shapes,
                           const std::array<const Strides *, Count> &strides) {
  LoopNest<Count> nest;
  for (int d = 0; d < out.size(); ++d) {
    if (out[d] == 1)
      continue;
    std::array<std::int64_t, Count> step;
    bool merge = nest.rank > 0;
    for (std::size_t k = 0; k < Count; ++k) {
      step[k] = broadcast_stride(*shapes[k], *strides[k], d, out.size());
      merge = merge && nest.strides[k][nest.rank - 1] == step[k] * out[d];
    }
    if (!merge)
      nest.sizes[nest.rank++] = 1;
    nest.sizes[nest.rank - 1] *= out[d];
    for (std::size_t k = 0; k < Count; ++k)
      nest.strides[k][nest.rank - 1] = step[k];
  }
  return nest;
}

// Calls row(offsets, n, strides) for every innermost run of the nest.
template <std::size_t Count, class Row> void run_loops(const LoopNest<Count> &nest, Row row) {
  std::array<std::int64_t, Count> offset{}, inner{};
  const int last = nest.rank - 1;
  if (last < 0)
    return row(offset, std::int64_t(1), inner);
  for (int d = 0; d <= last; ++d)
    if (nest.sizes[d] == 0)
      return;
  for (std::size_t k = 0; k < Count; ++k)
    inner[k] = nest.strides[k][last];
  std::array<std::int64_t, max_rank> index{};
  for (;;) {
    row(offset, nest.sizes[last], inner);
    int d = last - 1;
    for (; d >= 0; --d) {
      for (std::size_t k = 0; k < Count; ++k)
        offset[k] += nest.strides[k][d];
      if (++index[d] < nest.sizes[d])
        break;
      for (std::size_t k = 0; k < Count; ++k)
        offset[k] -= nest.strides[k][d] * nest.sizes[d];
      index[d] = 0;
    }
    if (d < 0)
      return;
  }
}

// An operand of a row.
template <class T> struct Operand {
  const T *data;
  std::int64_t step;
  operator ContiguousRun<T>() const { return {data}; }
  operator ConstantRun<T>() const { return {*data}; }
  operator StridedRun<T>() const { return {data, step}; }
};

// One row whose output is contiguous; picks the kind of each operand's run.
template <class Function, class Result, class First>
void dispatch_row(const Function &f, Result *out, std::int64_t n, Operand<First> a) {
  if (a.step == 1)
    run_row(f, out, n, ContiguousRun<First>(a));
  else
    run_row(f, out, n, StridedRun<First>(a));
}
template <class Function, class Result, class First, class Second>
void dispatch_row(const Function &f, Result *out, std::int64_t n, Operand<First> a, Operand<Second> b) {
  if (a.step == 1 && b.step == 1)
    run_row(f, out, n, ContiguousRun<First>(a), ContiguousRun<Second>(b));
  else if (a.step == 1 && b.step == 0)
    run_row(f, out, n, ContiguousRun<First>(a), ConstantRun<Second>(b));
  else if (a.step == 0 && b.step == 1)
    run_row(f, out, n, ConstantRun<First>(a), ContiguousRun<Second>(b));
  else
    run_row(f, out, n, StridedRun<First>(a), StridedRun<Second>(b));
}
template <class Function, class Result, class First, class Second, class Third, class... Rest>
void dispatch_row(const Function &f, Result *out, std::int64_t n, Operand<First> a, Operand<Second> b, Operand<Third> c,
                  Operand<Rest>... rest) {
  if (a.step == 1 && b.step == 1 && c.step == 1 && ((rest.step == 1) && ...))
    run_row(f, out, n, ContiguousRun<First>(a), ContiguousRun<Second>(b), ContiguousRun<Third>(c),
            ContiguousRun<Rest>(rest)...);
  else
    run_row(f, out, n, StridedRun<First>(a), StridedRun<Second>(b), StridedRun<Third>(c), StridedRun<Rest>(rest)...);
}

template <class T, class... Ts>
Shape common_shape(const char *operation, const Tensor<T> &first, const Tensor<Ts> &...rest) {
  static_cast<void>(operation);
  Shape shape = first.shape();
  [[maybe_unused]] const auto widen = [&](const Shape &other) {
    if (shape != other)
      shape = broadcast_shapes(operation, shape, other);
  };
  (widen(rest.shape()), ...);
  return shape;
}

// Whether every element of `x` is the same place in memory.
template <class T> bool repeats_one(const Tensor<T> &x) {
  if (x.numel() < 2)
    return x.numel() == 1;
  for (std::int64_t step : x.strides())
    if (step != 0)
      return false;
  return true;
}

// Whether one run of step 1, or one element repeated, is all of `x` in `shape`.
template <class T> bool is_single_run(const Tensor<T> &x, const Shape &shape) {
  return repeats_one(x) || (x.is_contiguous() && x.shape() == shape);
}

template <class Function, class Result, std::size_t... Positions, class... Ts>
void transform_into(const Function &f, Result *out, const Shape &shape, std::int64_t numel,
                    std::index_sequence<Positions...>, const Tensor<Ts> &...in) {
  if ((is_single_run(in, shape) && ...))
    return dispatch_row(f, out, numel, Operand<Ts>{in.data(), repeats_one(in) ? 0 : 1}...);
  constexpr std::size_t n = sizeof...(Ts) + 1;
  const Strides dense = row_major(shape);
  const LoopNest<n> nest = plan_loops<n>(shape, {&shape, &in.shape()...}, {&dense, &in.strides()...});
  const std::tuple<const Ts *...> data{in.data()...};
  run_loops(nest, [&](const auto &offset, std::int64_t count, const auto &step) {
    dispatch_row(f, out + offset[0], count,
                 Operand<Ts>{std::get<Positions>(data) + offset[Positions + 1], step[Positions + 1]}...);
  });
}

template <class... Ts> void require_defined(const char *operation, const Tensor<Ts> &...in) {
  if (!(in.defined() && ...))
    throw TensorError(operation, "an operand is undefined");
}

} // namespace detail

// f applied to every element of the broadcast operands; `operation` is the
// name for error messages.
template <class Function, class... Ts>
auto transform(const char *operation, const Function &f, const Tensor<Ts> &...in) {
  using Result = std::decay_t<decltype(f(std::declval<Ts>()...))>;
  detail::require_defined(operation, in...);
  const auto &first = std::get<0>(std::tie(in...));
  if (((in.is_contiguous() && in.shape() == first.shape()) && ...))
    return Tensor<Result>::filled_like(
        first, [&](Result *out) { detail::run_row(f, out, first.numel(), detail::ContiguousRun<Ts>{in.data()}...); });
  Tensor<Result> out = Tensor<Result>::empty(detail::common_shape(operation, in...));
  if (out.numel() > 0)
    detail::transform_into(f, out.writable(), out.shape(), out.numel(), std::index_sequence_for<Ts...>{}, in...);
  return out;
}

template <class T> CLANGENT_COMPILED Tensor<T> Tensor<T>::copy() const {
  detail::require_defined("copy", *this);
  Tensor out = empty(shape_);
  if (out.numel_ > 0)
    detail::transform_into([](T v) { return v; }, out.raw(), shape_, numel_, std::index_sequence<0>{}, *this);
  return out;
}

template <class T> template <class Other> CLANGENT_COMPILED Tensor<Other> Tensor<T>::to() const {
  if constexpr (std::is_same_v<T, Other>)
    return *this;
  else if constexpr (std::is_same_v<Other, bool>)
    return transform(
        "to", [](T v) { return v != T(0); }, *this);
  else
    return transform(
        "to", [](T v) { return static_cast<Other>(v); }, *this);
}

// The tensor itself, or its values as float if it holds integers.
template <class T, std::enable_if_t<!std::is_same_v<T, inexact_t<T>>, int> = 0>
Tensor<inexact_t<T>> inexact(const Tensor<T> &x) {
  return x.template to<inexact_t<T>>();
}
template <class T, std::enable_if_t<std::is_same_v<T, inexact_t<T>>, int> = 0>
const Tensor<T> &inexact(const Tensor<T> &x) {
  return x;
}

namespace detail {

template <class Function, class T, std::size_t... Positions, class... Ts>
void update_rows(const Function &f, T *out, const LoopNest<sizeof...(Ts) + 1> &nest, std::index_sequence<Positions...>,
                 const Ts *...in) {
  run_loops(nest, [&](const auto &at, std::int64_t n, const auto &step) {
    T *o = out + at[0];
    if (step[0] == 1 && ((step[Positions + 1] == 1) && ...))
      update_run(f, o, n, in + at[Positions + 1]...);
    else if (step[0] == 1 && ((step[Positions + 1] == 0) && ...))
      [&](Ts... repeated) {
        update_run([&f, repeated...](T old) { return f(old, repeated...); }, o, n);
      }(in[at[Positions + 1]]...);
    else
      for (std::int64_t i = 0; i < n; ++i)
        o[i * step[0]] = f(o[i * step[0]], in[at[Positions + 1] + i * step[Positions + 1]]...);
  });
}

} // namespace detail

// Like transform, but in place in the first operand, which keeps its shape.
template <class Function, class T, class... Ts>
void update(const char *operation, const Function &f, Tensor<T> &target, const Tensor<Ts> &...in) {
  detail::require_defined(operation, target, in...);
  const Shape shape = target.shape();
  if (detail::common_shape(operation, target, in...) != shape)
    detail::fail_shapes(operation, "operand is larger than the target", {shape, in.shape()...});
  if (target.numel() == 0)
    return;
  if (!target.owns_dense_memory()) {
    target = transform(
        operation, [&f](T old, Ts... v) { return T(f(old, v...)); }, target, in...);
    return;
  }
  T *out = target.writable();
  if (((in.is_contiguous() && in.shape() == shape) && ...))
    return detail::update_run(f, out, target.numel(), in.data()...);
  constexpr std::size_t n = sizeof...(Ts) + 1;
  const auto nest = detail::plan_loops<n>(shape, {&shape, &in.shape()...}, {&target.strides(), &in.strides()...});
  detail::update_rows(f, out, nest, std::index_sequence_for<Ts...>{}, in.data()...);
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/elementwise.inc>

#endif
