// The elementwise engine: transform(f, a, b, ...) applies a scalar function to
// broadcast tensors in one loop. Dimensions are merged where strides allow;
// inner loops over contiguous or constant operands are left in a form that
// compilers vectorise.
#ifndef CLANGENT_TENSOR_ELEMENTWISE_H
#define CLANGENT_TENSOR_ELEMENTWISE_H

#include <clangent/tensor/tensor_class.h>

#include <array>
#include <tuple>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

/// Sizes and per-operand strides of a nest of loops, innermost last.
template <std::size_t N> struct LoopNest {
  int rank = 0;
  std::array<std::int64_t, max_rank> sizes{};
  std::array<std::array<std::int64_t, max_rank>, N> strides{};
};

/// Stride of `t` along dimension `dim` of a broadcast shape of rank `rank`.
inline std::int64_t broadcast_stride(const Shape &shape, const Strides &strides, int dim, int rank) {
  const int own = dim - (rank - shape.size());
  return own < 0 || shape[own] == 1 ? 0 : strides[own];
}

/// Merges neighbouring dimensions that every operand walks as one.
template <std::size_t N>
LoopNest<N> plan_loops(const Shape &out, const std::array<const Shape *, N> &shapes,
                       const std::array<const Strides *, N> &strides) {
  LoopNest<N> nest;
  for (int d = 0; d < out.size(); ++d) {
    if (out[d] == 1)
      continue;
    std::array<std::int64_t, N> step;
    bool merge = nest.rank > 0;
    for (std::size_t k = 0; k < N; ++k) {
      step[k] = broadcast_stride(*shapes[k], *strides[k], d, out.size());
      merge = merge && nest.strides[k][nest.rank - 1] == step[k] * out[d];
    }
    if (!merge)
      nest.sizes[nest.rank++] = 1;
    nest.sizes[nest.rank - 1] *= out[d];
    for (std::size_t k = 0; k < N; ++k)
      nest.strides[k][nest.rank - 1] = step[k];
  }
  return nest;
}

/// Calls row(offsets, n, strides) for every innermost run of the nest.
template <std::size_t N, class Row> void run_loops(const LoopNest<N> &nest, Row row) {
  std::array<std::int64_t, N> offset{}, inner{};
  const int last = nest.rank - 1;
  if (last < 0)
    return row(offset, std::int64_t(1), inner);
  for (int d = 0; d <= last; ++d)
    if (nest.sizes[d] == 0)
      return;
  for (std::size_t k = 0; k < N; ++k)
    inner[k] = nest.strides[k][last];
  std::array<std::int64_t, max_rank> index{};
  for (;;) {
    row(offset, nest.sizes[last], inner);
    int d = last - 1;
    for (; d >= 0; --d) {
      for (std::size_t k = 0; k < N; ++k)
        offset[k] += nest.strides[k][d];
      if (++index[d] < nest.sizes[d])
        break;
      for (std::size_t k = 0; k < N; ++k)
        offset[k] -= nest.strides[k][d] * nest.sizes[d];
      index[d] = 0;
    }
    if (d < 0)
      return;
  }
}

template <class T> struct ContiguousRun {
  const T *p;
  T operator[](std::int64_t i) const { return p[i]; }
};
template <class T> struct ConstantRun {
  T value;
  T operator[](std::int64_t) const { return value; }
};
template <class T> struct StridedRun {
  const T *p;
  std::int64_t step;
  T operator[](std::int64_t i) const { return p[i * step]; }
};

template <class F, class R, class... Runs> void run_row(const F &f, R *__restrict out, std::int64_t n, Runs... in) {
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(in[i]...);
}

