// Places in which an object of one of several classes is made. See clangent/model.h.
#ifndef CLANGENT_MODELS_ALTERNATIVES_H
#define CLANGENT_MODELS_ALTERNATIVES_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <cstddef>

namespace clangent {
namespace detail {

// Nothing is read of it but what was made there last.
template <class... Types> union Alternatives;
template <> union [[clang::annotate("clangent.alternatives")]] Alternatives<>{};
template <class First, class... Rest> union [[clang::annotate("clangent.alternatives")]] Alternatives<First, Rest...> {
  Alternatives() noexcept {}
  ~Alternatives() {}

  First first;
  Alternatives<Rest...> rest;
};

template <std::size_t number, class Places> constexpr auto &alternative(Places &places) noexcept {
  if constexpr (number == 0)
    return places.first;
  else
    return detail::alternative<number - 1>(places.rest);
}

} // namespace detail
} // namespace clangent

#endif // CLANGENT_MODELS_ALTERNATIVES_H
