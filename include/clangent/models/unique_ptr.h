// std::unique_ptr as its deleter and a pointer. See clangent/model.h.
#ifndef CLANGENT_MODELS_UNIQUE_PTR_H
#define CLANGENT_MODELS_UNIQUE_PTR_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../model.h"

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace clangent {

template <class T, class D> struct model<std::unique_ptr<T, D>> {
  using owner = std::unique_ptr<T, D>;
  using pointer = typename owner::pointer;
  using element = typename std::remove_extent<T>::type;

  // ---- made and destroyed

  model() noexcept : deleter() {}
  model(std::nullptr_t) noexcept : deleter() {}
  explicit model(pointer to) noexcept : deleter(), held(to) {}
  template <class U> explicit model(U to) noexcept : deleter(), held(to) {} // an array
  model(pointer to, const D &with) noexcept : deleter(with), held(to) {}
  model(pointer to, D &&with) noexcept : deleter(static_cast<D &&>(with)), held(to) {}
  model(owner &&other) noexcept : deleter(static_cast<D &&>(of(other).deleter)), held(other.release()) {}
  template <class U, class E>
  model(std::unique_ptr<U, E> &&other) noexcept
      : deleter(static_cast<E &&>(other.get_deleter())), held(other.release()) {}
  ~model() { destroy(held); }

  owner &operator=(owner &&other) noexcept {
    reset(other.release());
    deleter = static_cast<D &&>(of(other).deleter);
    return reinterpret_cast<owner &>(*this);
  }
  template <class U, class E> owner &operator=(std::unique_ptr<U, E> &&other) noexcept {
    reset(other.release());
    deleter = static_cast<E &&>(other.get_deleter());
    return reinterpret_cast<owner &>(*this);
  }
  owner &operator=(std::nullptr_t) noexcept {
    reset(pointer());
    return reinterpret_cast<owner &>(*this);
  }

  // ---- what it holds

  element &operator*() const noexcept { return *held; }
  element &operator[](std::size_t i) const { return held[i]; }
  pointer operator->() const noexcept { return held; }
  pointer get() const noexcept { return held; }
  D &get_deleter() noexcept { return deleter; }
  const D &get_deleter() const noexcept { return deleter; }
  explicit operator bool() const noexcept { return held != pointer(); }

  pointer release() noexcept {
    const pointer was = held;
    held = pointer();
    return was;
  }
  void reset(pointer to = pointer()) noexcept {
    const pointer was = held;
    held = to;
    destroy(was);
  }
  template <class U> void reset(U to) noexcept { reset(pointer(to)); } // an array
  void swap(owner &other) noexcept {
    const pointer was = held;
    held = of(other).held;
    of(other).held = was;
    using std::swap;
    swap(deleter, of(other).deleter);
  }

private:
  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  void destroy(pointer was) noexcept {
    if (was != pointer())
      deleter(static_cast<pointer &&>(was));
  }

  [[no_unique_address]] D deleter;
  [[clang::annotate("clangent.read", "get()")]] pointer held = pointer();
};

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_UNIQUE_PTR_H
