// std::deque as blocks of elements, and an array of pointers to them. See clangent/model.h.
#ifndef CLANGENT_MODELS_DEQUE_H
#define CLANGENT_MODELS_DEQUE_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../detail/sizes.h"
#include "../model.h"

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <iterator>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

#ifdef __GLIBCXX__
namespace clangent {

template <class T>
struct [[clang::annotate("clangent.of_numbers"), clang::annotate("clangent.nodes")]] model<std::deque<T>> {
  using owner = std::deque<T>;
  using size_type = std::size_t;
  using iterator = typename owner::iterator;
  using const_iterator = typename owner::const_iterator;
  using reverse_iterator = typename owner::reverse_iterator;
  using const_reverse_iterator = typename owner::const_reverse_iterator;
  static constexpr size_type length = std::__deque_buf_size(sizeof(T)); // of a block

  // ---- made and destroyed

  model() { start_empty(); }
  explicit model(size_type count) {
    start_empty();
    resize(count);
  }
  model(size_type count, const T &value) {
    start_empty();
    for (size_type i = 0; i < count; ++i)
      emplace_back(value);
  }
  template <class Iterator> model(Iterator from, Iterator to) {
    start_empty();
    append(from, to);
  }
  model(std::initializer_list<T> list) {
    start_empty();
    append(list.begin(), list.end());
  }
  model(const owner &other) {
    start_empty();
    append(of(other).begin(), of(other).end());
  }
  model(owner && other) {
    start_empty();
    swap_with(of(other));
  }
  ~model() {
    clear();
    release(start._M_first);
    release(map);
  }

  owner &operator=(const owner &other) {
    if (&of(other) != this)
      assign(of(other).begin(), of(other).end());
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    swap_with(of(other));
    of(other).clear();
    return self();
  }
  owner &operator=(std::initializer_list<T> list) {
    assign(list.begin(), list.end());
    return self();
  }
  void assign(size_type count, const T &value) {
    const T copied(value);
    clear();
    for (size_type i = 0; i < count; ++i)
      emplace_back(copied);
  }
  template <class Iterator> void assign(Iterator from, Iterator to) {
    clear();
    append(from, to);
  }
  void assign(std::initializer_list<T> list) { assign(list.begin(), list.end()); }

  // ---- elements

  T &operator[](size_type i) noexcept { return *place(i); }
  const T &operator[](size_type i) const noexcept { return *place(i); }
  T &at(size_type i) {
    check(i);
    return *place(i);
  }
  const T &at(size_type i) const {
    check(i);
    return *place(i);
  }
  T &front() noexcept { return *start._M_cur; }
  const T &front() const noexcept { return *start._M_cur; }
  T &back() noexcept { return *place(size() - 1); }
  const T &back() const noexcept { return *place(size() - 1); }

