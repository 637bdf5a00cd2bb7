// std::_Temporary_buffer, in which std::stable_sort and std::inplace_merge keep elements. See clangent/model.h.
#ifndef CLANGENT_MODELS_TEMPORARY_BUFFER_H
#define CLANGENT_MODELS_TEMPORARY_BUFFER_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../model.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <type_traits>

#ifdef __GLIBCXX__
namespace clangent {

template <class Iterator, class T> struct model<std::_Temporary_buffer<Iterator, T>> {
  // Elements that nothing is done for are only written here. Others are made by moving the first along, and back.
  model(Iterator seed, std::ptrdiff_t wanted) : wanted(wanted), length(wanted), buffer(nullptr) {
    if (wanted <= 0)
      return;
    buffer = static_cast<T *>(::operator new(static_cast<std::size_t>(wanted) * sizeof(T)));
    if constexpr (!std::is_trivially_copyable_v<T>) {
      ::new (static_cast<void *>(buffer)) T(static_cast<T &&>(*seed));
      for (std::ptrdiff_t i = 1; i < length; ++i)
        ::new (static_cast<void *>(buffer + i)) T(static_cast<T &&>(buffer[i - 1]));
      *seed = static_cast<T &&>(buffer[length - 1]);
    }
  }
  ~model() {
    if constexpr (!std::is_trivially_destructible_v<T>)
      for (std::ptrdiff_t i = 0; i < length; ++i)
        buffer[i].~T();
    ::operator delete(buffer);
  }
  std::ptrdiff_t size() const { return length; }
  std::ptrdiff_t requested_size() const { return wanted; }
  T *begin() { return buffer; }
  T *end() { return buffer + length; }

  std::ptrdiff_t wanted, length;
  T *buffer;
};

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_TEMPORARY_BUFFER_H
