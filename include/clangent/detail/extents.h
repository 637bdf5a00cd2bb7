// What debug builds check of arguments given as dup(primal, bar, length): that their memory is there, and that bars
// overlap only as their primals do. Anything else would give a wrong derivative.
#ifndef CLANGENT_DETAIL_EXTENTS_H
#define CLANGENT_DETAIL_EXTENTS_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "arguments.h"

namespace clangent {
namespace detail {

// The memory of one argument; nothing is known of it without a length.
struct extent {
  std::size_t primal = 0, bar = 0, bytes = 0;
  bool is_written = false; // through the parameter
};

inline std::size_t address(const volatile void *memory) { return reinterpret_cast<std::size_t>(memory); }

// Pointers that are given with dup().
template <class Parameter, class Argument> struct has_extent : std::false_type {};
template <class Element, class T, class Storage>
struct has_extent<Element *, dup_t<T, Storage>> : std::is_object<Element> {};

template <class Parameter, class Argument> extent extent_of(const Argument &argument) {
  if constexpr (has_extent<Parameter, Argument>::value) {
    using element = std::remove_pointer_t<Parameter>;
    if (argument.length > 0)
      return {address(argument.primal), address(argument.bar),
              sizeof(element) * static_cast<std::size_t>(argument.length),
              !std::is_const_v<std::remove_all_extents_t<element>>};
  }
  return {};
}

inline bool overlap(std::size_t a, const extent &first, std::size_t b, const extent &second) {
  return a < b + second.bytes && b < a + first.bytes;
}

// Reverse mode writes all bars, forward mode the tangents of what the function writes.
inline __attribute__((noinline)) void check_extents(const extent *all, std::size_t count, bool reverse) {
  for (std::size_t i = 0; i < count; ++i)
    if (all[i].bytes != 0 && (all[i].primal == 0 || all[i].bar == 0))
      fail("clangent: dup() with a length was given a null pointer");
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const extent &a = all[i], &b = all[j];
      const bool is_written = a.is_written || b.is_written;
      if (a.bytes == 0 || b.bytes == 0 || !(reverse || is_written))
        continue;
      if (overlap(a.primal, a, b.bar, b) || overlap(a.bar, a, b.primal, b))
        fail("clangent: the second argument of a dup() overlaps the first one of this or of another dup()");
      const bool alike = a.primal - b.primal == a.bar - b.bar;
      const bool primals_overlap = overlap(a.primal, a, b.primal, b);
      if (overlap(a.bar, a, b.bar, b) ? !(primals_overlap && alike) : primals_overlap && is_written)
        fail("clangent: the second arguments of two dup()s do not overlap as the first ones do");
    }
}

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_EXTENTS_H
