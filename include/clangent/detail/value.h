// What entry points must know of a class whose objects are values (CLANGENT_VALUE_TYPE).
#ifndef CLANGENT_DETAIL_VALUE_H
#define CLANGENT_DETAIL_VALUE_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {
namespace detail {

// Specialised beside such a class: `known` is true; `differentiable` says whether there is an adjoint, which then is
// of the same class and starts as T(); `one()` is the seed of a scalar result, and `expect_scalar(y)` throws if y is
// none; `expect_like(x, given, what)`, if there is one, throws if an adjoint or tangent does not fit x, and
// `expect_seed(given)` if it can be no seed of any result.
template <class T> struct value_class {
  static constexpr bool known = false;
  static constexpr bool differentiable = true;
};

// What an entry point returns of a function that returns a T: specialised for views, of which the value is returned.
template <class T> struct returned_as { using type = T; };

template <class T>
auto expect_like(const T &x, const T &given, const char *what, int) -> decltype(value_class<T>::expect_like(x, given, what)) {
  value_class<T>::expect_like(x, given, what);
}
template <class T> void expect_like(const T &, const T &, const char *, long) {}
template <class T> auto expect_seed(const T &given, int) -> decltype(value_class<T>::expect_seed(given)) {
  value_class<T>::expect_seed(given);
}
template <class T> void expect_seed(const T &, long) {}

template <class T> auto is_set(const T &value, int) -> decltype(bool(value.defined())) { return value.defined(); }
template <class T> bool is_set(const T &, long) { return true; }

} // namespace detail

// Was anything ever added to this adjoint? Of classes that cannot tell, it is taken for granted.
template <class T> bool is_set(const T &adjoint) { return detail::is_set(adjoint, 0); }

// Gives back what the values hold: the reverse sweep does not read them.
template <class... T> void release(T &...values) { ((values = T()), ...); }

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_VALUE_H
