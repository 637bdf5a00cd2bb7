// Containers whose adjoints or tangents do not fit them.
#ifndef CLANGENT_DETAIL_SIZES_H
#define CLANGENT_DETAIL_SIZES_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <stdexcept>
#include <string>

namespace clangent {
namespace detail {

[[noreturn]] inline void sizes_differ(const char *name, unsigned long given, unsigned long wanted) {
  throw std::invalid_argument(std::string("clangent: '") + name + "' has " + std::to_string(given) +
                              " elements where the function has " + std::to_string(wanted));
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
