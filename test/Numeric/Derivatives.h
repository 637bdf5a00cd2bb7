// Runs the derivatives that the compiler generated on stored arguments, through the public API.
#ifndef CLANGENT_TEST_NUMERIC_DERIVATIVES_H
#define CLANGENT_TEST_NUMERIC_DERIVATIVES_H

#include "Arguments.h"

#include <clangent/clangent.h>

#include <array>
#include <vector>

namespace numeric {

using Numbers = std::vector<REAL>;

// Primal outputs (result leaves, then argument leaves after the call) and derivative numbers.
struct SweepResult {
  Numbers outputs;
  Numbers derivatives;
};

template <auto F> struct Sweep {
  using Args = Arguments<decltype(F)>;
  using Result = typename Args::Result;
  using Indices = std::make_index_sequence<Args::arity>;

  // `weights`: the adjoint of every output. Derivatives: the adjoint of every input leaf.
  static SweepResult reverse(const Point &point, const Numbers &weights) {
    Args args(point), bars(point);
    SweepResult sweep;
    auto weight = weights.begin();
    if constexpr (std::is_void_v<Result>) {
      write(bars, weight);
      call_reverse(args, bars, Indices{});
    } else {
      std::decay_t<Result> seed{};
      for_each_real([&](auto &real) { real = *weight++; }, seed);
      write(bars, weight);
      std::decay_t<Result> result = call_reverse(args, bars, Indices{}, clangent::seed(seed));
      append(sweep.outputs, result);
    }
    args.visit_reals([&](auto &real) { sweep.outputs.push_back(real); });
    bars.visit_reals([&](auto &real) { sweep.derivatives.push_back(real); });
    return sweep;
  }

  // `direction`: the tangent of every input leaf. Derivatives: the tangent of every output.
  static SweepResult forward(const Point &point, const Numbers &direction) {
    Args args(point), dots(point);
    SweepResult sweep;
    auto next = direction.begin();
    write(dots, next);
    if constexpr (std::is_void_v<Result>) {
      call_forward(args, dots, Indices{});
    } else {
      auto pair = call_forward(args, dots, Indices{});
      append(sweep.outputs, pair.value);
      append(sweep.derivatives, pair.tangent);
    }
    args.visit_reals([&](auto &real) { sweep.outputs.push_back(real); });
    dots.visit_reals([&](auto &real) { sweep.derivatives.push_back(real); });
    return sweep;
  }

  // Whether `gradient` can be asked for: a real result, nothing written through an argument, and
  // something to differentiate by.
  static constexpr bool has_gradient() { return gradient_possible(Indices{}); }

  // The leaves of the gradient: those of every active parameter that is not a pointer.
  static Numbers gradient(const Point &point) {
    Args args(point);
    return call_gradient(args, Indices{});
  }

private:
  template <class A> static void append(Numbers &numbers, A &object) {
    for_each_real([&](auto &real) { numbers.push_back(real); }, object);
  }
  template <class T, std::size_t N> static void append(Numbers &numbers, std::array<T, N> &array) {
    for (T &element : array)
      append(numbers, element);
  }

  static void write(Args &args, Numbers::const_iterator &next) {
    args.visit_reals([&](auto &real) { real = *next++; });
  }

  template <std::size_t I> static decltype(auto) pass(Args &args, Args &shadows) {
    if constexpr (is_active_parameter<typename Args::template Parameter<I>>())
      return clangent::dup(args.template get<I>(), shadows.template get<I>());
    else
      return (args.template get<I>());
  }

  template <std::size_t... I, class... Seed>
  static decltype(auto) call_reverse(Args &args, Args &bars, std::index_sequence<I...>,
                                     Seed... seed) {
    return clangent::vjp<F>(pass<I>(args, bars)..., seed...);
  }
  template <std::size_t... I>
  static decltype(auto) call_forward(Args &args, Args &dots, std::index_sequence<I...>) {
    return clangent::jvp<F>(pass<I>(args, dots)...);
  }
  template <std::size_t... I>
  static Numbers call_gradient(Args &args, std::index_sequence<I...>) {
    auto parts = clangent::gradient_tuple<F>(args.template get<I>()...);
    Numbers numbers;
    std::apply([&](auto &...part) { (append(numbers, part), ...); }, parts);
    return numbers;
  }

  template <class P> static constexpr bool is_plain_active() {
    return is_active_parameter<P>() && !std::is_pointer_v<P>;
  }
  template <class P> static constexpr bool is_written() {
    using Target = std::remove_all_extents_t<std::remove_reference_t<P>>;
    return writes_through_pointer<P>() ||
           (std::is_lvalue_reference_v<P> && !std::is_const_v<Target>);
  }
  template <std::size_t... I>
  static constexpr bool gradient_possible(std::index_sequence<I...>) {
    return std::is_floating_point_v<Result> &&
           (is_plain_active<typename Args::template Parameter<I>>() || ...) &&
           (!is_written<typename Args::template Parameter<I>>() && ...);
  }
};

} // namespace numeric

#endif
