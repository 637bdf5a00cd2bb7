// std::shared_ptr and std::weak_ptr: the base classes of the two in which the library keeps a pointer and a block with
// counts. See clangent/model.h.
#ifndef CLANGENT_MODELS_SHARED_PTR_H
#define CLANGENT_MODELS_SHARED_PTR_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../model.h"

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

// The library's block with counts, of objects that were made where derivatives are: others may own them, too, and be
// the last to do so. Counting is left to the library, as other threads may count as well.
using counted = std::_Sp_counted_base<std::__default_lock_policy>;
struct CountedParts {
  unsigned long table;
  int uses, weaks;
  void *object;
};
template <class T> struct CountedHere final : counted {
  void _M_dispose() noexcept override { delete static_cast<T *>(object); }
  void _M_destroy() noexcept override { ::operator delete(static_cast<void *>(this)); }
  void *_M_get_deleter(const std::type_info &) noexcept override { return nullptr; }
  void *object = nullptr;
};
template <class T> struct CountedHere<T[]> final : counted {
  void _M_dispose() noexcept override { delete[] static_cast<T *>(object); }
  void _M_destroy() noexcept override { ::operator delete(static_cast<void *>(this)); }
  void *_M_get_deleter(const std::type_info &) noexcept override { return nullptr; }
  void *object = nullptr;
};

// Which of the functions of a block are called is said by the table at its beginning.
template <class T> [[clang::annotate("clangent::inactive")]] unsigned long table_here() noexcept {
  static_assert(sizeof(CountedHere<T>) == sizeof(CountedParts), "the library's block has other parts");
  static CountedHere<T> sample;
  unsigned long table;
  __builtin_memcpy(&table, static_cast<void *>(&sample), sizeof table);
  return table;
}
[[clang::annotate("clangent::inactive")]] inline void use(void *block) noexcept {
  static_cast<counted *>(block)->_M_add_ref_copy();
}
[[clang::annotate("clangent::inactive")]] inline bool use_if_alive(void *block) noexcept {
  return static_cast<counted *>(block)->_M_add_ref_lock_nothrow();
}
[[clang::annotate("clangent::inactive")]] inline long uses(const void *block) noexcept {
  return static_cast<const counted *>(block)->_M_get_use_count();
}
[[clang::annotate("clangent::inactive")]] inline void watch(void *block) noexcept {
  static_cast<counted *>(block)->_M_weak_add_ref();
}
[[clang::annotate("clangent::inactive")]] inline void unwatch(void *block) noexcept {
  static_cast<counted *>(block)->_M_weak_release();
}
// Is the object to be destroyed here? One that was made elsewhere is destroyed by its block.
template <class T> [[clang::annotate("clangent::inactive")]] bool leave(void *block) noexcept {
  unsigned long table;
  __builtin_memcpy(&table, block, sizeof table);
  if (table != detail::table_here<T>()) {
    static_cast<counted *>(block)->_M_release();
    return false;
  }
  int *const uses = &static_cast<CountedParts *>(block)->uses;
  return __gnu_cxx::__exchange_and_add_dispatch(uses, -1) == 1;
}

template <class T, class U> constexpr bool is_same_object = std::is_same_v<std::remove_cv_t<T>, std::remove_cv_t<U>>;

} // namespace detail

template <class T> struct model<std::__weak_ptr<T, std::__default_lock_policy>>;

