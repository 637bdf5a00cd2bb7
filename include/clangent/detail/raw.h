// Storage for an object of a class whose constructors must not run, as for the shadow of an object: all bytes are zero.
#ifndef CLANGENT_DETAIL_RAW_H
#define CLANGENT_DETAIL_RAW_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {
namespace detail {

template <class T> struct Raw {
  alignas(T) unsigned char bytes[sizeof(T)] = {};
  T &object() noexcept { return *reinterpret_cast<T *>(bytes); }
};

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_RAW_H
