// std::forward_list as nodes in a row. See clangent/model.h.
#ifndef CLANGENT_MODELS_FORWARD_LIST_H
#define CLANGENT_MODELS_FORWARD_LIST_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../detail/sizes.h"
#include "../model.h"
#include "position.h"

#include <cstddef>
#include <forward_list>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <new>
#include <type_traits>
#include <utility>

#ifdef __GLIBCXX__
namespace clangent {
namespace models {

// The memory is also seen through the library's own classes.
template <class T> struct forward_node;
template <class T> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] forward_links {
  forward_node<T> *next;
};
template <class T> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] forward_node : forward_links<T> {
  T value;
};

template <class T> forward_node<T> *next_of(forward_node<T> *at) noexcept { return at->next; }

} // namespace models

template <class T>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_Fwd_list_iterator<T>>
    : models::position<std::_Fwd_list_iterator<T>, models::forward_node<T>, T &, T *> {
  using base = models::position<std::_Fwd_list_iterator<T>, models::forward_node<T>, T &, T *>;
  model() noexcept {}
  explicit model(models::forward_node<T> * at) noexcept : base(at) {}
};
template <class T>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_Fwd_list_const_iterator<T>>
    : models::position<std::_Fwd_list_const_iterator<T>, models::forward_node<T>, const T &, const T *> {
  using base = models::position<std::_Fwd_list_const_iterator<T>, models::forward_node<T>, const T &, const T *>;
  using changing = std::_Fwd_list_iterator<T>;
  model() noexcept {}
  explicit model(models::forward_node<T> * at) noexcept : base(at) {}
  model(const changing &other) noexcept : base(reinterpret_cast<const model<changing> &>(other).at) {}
};

template <class T>
struct [[clang::annotate("clangent.of_numbers"), clang::annotate("clangent.nodes")]] model<std::forward_list<T>> {
  using owner = std::forward_list<T>;
  using node = models::forward_node<T>;
  using size_type = std::size_t;
  using iterator = typename owner::iterator;
  using const_iterator = typename owner::const_iterator;
  static_assert(sizeof(node) == sizeof(std::_Fwd_list_node<T>), "the library's nodes are others");

  // ---- made and destroyed

  model() noexcept {}
  explicit model(size_type count) {
    for (node *at = outside(); count > 0; --count)
      at = hang(make(), at);
  }
  model(size_type count, const T &value) { insert_copies(outside(), count, value); }
  template <class Iterator> model(Iterator from, Iterator to) { insert_all(outside(), from, to); }
  model(std::initializer_list<T> list) { insert_all(outside(), list.begin(), list.end()); }
  model(const owner &other) { copy(of(other)); }
  model(owner && other) noexcept {
    header.next = of(other).header.next;
    of(other).header.next = nullptr;
  }
  ~model() { clear(); }

  owner &operator=(const owner &other) {
    if (&of(other) != this) {
      clear();
      copy(of(other));
    }
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    clear();
    header.next = of(other).header.next;
    of(other).header.next = nullptr;
    return self();
  }
  owner &operator=(std::initializer_list<T> list) {
    assign(list.begin(), list.end());
    return self();
  }
  void assign(size_type count, const T &value) {
    const T copied(value);
    clear();
    insert_copies(outside(), count, copied);
  }
  template <class Iterator> void assign(Iterator from, Iterator to) {
    clear();
    insert_all(outside(), from, to);
  }
  void assign(std::initializer_list<T> list) { assign(list.begin(), list.end()); }

  // ---- elements