/// One row whose output is contiguous; picks the kind of each input's run.
template <class F, class R, class A>
void dispatch_row(const F &f, R *out, std::int64_t n, const A *a, std::int64_t step) {
  if (step == 1)
    run_row(f, out, n, ContiguousRun<A>{a});
  else
    run_row(f, out, n, StridedRun<A>{a, step});
}
template <class F, class R, class A, class B>
void dispatch_row(const F &f, R *out, std::int64_t n, const A *a, std::int64_t a_step, const B *b,
                  std::int64_t b_step) {
  if (a_step == 1 && b_step == 1)
    run_row(f, out, n, ContiguousRun<A>{a}, ContiguousRun<B>{b});
  else if (a_step == 1 && b_step == 0)
    run_row(f, out, n, ContiguousRun<A>{a}, ConstantRun<B>{*b});
  else if (a_step == 0 && b_step == 1)
    run_row(f, out, n, ConstantRun<A>{*a}, ContiguousRun<B>{b});
  else
    run_row(f, out, n, StridedRun<A>{a, a_step}, StridedRun<B>{b, b_step});
}
template <class F, class R, class A, class B, class C>
void dispatch_row(const F &f, R *out, std::int64_t n, const A *a, std::int64_t a_step, const B *b, std::int64_t b_step,
                  const C *c, std::int64_t c_step) {
  if (a_step == 1 && b_step == 1 && c_step == 1)
    run_row(f, out, n, ContiguousRun<A>{a}, ContiguousRun<B>{b}, ContiguousRun<C>{c});
  else
    run_row(f, out, n, StridedRun<A>{a, a_step}, StridedRun<B>{b, b_step}, StridedRun<C>{c, c_step});
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

/// Whether one run of step 1, or one element repeated, is all of `x` in `shape`.
template <class T> bool is_single_run(const Tensor<T> &x, const Shape &shape) {
  return x.numel() == 1 || (x.is_contiguous() && x.shape() == shape);
}

/// dispatch_row for a tuple of (data, step) pairs laid end to end.
template <class F, class R, class... Runs> void dispatch_runs(const F &f, R *out, std::int64_t n, const Runs &...runs) {
  std::apply([&](auto... argument) { dispatch_row(f, out, n, argument...); }, std::tuple_cat(runs...));
}

template <class F, class R, std::size_t... K, class... Ts>
void transform_into(const F &f, R *out, const Shape &shape, std::int64_t numel, std::index_sequence<K...>,
                    const Tensor<Ts> &...in) {
  if ((is_single_run(in, shape) && ...))
    return dispatch_runs(f, out, numel, std::tuple<const Ts *, std::int64_t>(in.data(), in.numel() == numel)...);
  constexpr std::size_t n = sizeof...(Ts) + 1;
  const Strides dense = row_major(shape);
  const LoopNest<n> nest = plan_loops<n>(shape, {&shape, &in.shape()...}, {&dense, &in.strides()...});
  const std::tuple<const Ts *...> data{in.data()...};
  run_loops(nest, [&](const auto &offset, std::int64_t count, const auto &step) {
    dispatch_runs(f, out + offset[0], count,
                  std::tuple<const Ts *, std::int64_t>(std::get<K>(data) + offset[K + 1], step[K + 1])...);
  });
}

template <class... Ts> void require_defined(const char *operation, const Tensor<Ts> &...in) {
  if (!(in.defined() && ...))
    throw TensorError(operation, "an operand is undefined");
}

} // namespace detail

/// f applied to every element of the broadcast operands; `operation` is the
/// name for error messages.
template <class F, class... Ts> auto transform(const char *operation, const F &f, const Tensor<Ts> &...in) {
  using R = std::decay_t<decltype(f(std::declval<Ts>()...))>;
  detail::require_defined(operation, in...);
  Tensor<R> out = Tensor<R>::empty(detail::common_shape(operation, in...));
  if (out.numel() > 0)
    detail::transform_into(f, out.writable(), out.shape(), out.numel(), std::index_sequence_for<Ts...>{}, in...);
  return out;
}

template <class T> Tensor<T> Tensor<T>::copy() const {
  detail::require_defined("copy", *this);
  Tensor out = empty(shape_);
  if (out.numel_ > 0)
    detail::transform_into([](T v) { return v; }, out.raw(), shape_, numel_, std::index_sequence<0>{}, *this);
  return out;
}

template <class T> template <class U> Tensor<U> Tensor<T>::to() const {
  if constexpr (std::is_same_v<T, U>)
    return *this;
  else if constexpr (std::is_same_v<U, bool>)
    return transform(
        "to", [](T v) { return v != T(0); }, *this);
  else
    return transform(
        "to", [](T v) { return static_cast<U>(v); }, *this);
}

/// The tensor itself, or its values as float if it holds integers.
template <class T> Tensor<inexact_t<T>> inexact(const Tensor<T> &x) { return x.template to<inexact_t<T>>(); }

namespace detail {

template <class F, class T, class... Ts> void update_run(const F &f, T *out, std::int64_t n, const Ts *...in) {
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = f(out[i], in[i]...);
}

template <class F, class T, std::size_t... K, class... Ts>
void update_rows(const F &f, T *out, const LoopNest<sizeof...(Ts) + 1> &nest, std::index_sequence<K...>,
                 const Ts *...in) {
  run_loops(nest, [&](const auto &at, std::int64_t n, const auto &step) {
    T *o = out + at[0];
    if (step[0] == 1 && ((step[K + 1] == 1) && ...)) {
      update_run(f, o, n, in + at[K + 1]...);
    } else {
      for (std::int64_t i = 0; i < n; ++i)
        o[i * step[0]] = f(o[i * step[0]], in[at[K + 1] + i * step[K + 1]]...);
    }
  });
}

} // namespace detail

/// Like transform, but in place in the first operand, which keeps its shape.
template <class F, class T, class... Ts>
void update(const char *operation, const F &f, Tensor<T> &target, const Tensor<Ts> &...in) {
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

#endif
