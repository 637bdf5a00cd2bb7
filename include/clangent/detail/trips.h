// How often a counted loop runs, and its counter in iteration k: what generated code needs to run a loop backwards
// where plain counting could pass a limit of the counter's type. All arithmetic is modular, so nothing overflows.
#ifndef CLANGENT_DETAIL_TRIPS_H
#define CLANGENT_DETAIL_TRIPS_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <type_traits>

namespace clangent {
namespace detail {

template <class T> struct same_type {
  using type = T;
};
template <class T> using same = typename same_type<T>::type; // not deduced

// to - from, modulo the size of the counter's type.
template <class T> constexpr unsigned long distance(T from, T to) noexcept {
  using modular = std::make_unsigned_t<T>;
  return static_cast<modular>(static_cast<modular>(to) - static_cast<modular>(from));
}

// Is the step one that goes down? For unsigned counters: i -= 1 is i += -1.
template <class T> constexpr bool is_downwards(T step) noexcept {
  using modular = std::make_unsigned_t<T>;
  return static_cast<modular>(step) > static_cast<modular>(static_cast<modular>(-1) / 2);
}

// The number of steps of size |step| that are begun within `range`.
template <class T> constexpr long steps(unsigned long range, T step) noexcept {
  const unsigned long size = is_downwards(step) ? distance<T>(step, 0) : distance<T>(0, step);
  return size == 0 || range == 0 ? 0 : static_cast<long>((range - 1) / size + 1);
}

// for (i = lower; i < upper; i += step)
template <class T> constexpr long trips_lt(T lower, same<T> upper, same<T> step) noexcept {
  if (!(lower < upper))
    return 0;
  // An unsigned counter that goes down leaves the range by wrapping around below 0.
  return is_downwards(step) ? steps(static_cast<unsigned long>(lower) + 1, step) : steps(distance(lower, upper), step);
}

// for (i = lower; i <= upper; i += step)
template <class T> constexpr long trips_le(T lower, same<T> upper, same<T> step) noexcept {
  if (!(lower <= upper))
    return 0;
  if (is_downwards(step))
    return steps(static_cast<unsigned long>(lower) + 1, step);
  return static_cast<long>(distance(lower, upper) / distance<T>(0, step) + 1);
}

// for (i = lower; i > upper; i += step)
template <class T> constexpr long trips_gt(T lower, same<T> upper, same<T> step) noexcept {
  return lower > upper ? steps(distance(upper, lower), step) : 0;
}

// for (i = lower; i >= upper; i += step)
template <class T> constexpr long trips_ge(T lower, same<T> upper, same<T> step) noexcept {
  if (!(lower >= upper))
    return 0;
  const unsigned long size = is_downwards(step) ? distance<T>(step, 0) : distance<T>(0, step);
  return static_cast<long>(distance(upper, lower) / size + 1);
}

// for (i = lower; i != upper; i += step)
template <class T> constexpr long trips_ne(T lower, same<T> upper, same<T> step) noexcept {
  return is_downwards(step) ? steps(distance(upper, lower), step) : steps(distance(lower, upper), step);
}

// for (i = lower; i == upper; i += step), with a step that is not 0
template <class T> constexpr long trips_eq(T lower, same<T> upper, same<T>) noexcept { return lower == upper ? 1 : 0; }

// lower + k * step
template <class T> constexpr T nth(T lower, same<T> step, long k) noexcept {
  using modular = std::make_unsigned_t<T>;
  return static_cast<T>(
      static_cast<modular>(static_cast<unsigned long>(static_cast<modular>(lower)) +
                           static_cast<unsigned long>(k) * static_cast<unsigned long>(static_cast<modular>(step))));
}

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_TRIPS_H