  iterator begin() noexcept { return start; }
  iterator end() noexcept { return finish; }
  const_iterator begin() const noexcept { return const_iterator(start); }
  const_iterator end() const noexcept { return const_iterator(finish); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  // ---- sizes

  size_type size() const noexcept {
    const size_type blocks = static_cast<size_type>(finish._M_node - start._M_node);
    return blocks * length + static_cast<size_type>(finish._M_cur - finish._M_first) -
           static_cast<size_type>(start._M_cur - start._M_first);
  }
  bool empty() const noexcept { return start._M_cur == finish._M_cur; }
  void resize(size_type count) {
    for (size_type more = size(); more < count; ++more)
      emplace_back();
    for (size_type less = size(); less > count; --less)
      pop_back();
  }
  void resize(size_type count, const T &value) {
    for (size_type more = size(); more < count; ++more)
      emplace_back(value);
    for (size_type less = size(); less > count; --less)
      pop_back();
  }
  void shrink_to_fit() noexcept {}
  // One block stays.
  void clear() noexcept {
    if constexpr (!std::is_trivially_destructible_v<T>)
      for (iterator at = start; at._M_cur != finish._M_cur; ++at)
        at._M_cur->~T();
    for (T **node = start._M_node + 1; node <= finish._M_node; ++node)
      release(*node);
    finish = start;
  }

  // ---- elements come and go

  void push_back(const T &value) { emplace_back(value); }
  void push_back(T && value) { emplace_back(static_cast<T &&>(value)); }
  void push_front(const T &value) { emplace_front(value); }
  void push_front(T && value) { emplace_front(static_cast<T &&>(value)); }
  template <class... Arguments> T &emplace_back(Arguments && ...arguments) {
    T *const at = finish._M_cur;
    if (at != finish._M_last - 1) {
      ::new (static_cast<void *>(at)) T(static_cast<Arguments &&>(arguments)...);
      ++finish._M_cur;
      return *at;
    }
    if (map_size - static_cast<size_type>(finish._M_node - map) < 2)
      move_map(false);
    finish._M_node[1] = allocate();
    ::new (static_cast<void *>(at)) T(static_cast<Arguments &&>(arguments)...);
    finish._M_set_node(finish._M_node + 1);
    finish._M_cur = finish._M_first;
    return *at;
  }
  template <class... Arguments> T &emplace_front(Arguments && ...arguments) {
    if (start._M_cur != start._M_first) {
      T *const at = start._M_cur - 1;
      ::new (static_cast<void *>(at)) T(static_cast<Arguments &&>(arguments)...);
      start._M_cur = at;
      return *at;
    }
    if (start._M_node == map)
      move_map(true);
    T *const block = allocate(), *const at = block + (length - 1);
    start._M_node[-1] = block;
    ::new (static_cast<void *>(at)) T(static_cast<Arguments &&>(arguments)...);
    start._M_set_node(start._M_node - 1);
    start._M_cur = at;
    return *at;
  }
  void pop_back() noexcept {
    if (finish._M_cur == finish._M_first) {
      release(finish._M_first);
      finish._M_set_node(finish._M_node - 1);
      finish._M_cur = finish._M_last;
    }
    --finish._M_cur;
    destroy(finish._M_cur);
  }
  void pop_front() noexcept {
    destroy(start._M_cur);
    if (start._M_cur == start._M_last - 1) {
      release(start._M_first);
      start._M_set_node(start._M_node + 1);
      start._M_cur = start._M_first;
    } else {
      ++start._M_cur;
    }
  }
  template <class... Arguments> iterator emplace(const_iterator before, Arguments && ...arguments) {
    const size_type at = number(before);
    emplace_at(at, static_cast<Arguments &&>(arguments)...);
    return start + static_cast<std::ptrdiff_t>(at);
  }
  iterator insert(const_iterator before, const T &value) { return emplace(before, value); }
  iterator insert(const_iterator before, T && value) { return emplace(before, static_cast<T &&>(value)); }
  iterator insert(const_iterator before, size_type count, const T &value) {
    const size_type at = number(before);
    const T copied(value);
    for (size_type i = 0; i < count; ++i)
      emplace_at(at + i, copied);
    return start + static_cast<std::ptrdiff_t>(at);
  }
  template <class Iterator> iterator insert(const_iterator before, Iterator from, Iterator to) {
    const size_type at = number(before);
    for (size_type i = at; from != to; ++from, ++i)
      emplace_at(i, *from);
    return start + static_cast<std::ptrdiff_t>(at);
  }
  iterator insert(const_iterator before, std::initializer_list<T> list) {
    return insert(before, list.begin(), list.end());
  }
  iterator erase(const_iterator at) { return close(number(at), 1); }
  iterator erase(const_iterator from, const_iterator to) {
    return close(number(from), static_cast<size_type>(to - from));
  }
  void swap(owner & other) noexcept { swap_with(of(other)); }

  T **map = nullptr;
  size_type map_size = 0;
  iterator start, finish;

private:
  static model &of(owner & object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  static T *allocate() { return static_cast<T *>(::operator new(length * sizeof(T))); }
  static void release(T * block) noexcept { ::operator delete(block); }
  static void release(T * *pointers) noexcept { ::operator delete(pointers); }
  static void destroy(T * at) noexcept {
    if constexpr (!std::is_trivially_destructible_v<T>)
      at->~T();
  }
  void check(size_type i) const {
    if (i >= size())
      std::__throw_out_of_range_fmt("deque::_M_range_check: __n (which is %zu)>= this->size() (which is %zu)", i,
                                    size());
  }
  T *place(size_type i) const noexcept {
    const size_type at = static_cast<size_type>(start._M_cur - start._M_first) + i;
    return start._M_node[at / length] + at % length;
  }
  size_type number(const_iterator at) const noexcept { return static_cast<size_type>(at - begin()); }

  void start_empty() {
    map_size = 8;
    map = static_cast<T **>(::operator new(map_size * sizeof(T *)));
    T **const middle = map + 3;
    *middle = allocate();
    start._M_set_node(middle);
    start._M_cur = start._M_first;
    finish._M_set_node(middle);
    finish._M_cur = finish._M_first;
  }
  void swap_with(model & other) noexcept {
    std::swap(map, other.map);
    std::swap(map_size, other.map_size);
    std::swap(start, other.start);
    std::swap(finish, other.finish);
  }
  // Room for one more pointer at an end: in the middle of the array, if that is long enough.
  void move_map(bool atFront) {
    const size_type blocks = static_cast<size_type>(finish._M_node - start._M_node) + 1;
    if (map_size > 2 * (blocks + 1)) {
      T **const to = map + (map_size - blocks - 1) / 2 + (atFront ? 1 : 0), **const from = start._M_node;
      if (to < from)
        for (size_type i = 0; i < blocks; ++i)
          to[i] = from[i];
      else
        for (size_type i = blocks; i > 0; --i)
          to[i - 1] = from[i - 1];
      move_ends(to, blocks);
      return;
    }
    const size_type size = 2 * map_size + 2;
    T **const other = static_cast<T **>(::operator new(size * sizeof(T *)));
    T **const to = other + (size - blocks - 1) / 2 + (atFront ? 1 : 0);
    for (size_type i = 0; i < blocks; ++i)
      to[i] = start._M_node[i];
    release(map);
    map = other;
    map_size = size;
    move_ends(to, blocks);
  }
  void move_ends(T * *first, size_type blocks) noexcept {
    start._M_set_node(first);
    finish._M_set_node(first + (blocks - 1));
  }
  template <class Iterator> void append(Iterator from, Iterator to) {
    for (; from != to; ++from)
      emplace_back(*from);
  }
  // Between others, those on the shorter side move.
  template <class... Arguments> void emplace_at(size_type at, Arguments && ...arguments) {
    const size_type count = size();
    if (at == count)
      return void(emplace_back(static_cast<Arguments &&>(arguments)...));
    if (at == 0)
      return void(emplace_front(static_cast<Arguments &&>(arguments)...));
    T made(static_cast<Arguments &&>(arguments)...);
    if (at < count - at) {
      emplace_front(static_cast<T &&>(*place(0)));
      for (size_type i = 1; i < at; ++i)
        *place(i) = static_cast<T &&>(*place(i + 1));
    } else {
      emplace_back(static_cast<T &&>(*place(count - 1)));
      for (size_type i = count - 1; i > at; --i)
        *place(i) = static_cast<T &&>(*place(i - 1));
    }
    *place(at) = static_cast<T &&>(made);
  }
  iterator close(size_type at, size_type gone) {
    const size_type after = size() - gone;
    if (at < after - at) {
      for (size_type i = at; i > 0; --i)
        *place(i - 1 + gone) = static_cast<T &&>(*place(i - 1));
      for (size_type i = 0; i < gone; ++i)
        pop_front();
    } else {
      for (size_type i = at; i < after; ++i)
        *place(i) = static_cast<T &&>(*place(i + gone));
      for (size_type i = 0; i < gone; ++i)
        pop_back();
    }
    return start + static_cast<std::ptrdiff_t>(at);
  }
};

namespace detail {

// Elements of the same number lie at the same place of their blocks.
template <class T> void expect_same_structure(const char *name, const std::deque<T> &object, const std::deque<T> &bar) {
  if (bar.size() != object.size())
    detail::sizes_differ(name, bar.size(), object.size());
  if (bar.begin()._M_cur - bar.begin()._M_first != object.begin()._M_cur - object.begin()._M_first)
    detail::structures_differ(name);
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_DEQUE_H
