// Runs the derivatives that the compiler generated on stored arguments, through the public API.
#ifndef CLANGENT_TEST_NUMERIC_DERIVATIVES_H
#define CLANGENT_TEST_NUMERIC_DERIVATIVES_H

#include "Arguments.h"

#include <array>
#include <vector>

#ifndef ORACLE_ONLY
#include <clangent/clangent.h>

#include <tuple>
#endif

namespace numeric {

using Numbers = std::vector<REAL>;

// Primal outputs (result leaves, then argument leaves after the call) and derivative numbers.
struct SweepResult {
  Numbers outputs;
  Numbers derivatives;
};

// The derivatives of one function.
class Derivatives {
public:
  // `weights`: the adjoint of every output. Derivatives: the adjoint of every input leaf.
  virtual SweepResult reverse(const Point &point, const Numbers &weights) const = 0;
  // `direction`: the tangent of every input leaf. Derivatives: the tangent of every output.
  virtual SweepResult forward(const Point &point, const Numbers &direction) const = 0;
  // Whether `gradient` can be asked for: a real result, nothing written through an argument, and
  // something to differentiate by.
  virtual bool has_gradient() const = 0;
  // The leaves of the gradient: those of every active parameter that is not a pointer.
  virtual Numbers gradient(const Point &point) const = 0;

protected:
  ~Derivatives() = default;
};

#ifndef ORACLE_ONLY

// A parameter takes part in differentiation if there can be a real number behind it.
template <class P> constexpr bool is_active_parameter() {
  using Target = std::remove_pointer_t<std::remove_reference_t<P>>;
  using Element = std::remove_cv_t<std::remove_all_extents_t<Target>>;
  return is_real<Element> || std::is_class_v<Element>;
}

template <class P> constexpr bool is_written() {
  using Target = std::remove_pointer_t<std::remove_reference_t<P>>; // of a reference or a pointer
  return (std::is_pointer_v<P> || std::is_lvalue_reference_v<P>) && !std::is_const_v<std::remove_all_extents_t<Target>>;
}

template <class R, class... P>
constexpr bool gradient_possible =
    std::is_floating_point_v<R> && ((is_active_parameter<P>() && !std::is_pointer_v<P>) || ...) &&
    (!is_written<P>() && ...);

// Sets the real leaves of an object, and the arguments, from a list of numbers.
struct Writer {
  Numbers::const_iterator next;
  template <class T> void operator()(T &leaf) {
    if constexpr (is_real<T>)
      leaf = *next++;
  }
  void write(const std::vector<REAL *> &reals) {
    for (REAL *real : reals)
      *real = *next++;
  }
};

template <class T, std::size_t N> void append(Numbers &numbers, std::array<T, N> &array) {
  for (T &element : array)
    append(numbers, element);
}
template <std::size_t... I, class... T>
void append(Numbers &numbers, std::tuple<T...> &tuple, std::index_sequence<I...>) {
  (append(numbers, std::get<I>(tuple)), ...);
}
inline void append_values(Numbers &numbers, const std::vector<REAL *> &reals) {
  for (const REAL *real : reals)
    numbers.push_back(*real);
}

template <std::size_t I, class P> decltype(auto) pass(Slot<I, P> &argument, Slot<I, P> &shadow) {
  if constexpr (is_active_parameter<P>())
    return clangent::dup(argument.get(), shadow.get());
  else
    return (argument.get());
}

// The calls themselves: all that there is for every single function.
struct Nothing {}; // the result of a void function

template <auto F, std::size_t... I, class... P, class Seed>
void call_reverse(Arguments<REAL, std::index_sequence<I...>, P...> &args,
                  Arguments<REAL, std::index_sequence<I...>, P...> &bars, Seed &seed,
                  [[maybe_unused]] SweepResult &sweep) {
  if constexpr (std::is_same_v<Seed, Nothing>) {
    clangent::vjp<F>(pass<I, P>(args, bars)...);
  } else {
    Seed result = clangent::vjp<F>(pass<I, P>(args, bars)..., clangent::seed(seed));
    append(sweep.outputs, result);
  }
}

template <auto F, std::size_t... I, class... P, class Seed>
void call_forward(Arguments<REAL, std::index_sequence<I...>, P...> &args,
                  Arguments<REAL, std::index_sequence<I...>, P...> &dots, Seed &, [[maybe_unused]] SweepResult &sweep) {
  if constexpr (std::is_same_v<Seed, Nothing>) {
    clangent::jvp<F>(pass<I, P>(args, dots)...);
  } else {
    auto pair = clangent::jvp<F>(pass<I, P>(args, dots)...);
    append(sweep.outputs, pair.value);
    append(sweep.derivatives, pair.tangent);
  }
}

template <auto F, std::size_t... I, class... P>
void call_gradient(Arguments<REAL, std::index_sequence<I...>, P...> &args, Numbers &numbers) {
  auto parts = clangent::gradient_tuple<F>(static_cast<Slot<I, P> &>(args).get()...);
  append(numbers, parts, std::make_index_sequence<std::tuple_size_v<decltype(parts)>>{});
}

template <class R, class... P> class DerivativesOf final : public Derivatives {
  using Args = ArgumentsOf<REAL, P...>;
  using Seed = std::conditional_t<std::is_void_v<R>, Nothing, std::decay_t<R>>;
  using Sweep = void (*)(Args &args, Args &shadows, Seed &seed, SweepResult &sweep);
  using Gradient = void (*)(Args &args, Numbers &numbers);

public:
  constexpr DerivativesOf(Sweep reverse, Sweep forward, Gradient gradient)
      : reverse_sweep(reverse), forward_sweep(forward), gradient_sweep(gradient) {}

  SweepResult reverse(const Point &point, const Numbers &weights) const override {
    Args args(point), bars(point);
    Writer writer{weights.begin()};
    Seed seed{};
    if constexpr (!std::is_void_v<R>)
      for_each_leaf(writer, seed);
    writer.write(bars.reals);
    SweepResult sweep;
    reverse_sweep(args, bars, seed, sweep);
    append_values(sweep.outputs, args.reals);
    append_values(sweep.derivatives, bars.reals);
    return sweep;
  }

  SweepResult forward(const Point &point, const Numbers &direction) const override {
    Args args(point), dots(point);
    Writer{direction.begin()}.write(dots.reals);
    Seed unused{};
    SweepResult sweep;
    forward_sweep(args, dots, unused, sweep);
    append_values(sweep.outputs, args.reals);
    append_values(sweep.derivatives, dots.reals);
    return sweep;
  }

  bool has_gradient() const override { return gradient_sweep != nullptr; }

  Numbers gradient(const Point &point) const override {
    Args args(point);
    Numbers numbers;
    gradient_sweep(args, numbers);
    return numbers;
  }

private:
  Sweep reverse_sweep, forward_sweep;
  Gradient gradient_sweep;
};

template <auto F, class R, class... P> constexpr DerivativesOf<R, P...> make_derivatives(R (*)(P...)) {
  if constexpr (gradient_possible<R, P...>)
    return {&call_reverse<F>, &call_forward<F>, &call_gradient<F>};
  else
    return {&call_reverse<F>, &call_forward<F>, nullptr};
}
template <auto F> inline constexpr auto derivatives = make_derivatives<F>(F);

#endif

} // namespace numeric

#endif
