// Objects of a class whose constructors must not run, as for the shadow of an object: storage in which all bytes are zero,
// and access to members that only a constructor can set.
#ifndef CLANGENT_DETAIL_RAW_H
#define CLANGENT_DETAIL_RAW_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {
namespace detail {

// Where an object is constructed, whatever its class says about `new`.
struct Place {
  const volatile void *address;
};

} // namespace detail
} // namespace clangent

inline void *operator new(decltype(sizeof 0), clangent::detail::Place place) noexcept {
  return const_cast<void *>(place.address);
}
inline void operator delete(void *, clangent::detail::Place) noexcept {}

namespace clangent {
namespace detail {

template <class T> struct Raw {
  alignas(T) unsigned char bytes[sizeof(T)] = {};
  T &object() noexcept { return *reinterpret_cast<T *>(bytes); }
};

// Gives objects in storage whose bytes are zero their tables of virtual functions, as constructors would: by the copy
// that the compiler makes, which runs nothing of the program.
template <class T> void set_tables(T &object) noexcept {
  Raw<T> zeros;
  ::new (Place{__builtin_addressof(object)}) T(static_cast<const T &>(zeros.object()));
}
template <class T, decltype(sizeof 0) n> void set_tables(T (&objects)[n]) noexcept {
  for (T &object : objects)
    set_tables(object);
}

// What lies `offset` bytes into an object: a reference, as a pointer, or a constant, which no assignment reaches.
template <class Slot, class T> Slot &slot(const T &object, unsigned long offset) noexcept {
  return *reinterpret_cast<Slot *>(reinterpret_cast<unsigned char *>(const_cast<T *>(__builtin_addressof(object))) + offset);
}

// Makes an object what another is, whatever its class says about assignment.
template <class T> void copy(T &to, const T &from) noexcept {
  __builtin_memcpy(reinterpret_cast<unsigned char *>(__builtin_addressof(to)),
                   reinterpret_cast<const unsigned char *>(__builtin_addressof(from)), sizeof(T));
}

// Moves an object to storage where there is none; where it was, there is none then.
template <class T> void take_over(T &to, T &from) {
  ::new (Place{__builtin_addressof(to)}) T(static_cast<T &&>(from));
  if constexpr (!__has_trivial_destructor(T))
    from.~T();
}
template <class T, decltype(sizeof 0) n> void take_over(T (&to)[n], T (&from)[n]) {
  for (decltype(sizeof 0) i = 0; i < n; ++i)
    detail::take_over(to[i], from[i]);
}

// The object that a function has built, as its result: a constructor of the program's makes the result, and whatever
// it does to the numbers, they are those of the object, which stays as it is.
template <class T> T given_back(T &object) {
  Raw<T> bytes;
  detail::copy(bytes.object(), object);
  T result(static_cast<T &&>(object));
  detail::copy(result, bytes.object());
  detail::copy(object, bytes.object());
  return result;
}

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_RAW_H
