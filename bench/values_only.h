// In place of <clangent/clangent.h>, for bench/compile_time_training: each request is answered by the value alone, and
// what stands for the gradient is a copy of the argument. So a training program is compiled as it would be without
// derivatives.
#ifndef CLANGENT_CLANGENT_H
#define CLANGENT_CLANGENT_H

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace clangent {

template <std::size_t... Positions> struct wrt {};

template <class Value, class Gradient> struct value_gradient {
  Value value;
  Gradient gradient;
};

template <auto Function, class... Args> std::tuple<std::decay_t<Args>...> gradient(Args &&...args) {
  Function(args...);
  return {args...};
}

template <auto Function, class Wanted, class First, class... Rest>
value_gradient<std::invoke_result_t<decltype(Function), First &, Rest &...>, std::decay_t<First>>
value_and_gradient(First &&first, Rest &&...rest) {
  static_assert(std::is_same_v<Wanted, wrt<0>>);
  return {Function(first, rest...), first};
}

} // namespace clangent

#endif
