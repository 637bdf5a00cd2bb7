// Containers whose adjoints or tangents do not fit them.
#ifndef CLANGENT_DETAIL_SIZES_H
#define CLANGENT_DETAIL_SIZES_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "raw.h"

#include <functional>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace clangent {
namespace detail {

[[noreturn]] inline void sizes_differ(const char *name, unsigned long given, unsigned long wanted) {
  throw std::invalid_argument(std::string("clangent: '") + name + "' has " + std::to_string(given) +
                              " elements where the function has " + std::to_string(wanted));
}

[[noreturn]] inline void shapes_differ(const char *name) {
  throw std::invalid_argument(std::string("clangent: '") + name +
                              "' has as many elements as in the function, in another number of rows");
}

// An adjoint or tangent gets as many elements as the function's has. Nothing is asked of a class that makes no objects
// by default: the bytes of new elements are zero, and so are the numbers that they are given.
template <class Container> void resize(Container &container, decltype(container.size()) count) {
  using element = typename Container::value_type;
  if constexpr (std::is_default_constructible_v<element>) {
    container.resize(count);
  } else {
    Raw<element> zeros;
    container.resize(count, static_cast<const element &>(zeros.object()));
  }
}

// Between first and last lies what the function may move to other memory.
inline void expect_apart(const void *part, const void *first, const void *last, const char *name, const char *whole) {
  const std::less<const void *> is_before{};
  if (!is_before(part, first) && is_before(part, last))
    throw std::invalid_argument(std::string("clangent: '") + name + "' is part of '" + whole +
                                "', and the function changes the number of elements of one of them");
}

[[noreturn]] inline void structures_differ(const char *name) {
  throw std::invalid_argument(std::string("clangent: '") + name +
                              "' is built differently from what it belongs to: make it a copy of that");
}

[[noreturn]] inline void keys_have_no_adjoint(const char *name) {
  throw std::invalid_argument(std::string("clangent: '") + name +
                              "' is a set: its order would be another than that of the keys it belongs to");
}

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_SIZES_H
