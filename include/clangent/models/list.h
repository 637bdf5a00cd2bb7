// std::list as nodes in a ring. See clangent/model.h.
#ifndef CLANGENT_MODELS_LIST_H
#define CLANGENT_MODELS_LIST_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../detail/sizes.h"
#include "../model.h"
#include "position.h"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <list>
#include <new>
#include <type_traits>
#include <utility>

#ifdef __GLIBCXX__
namespace clangent {
namespace models {

// The memory is also seen through the library's own classes.
template <class T> struct list_node;
template <class T> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] list_links {
  list_node<T> *next, *previous; // of the header: the first and the last
};
template <class T> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] list_node : list_links<T> { T value; };

template <class T> list_node<T> *next_of(list_node<T> *at) noexcept { return at->next; }
template <class T> list_node<T> *previous_of(list_node<T> *at) noexcept { return at->previous; }

} // namespace models

template <class T>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_List_iterator<T>>
    : models::position<std::_List_iterator<T>, models::list_node<T>, T &, T *> {
  using base = models::position<std::_List_iterator<T>, models::list_node<T>, T &, T *>;
  model() noexcept {}
  explicit model(models::list_node<T> * at) noexcept : base(at) {}
};
template <class T>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_List_const_iterator<T>>
    : models::position<std::_List_const_iterator<T>, models::list_node<T>, const T &, const T *> {
  using base = models::position<std::_List_const_iterator<T>, models::list_node<T>, const T &, const T *>;
  using changing = std::_List_iterator<T>;
  model() noexcept {}
  explicit model(models::list_node<T> * at) noexcept : base(at) {}
  model(const changing &other) noexcept : base(reinterpret_cast<const model<changing> &>(other).at) {}
};