  T &front() noexcept { return header.next->value; }
  const T &front() const noexcept { return header.next->value; }
  iterator before_begin() noexcept { return made<iterator>(outside()); }
  const_iterator before_begin() const noexcept { return made<const_iterator>(outside()); }
  const_iterator cbefore_begin() const noexcept { return before_begin(); }
  iterator begin() noexcept { return made<iterator>(header.next); }
  iterator end() noexcept { return made<iterator>(nullptr); }
  const_iterator begin() const noexcept { return made<const_iterator>(header.next); }
  const_iterator end() const noexcept { return made<const_iterator>(nullptr); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  bool empty() const noexcept { return header.next == nullptr; }

  // ---- elements come and go

  void clear() noexcept {
    while (header.next)
      take_out(outside());
  }
  void push_front(const T &value) { hang(make(value), outside()); }
  void push_front(T && value) { hang(make(static_cast<T &&>(value)), outside()); }
  template <class... Arguments> T &emplace_front(Arguments && ...arguments) {
    return hang(make(static_cast<Arguments &&>(arguments)...), outside())->value;
  }
  void pop_front() noexcept { take_out(outside()); }
  template <class... Arguments> iterator emplace_after(const_iterator at, Arguments && ...arguments) {
    return made<iterator>(hang(make(static_cast<Arguments &&>(arguments)...), node_of(at)));
  }
  iterator insert_after(const_iterator at, const T &value) { return emplace_after(at, value); }
  iterator insert_after(const_iterator at, T && value) { return emplace_after(at, static_cast<T &&>(value)); }
  iterator insert_after(const_iterator at, size_type count, const T &value) {
    return made<iterator>(insert_copies(node_of(at), count, value));
  }
  template <class Iterator> iterator insert_after(const_iterator at, Iterator from, Iterator to) {
    return made<iterator>(insert_all(node_of(at), from, to));
  }
  iterator insert_after(const_iterator at, std::initializer_list<T> list) {
    return made<iterator>(insert_all(node_of(at), list.begin(), list.end()));
  }
  iterator erase_after(const_iterator at) {
    take_out(node_of(at));
    return made<iterator>(node_of(at)->next);
  }
  iterator erase_after(const_iterator at, const_iterator to) {
    while (node_of(at)->next != node_of(to))
      take_out(node_of(at));
    return made<iterator>(node_of(to));
  }
  void swap(owner & other) noexcept { std::swap(header.next, of(other).header.next); }

  // ---- orders

  void reverse() noexcept {
    node *at = header.next;
    header.next = nullptr;
    while (at) {
      node *const next = at->next;
      at->next = header.next;
      header.next = at;
      at = next;
    }
  }
  // Lists of one element are merged with their neighbours, then those of two, and so on.
  void sort() { sort(std::less<>()); }
  template <class Less> void sort(Less less) {
    bool isMerged = true;
    for (size_type length = 1; isMerged; length *= 2) {
      isMerged = false;
      node *last = outside();
      while (last->next) {
        node *right = last->next;
        size_type lefts = 0, rights = length;
        for (; lefts < length && right; ++lefts)
          right = right->next;
        node *left = last->next;
        while (lefts > 0 || (rights > 0 && right)) {
          const bool isRight = rights > 0 && right && (lefts == 0 || less(right->value, left->value));
          isMerged = isMerged || right;
          node *const next = isRight ? right : left;
          if (isRight) {
            right = right->next;
            --rights;
          } else {
            left = left->next;
            --lefts;
          }
          last->next = next;
          last = next;
        }
        last->next = right;
      }
    }
  }
#if __cplusplus > 201703L
  using removed = size_type;
#else
  using removed = void;
#endif
  removed remove(const T &value) {
    const T copied(value);
    return remove_if([&](const T &element) { return element == copied; });
  }
  template <class Predicate> removed remove_if(Predicate predicate) {
    size_type count = 0;
    for (node *at = outside(); at->next;)
      if (predicate(at->next->value)) {
        take_out(at);
        ++count;
      } else {
        at = at->next;
      }
    return static_cast<removed>(count);
  }

  models::forward_links<T> header{nullptr};

private:
  static model &of(owner & object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  template <class Iterator> static node *node_of(const Iterator &at) noexcept {
    return reinterpret_cast<const model<Iterator> &>(at).at;
  }
  template <class Iterator> static Iterator made(node * at) noexcept {
    model<Iterator> result(at);
    return reinterpret_cast<Iterator &>(result);
  }
  // What stands in front of the first element.
  node *outside() const noexcept { return static_cast<node *>(const_cast<models::forward_links<T> *>(&header)); }

  template <class... Arguments> static node *make(Arguments && ...arguments) {
    node *const made = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(&made->value)) T(static_cast<Arguments &&>(arguments)...);
    return made;
  }
  static node *hang(node * made, node * behind) noexcept {
    made->next = behind->next;
    behind->next = made;
    return made;
  }
  static void take_out(node * before) noexcept {
    node *const gone = before->next;
    before->next = gone->next;
    if constexpr (!std::is_trivially_destructible_v<T>)
      gone->value.~T();
    ::operator delete(gone);
  }
  void copy(const model &other) {
    node *last = outside();
    for (const node *at = other.header.next; at; at = at->next)
      last = hang(make(at->value), last);
  }
  // The last of those inserted.
  static node *insert_copies(node * at, size_type count, const T &value) {
    for (; count > 0; --count)
      at = hang(make(value), at);
    return at;
  }
  template <class Iterator> static node *insert_all(node * at, Iterator from, Iterator to) {
    for (; from != to; ++from)
      at = hang(make(*from), at);
    return at;
  }
};

namespace detail {

template <class T>
void expect_same_structure(const char *name, const std::forward_list<T> &object, const std::forward_list<T> &bar) {
  const long given = std::distance(bar.begin(), bar.end()), wanted = std::distance(object.begin(), object.end());
  if (given != wanted)
    detail::sizes_differ(name, static_cast<unsigned long>(given), static_cast<unsigned long>(wanted));
}

} // namespace detail
} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_FORWARD_LIST_H
