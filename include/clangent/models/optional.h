// std::optional as a place for its value, and whether there is one. See clangent/model.h.
#ifndef CLANGENT_MODELS_OPTIONAL_H
#define CLANGENT_MODELS_OPTIONAL_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../model.h"
#include "alternatives.h"

#include <initializer_list>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace clangent {

template <class T> struct model<std::optional<T>> {
  using owner = std::optional<T>;
  using stored = std::remove_const_t<T>;

  // ---- made and destroyed

  model() noexcept {}
  model(std::nullopt_t) noexcept {}
  template <class... Arguments> explicit model(std::in_place_t, Arguments &&...arguments) {
    start(static_cast<Arguments &&>(arguments)...);
  }
  template <class U, class... Arguments>
  explicit model(std::in_place_t, std::initializer_list<U> list, Arguments &&...arguments) {
    start(list, static_cast<Arguments &&>(arguments)...);
  }
  template <class U> model(U &&value) { start(static_cast<U &&>(value)); }
  model(const owner &other) {
    if (of(other).engaged)
      start(of(other).held.first);
  }
  model(owner &&other) {
    if (of(other).engaged)
      start(static_cast<stored &&>(of(other).held.first));
  }
  template <class U> model(const std::optional<U> &other) {
    if (other)
      start(*other);
  }
  template <class U> model(std::optional<U> &&other) {
    if (other)
      start(static_cast<U &&>(*other));
  }
  ~model() { reset(); }

  owner &operator=(std::nullopt_t) noexcept {
    reset();
    return self();
  }
  owner &operator=(const owner &other) { return of(other).engaged ? assign(of(other).held.first) : empty(); }
  owner &operator=(owner &&other) {
    return of(other).engaged ? assign(static_cast<stored &&>(of(other).held.first)) : empty();
  }
  template <class U> owner &operator=(U &&value) { return assign(static_cast<U &&>(value)); }
  template <class U> owner &operator=(const std::optional<U> &other) { return other ? assign(*other) : empty(); }
  template <class U> owner &operator=(std::optional<U> &&other) {
    return other ? assign(static_cast<U &&>(*other)) : empty();
  }
  template <class... Arguments> T &emplace(Arguments &&...arguments) {
    reset();
    start(static_cast<Arguments &&>(arguments)...);
    return held.first;
  }
  template <class U, class... Arguments> T &emplace(std::initializer_list<U> list, Arguments &&...arguments) {
    reset();
    start(list, static_cast<Arguments &&>(arguments)...);
    return held.first;
  }
  void reset() noexcept {
    if (engaged) {
      engaged = false;
      held.first.~stored();
    }
  }
  void swap(owner &other) {
    if (engaged && of(other).engaged) {
      using std::swap;
      swap(held.first, of(other).held.first);
    } else if (engaged) {
      of(other).start(static_cast<stored &&>(held.first));
      reset();
    } else if (of(other).engaged) {
      start(static_cast<stored &&>(of(other).held.first));
      of(other).reset();
    }
  }
  // The bytes of another one.
  void become(const owner &other) noexcept {
    if (of(other).engaged)
      __builtin_memcpy(&held.first, &of(other).held.first, sizeof(stored));
    engaged = of(other).engaged;
  }

  // ---- the value

  T *operator->() noexcept { return &held.first; }
  const T *operator->() const noexcept { return &held.first; }
  T &operator*() &noexcept { return held.first; }
  const T &operator*() const &noexcept { return held.first; }
  T &&operator*() &&noexcept { return static_cast<T &&>(held.first); }
  const T &&operator*() const &&noexcept { return static_cast<const T &&>(held.first); }
  T &value() & {
    check();
    return held.first;
  }
  const T &value() const & {
    check();
    return held.first;
  }
  T &&value() && {
    check();
    return static_cast<T &&>(held.first);
  }
  const T &&value() const && {
    check();
    return static_cast<const T &&>(held.first);
  }
  template <class U> T value_or(U &&other) const & {
    return engaged ? held.first : static_cast<T>(static_cast<U &&>(other));
  }
  template <class U> T value_or(U &&other) && {
    return engaged ? static_cast<stored &&>(held.first) : static_cast<T>(static_cast<U &&>(other));
  }
  explicit operator bool() const noexcept { return engaged; }
  bool has_value() const noexcept { return engaged; }

private:
  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  void check() const {
    if (!engaged)
      throw std::bad_optional_access();
  }
  template <class... Arguments> void start(Arguments &&...arguments) {
    ::new (static_cast<void *>(&held.first)) stored(static_cast<Arguments &&>(arguments)...);
    engaged = true;
  }
  template <class U> owner &assign(U &&value) {
    if (engaged)
      held.first = static_cast<U &&>(value);
    else
      start(static_cast<U &&>(value));
    return self();
  }
  owner &empty() noexcept {
    reset();
    return self();
  }

  detail::Alternatives<stored> held;
  bool engaged = false;
};

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_OPTIONAL_H