template <class T>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::list<T>> {
  using owner = std::list<T>;
  using node = models::list_node<T>;
  using size_type = std::size_t;
  using iterator = typename owner::iterator;
  using const_iterator = typename owner::const_iterator;
  using reverse_iterator = typename owner::reverse_iterator;
  using const_reverse_iterator = typename owner::const_reverse_iterator;
  static_assert(sizeof(node) == sizeof(std::_List_node<T>), "the library's nodes are others");

  // ---- made and destroyed

  model() noexcept { reset(); }
  explicit model(size_type count) {
    reset();
    resize(count);
  }
  model(size_type count, const T &value) {
    reset();
    insert_copies(outside(), count, value);
  }
  template <class Iterator> model(Iterator from, Iterator to) {
    reset();
    insert_all(outside(), from, to);
  }
  model(std::initializer_list<T> list) {
    reset();
    insert_all(outside(), list.begin(), list.end());
  }
  model(const owner &other) {
    reset();
    copy(of(other));
  }
  model(owner && other) noexcept {
    reset();
    take(of(other));
  }
  ~model() { destroy_all(); }

  owner &operator=(const owner &other) {
    if (&of(other) != this) {
      node *at = header.next;
      const node *from = of(other).header.next;
      for (; at != outside() && from != of(other).outside(); at = at->next, from = from->next)
        at->value = from->value;
      while (at != outside())
        at = take_out(at);
      for (; from != of(other).outside(); from = from->next)
        hang(make(from->value), outside());
    }
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    clear();
    take(of(other));
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
    node *at = header.next;
    for (; at != outside() && from != to; at = at->next, ++from)
      at->value = *from;
    while (at != outside())
      at = take_out(at);
    insert_all(outside(), from, to);
  }
  void assign(std::initializer_list<T> list) { assign(list.begin(), list.end()); }

  // ---- elements

  T &front() noexcept { return header.next->value; }
  const T &front() const noexcept { return header.next->value; }
  T &back() noexcept { return header.previous->value; }
  const T &back() const noexcept { return header.previous->value; }
  iterator begin() noexcept { return made<iterator>(header.next); }
  iterator end() noexcept { return made<iterator>(outside()); }
  const_iterator begin() const noexcept { return made<const_iterator>(header.next); }
  const_iterator end() const noexcept { return made<const_iterator>(outside()); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  // ---- sizes

  size_type size() const noexcept { return count_of_nodes; }
  bool empty() const noexcept { return count_of_nodes == 0; }
  void resize(size_type count) {
    while (count_of_nodes > count)
      take_out(header.previous);
    while (count_of_nodes < count)
      hang(make(), outside());
  }
  void resize(size_type count, const T &value) {
    while (count_of_nodes > count)
      take_out(header.previous);
    if (count_of_nodes < count)
      insert_copies(outside(), count - count_of_nodes, value);
  }
  void clear() noexcept {
    destroy_all();
    reset();
  }

  // ---- elements come and go

  void push_back(const T &value) { hang(make(value), outside()); }
  void push_back(T && value) { hang(make(static_cast<T &&>(value)), outside()); }
  void push_front(const T &value) { hang(make(value), header.next); }
  void push_front(T && value) { hang(make(static_cast<T &&>(value)), header.next); }
  template <class... Arguments> T &emplace_back(Arguments && ...arguments) {
    node *const at = make(static_cast<Arguments &&>(arguments)...);
    hang(at, outside());
    return at->value;
  }
  template <class... Arguments> T &emplace_front(Arguments && ...arguments) {
    node *const at = make(static_cast<Arguments &&>(arguments)...);
    hang(at, header.next);
    return at->value;
  }
  void pop_back() noexcept { take_out(header.previous); }
  void pop_front() noexcept { take_out(header.next); }
  template <class... Arguments> iterator emplace(const_iterator before, Arguments && ...arguments) {
    node *const at = make(static_cast<Arguments &&>(arguments)...);
    hang(at, node_of(before));
    return made<iterator>(at);
  }
  iterator insert(const_iterator before, const T &value) { return emplace(before, value); }
  iterator insert(const_iterator before, T && value) { return emplace(before, static_cast<T &&>(value)); }
  iterator insert(const_iterator before, size_type count, const T &value) {
    return made<iterator>(insert_copies(node_of(before), count, value));
  }
  template <class Iterator> iterator insert(const_iterator before, Iterator from, Iterator to) {
    return made<iterator>(insert_all(node_of(before), from, to));
  }
  iterator insert(const_iterator before, std::initializer_list<T> list) {
    return made<iterator>(insert_all(node_of(before), list.begin(), list.end()));
  }
  iterator erase(const_iterator at) noexcept { return made<iterator>(take_out(node_of(at))); }
  iterator erase(const_iterator from, const_iterator to) noexcept {
    node *at = node_of(from);
    while (at != node_of(to))
      at = take_out(at);
    return made<iterator>(at);
  }
  void swap(owner & other) noexcept {
    model kept;
    kept.take(*this);
    take(of(other));
    of(other).take(kept);
  }

  // ---- orders

  void splice(const_iterator before, owner && other) noexcept { splice_all(node_of(before), of(other)); }
  void splice(const_iterator before, owner & other) noexcept { splice_all(node_of(before), of(other)); }
  void splice(const_iterator before, owner && other, const_iterator at) noexcept {
    splice_one(node_of(before), of(other), node_of(at));
  }
  void splice(const_iterator before, owner & other, const_iterator at) noexcept {
    splice_one(node_of(before), of(other), node_of(at));
  }
  void splice(const_iterator before, owner && other, const_iterator from, const_iterator to) noexcept {
    splice_some(node_of(before), of(other), node_of(from), node_of(to));
  }
  void splice(const_iterator before, owner & other, const_iterator from, const_iterator to) noexcept {
    splice_some(node_of(before), of(other), node_of(from), node_of(to));
  }
  void reverse() noexcept {
    node *at = outside();
    do {
      node *const next = at->next;
      at->next = at->previous;
      at->previous = next;
      at = next;
    } while (at != outside());
  }
  // Lists of one element are merged with their neighbours, then those of two, and so on.
  void sort() { sort(std::less<>()); }
  template <class Less> void sort(Less less) {
    for (size_type length = 1; length < count_of_nodes; length *= 2) {
      node *left = header.next;
      while (left != outside()) {
        node *right = left;
        size_type lefts = 0;
        for (; lefts < length && right != outside(); ++lefts)
          right = right->next;
        size_type rights = length;
        while (lefts > 0 && rights > 0 && right != outside()) {
          if (less(right->value, left->value)) {
            node *const moved = right;
            right = right->next;
            --rights;
            unhook(moved);
            hook(moved, left);
          } else {
            left = left->next;
            --lefts;
          }
        }
        for (; rights > 0 && right != outside(); --rights)
          right = right->next;
        left = right;
      }
    }
  }
  void merge(owner && other) { merge_sorted(of(other), std::less<>()); }
  void merge(owner & other) { merge_sorted(of(other), std::less<>()); }
  template <class Less> void merge(owner && other, Less less) { merge_sorted(of(other), less); }
  template <class Less> void merge(owner & other, Less less) { merge_sorted(of(other), less); }
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
    const size_type before = count_of_nodes;
    for (node *at = header.next; at != outside();)
      at = predicate(at->value) ? take_out(at) : at->next;
    return static_cast<removed>(before - count_of_nodes);
  }
  removed unique() { return unique(std::equal_to<>()); }
  template <class Same> removed unique(Same same) {
    const size_type before = count_of_nodes;
    node *at = header.next;
    while (at != outside() && at->next != outside()) {
      if (same(at->value, at->next->value))
        take_out(at->next);
      else
        at = at->next;
    }
    return static_cast<removed>(before - count_of_nodes);
  }

  models::list_links<T> header{nullptr, nullptr};
  size_type count_of_nodes = 0;

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
  // What follows the last element.
  node *outside() const noexcept { return static_cast<node *>(const_cast<models::list_links<T> *>(&header)); }

  void reset() noexcept {
    header.next = header.previous = outside();
    count_of_nodes = 0;
  }
  // From another, which is empty then. This one has no elements.
  void take(model & other) noexcept {
    if (other.count_of_nodes == 0)
      return reset();
    header.next = other.header.next;
    header.previous = other.header.previous;
    header.next->previous = header.previous->next = outside();
    count_of_nodes = other.count_of_nodes;
    other.reset();
  }
  void copy(const model &other) {
    for (const node *at = other.header.next; at != other.outside(); at = at->next)
      hang(make(at->value), outside());
  }
  template <class... Arguments> static node *make(Arguments && ...arguments) {
    node *const made = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(&made->value)) T(static_cast<Arguments &&>(arguments)...);
    return made;
  }
  static void drop(node * at) noexcept {
    if constexpr (!std::is_trivially_destructible_v<T>)
      at->value.~T();
    ::operator delete(at);
  }
  void destroy_all() noexcept {
    node *at = header.next;
    while (at != outside()) {
      node *const next = at->next;
      drop(at);
      at = next;
    }
  }
  static void hook(node * at, node * before) noexcept {
    at->next = before;
    at->previous = before->previous;
    before->previous->next = at;
    before->previous = at;
  }
  static void unhook(node * at) noexcept {
    at->previous->next = at->next;
    at->next->previous = at->previous;
  }
  void hang(node * at, node * before) noexcept {
    hook(at, before);
    ++count_of_nodes;
  }
  node *take_out(node * at) noexcept {
    node *const next = at->next;
    unhook(at);
    drop(at);
    --count_of_nodes;
    return next;
  }
  // The first of those inserted.
  node *insert_copies(node * before, size_type count, const T &value) {
    node *const previous = before->previous;
    for (; count > 0; --count)
      hang(make(value), before);
    return previous->next;
  }
  template <class Iterator> node *insert_all(node * before, Iterator from, Iterator to) {
    node *const previous = before->previous;
    for (; from != to; ++from)
      hang(make(*from), before);
    return previous->next;
  }
  void splice_one(node * before, model & other, node * at) noexcept {
    if (before == at || before == at->next)
      return;
    unhook(at);
    hook(at, before);
    ++count_of_nodes;
    --other.count_of_nodes;
  }
  void splice_some(node * before, model & other, node * from, node * to) noexcept {
    while (from != to) {
      node *const next = from->next;
      splice_one(before, other, from);
      from = next;
    }
  }
  void splice_all(node * before, model & other) noexcept {
    splice_some(before, other, other.header.next, other.outside());
  }
  template <class Less> void merge_sorted(model & other, Less less) {
    if (&other == this)
      return;
    node *at = header.next, *from = other.header.next;
    while (from != other.outside()) {
      node *const next = from->next;
      while (at != outside() && !less(from->value, at->value))
        at = at->next;
      splice_one(at, other, from);
      from = next;
    }
  }
};

namespace detail {

template <class T> void expect_same_structure(const char *name, const std::list<T> &object, const std::list<T> &bar) {
  if (bar.size() != object.size())
    detail::sizes_differ(name, bar.size(), object.size());
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_LIST_H