template <class T> struct model<std::__shared_ptr<T, std::__default_lock_policy>> {
  template <class U> using of_type = std::__shared_ptr<U, std::__default_lock_policy>;
  template <class U> using weak_of_type = std::__weak_ptr<U, std::__default_lock_policy>;
  using owner = of_type<T>;
  using element = typename owner::element_type;
  using object = std::remove_cv_t<T>;

  // ---- made and destroyed

  model() noexcept {}
  model(std::nullptr_t) noexcept {}
  template <class U, std::enable_if_t<detail::is_same_object<element, U>, int> = 0> explicit model(U *to) { own(to); }
  template <class A, class... Arguments> model(std::_Sp_alloc_shared_tag<A>, Arguments &&...arguments) {
    own(new object(static_cast<Arguments &&>(arguments)...));
  }
  template <class U, std::enable_if_t<detail::is_same_object<T, U>, int> = 0>
  model(std::unique_ptr<U, std::default_delete<U>> &&other) {
    if (other)
      own(other.release());
  }
  model(const owner &other) noexcept { join(of(other).held, of(other).block); }
  model(owner &&other) noexcept { take(of(other)); }
  template <class U, std::enable_if_t<detail::is_same_object<T, U>, int> = 0> model(const of_type<U> &other) noexcept {
    join(model<of_type<U>>::of(other).held, model<of_type<U>>::of(other).block);
  }
  template <class U, std::enable_if_t<detail::is_same_object<T, U>, int> = 0> model(of_type<U> &&other) noexcept {
    take(model<of_type<U>>::of(other));
  }
  explicit model(const weak_of_type<T> &other) {
    if (!model<weak_of_type<T>>::of(other).lock(*this))
      throw std::bad_weak_ptr();
  }
  model(const weak_of_type<T> &other, std::nothrow_t) noexcept { model<weak_of_type<T>>::of(other).lock(*this); }
  ~model() { leave(); }

  owner &operator=(const owner &other) noexcept {
    owner copy(other);
    swap(copy);
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    owner moved(static_cast<owner &&>(other));
    swap(moved);
    return self();
  }
  template <class U> owner &operator=(const of_type<U> &other) noexcept {
    owner copy(other);
    swap(copy);
    return self();
  }
  template <class U> owner &operator=(of_type<U> &&other) noexcept {
    owner moved(static_cast<of_type<U> &&>(other));
    swap(moved);
    return self();
  }
  void reset() noexcept {
    leave();
    held = nullptr;
    block = nullptr;
  }
  template <class U> void reset(U *to) {
    owner made(to);
    swap(made);
  }
  void swap(owner &other) noexcept {
    element *const was = held;
    void *const counts = block;
    held = of(other).held;
    block = of(other).block;
    of(other).held = was;
    of(other).block = counts;
  }

  // ---- what it holds

  element *get() const noexcept { return held; }
  explicit operator bool() const noexcept { return held != nullptr; }
  long use_count() const noexcept { return block ? detail::uses(block) : 0; }
  bool unique() const noexcept { return use_count() == 1; }

  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  void join(element *to, void *counts) noexcept {
    held = to;
    block = counts;
    if (block)
      detail::use(block);
  }

private:
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  void own(element *to) {
    auto *const parts = static_cast<detail::CountedParts *>(::operator new(sizeof(detail::CountedParts)));
    parts->table = detail::table_here<object>();
    parts->uses = parts->weaks = 1;
    parts->object = const_cast<std::remove_cv_t<element> *>(to);
    held = to;
    block = parts;
  }
  template <class Other> void take(Other &other) noexcept {
    held = other.held;
    block = other.block;
    other.held = nullptr;
    other.block = nullptr;
  }
  void leave() noexcept {
    if (block && detail::leave<object>(block)) {
      if constexpr (std::is_array_v<T>)
        delete[] held;
      else
        delete held;
      detail::unwatch(block);
    }
  }

public:
  [[clang::annotate("clangent.read", "get()")]] element *held = nullptr;
  void *block = nullptr;
};

template <class T> struct model<std::__weak_ptr<T, std::__default_lock_policy>> {
  using owner = std::__weak_ptr<T, std::__default_lock_policy>;
  using shared = std::__shared_ptr<T, std::__default_lock_policy>;
  using element = typename owner::element_type;

  model() noexcept {}
  model(const owner &other) noexcept { join(of(other).held, of(other).block); }
  model(owner &&other) noexcept : held(of(other).held), block(of(other).block) {
    of(other).held = nullptr;
    of(other).block = nullptr;
  }
  template <class U, std::enable_if_t<detail::is_same_object<T, U>, int> = 0>
  model(const std::__shared_ptr<U, std::__default_lock_policy> &other) noexcept {
    using other_model = model<std::__shared_ptr<U, std::__default_lock_policy>>;
    join(other_model::of(other).held, other_model::of(other).block);
  }
  ~model() { leave(); }

  owner &operator=(const owner &other) noexcept {
    owner copy(other);
    swap(copy);
    return reinterpret_cast<owner &>(*this);
  }
  owner &operator=(owner &&other) noexcept {
    owner moved(static_cast<owner &&>(other));
    swap(moved);
    return reinterpret_cast<owner &>(*this);
  }
  template <class U> owner &operator=(const std::__shared_ptr<U, std::__default_lock_policy> &other) noexcept {
    owner made(other);
    swap(made);
    return reinterpret_cast<owner &>(*this);
  }
  void reset() noexcept {
    leave();
    held = nullptr;
    block = nullptr;
  }
  void swap(owner &other) noexcept {
    element *const was = held;
    void *const counts = block;
    held = of(other).held;
    block = of(other).block;
    of(other).held = was;
    of(other).block = counts;
  }
  long use_count() const noexcept { return block ? detail::uses(block) : 0; }
  bool expired() const noexcept { return use_count() == 0; }

  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  // Makes an owner of it, if the object is still there.
  bool lock(model<shared> &as) const noexcept {
    const bool is_alive = block && detail::use_if_alive(block);
    if (is_alive) {
      as.held = held;
      as.block = block;
    }
    return is_alive;
  }

private:
  void join(element *to, void *counts) noexcept {
    held = to;
    block = counts;
    if (block)
      detail::watch(block);
  }
  void leave() noexcept {
    if (block)
      detail::unwatch(block);
  }

  element *held = nullptr;
  void *block = nullptr;
};

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_SHARED_PTR_H
