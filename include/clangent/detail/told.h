// What types tell of the number of elements behind an argument of dup(primal, bar, length).
#ifndef CLANGENT_DETAIL_TOLD_H
#define CLANGENT_DETAIL_TOLD_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

// How many elements memory of this type has, as far as the type tells, of a std::span, a std::array, an array; or -1.
template <class T>
constexpr auto told_count(int, int)
    -> decltype(std::declval<T &>().data(), std::integral_constant<std::size_t, T::extent>(), std::ptrdiff_t()) {
  return static_cast<std::ptrdiff_t>(T::extent);
}
template <class T>
constexpr auto told_count(int, long)
    -> decltype(std::declval<T &>().data(), std::tuple_size<T>::value, std::ptrdiff_t()) {
  return std::tuple_size<T>::value;
}
template <class T> constexpr std::ptrdiff_t told_count(long, long) {
  return std::is_array_v<T> ? static_cast<std::ptrdiff_t>(std::extent_v<T>) : -1;
}
template <class T>
inline constexpr std::ptrdiff_t count_told = told_count<std::remove_cv_t<std::remove_reference_t<T>>>(0, 0);

// Are there fewer than `length` elements?
template <class T> constexpr bool is_exceeded(std::ptrdiff_t length) {
  return count_told<T> >= 0 && count_told<T> < length;
}

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_TOLD_H
