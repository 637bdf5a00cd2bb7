// std::vector as three pointers into memory of the heap. See clangent/model.h.
#ifndef CLANGENT_MODELS_VECTOR_H
#define CLANGENT_MODELS_VECTOR_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../detail/sizes.h"
#include "../model.h"

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace clangent {

template <> struct model<std::vector<bool>>; // bits: none

template <class T> struct model<std::vector<T>> {
  using owner = std::vector<T>;
  using size_type = std::size_t;
  using iterator = typename owner::iterator;
  using const_iterator = typename owner::const_iterator;
  using reverse_iterator = typename owner::reverse_iterator;
  using const_reverse_iterator = typename owner::const_reverse_iterator;

  // ---- made and destroyed

  model() noexcept {}
  explicit model(size_type count) { start(count); }
  model(size_type count, const T &value) : first(allocate(count)), last(first + count), limit(last) {
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T(value);
  }
  template <class Iterator> model(Iterator from, Iterator to) { append(from, to); }
  model(std::initializer_list<T> list) { append(list.begin(), list.end()); }
  model(const owner &other) { copy(of(other)); }
  model(owner &&other) noexcept { take(of(other)); }
  ~model() {
    destroy(first, last);
    release(first);
  }

  owner &operator=(const owner &other) {
    if (&of(other) != this)
      assign_from(of(other).first, of(other).size());
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    model old;
    old.swap_with(*this);
    take(of(other));
    return self();
  }
  owner &operator=(std::initializer_list<T> list) {
    assign_from(list.begin(), list.size());
    return self();
  }
  void assign(size_type count, const T &value) {
    const T copied(value);
    clear();
    reserve(count);
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T(copied);
    last = first + count;
  }
  template <class Iterator> void assign(Iterator from, Iterator to) {
    clear();
    append(from, to);
  }
  void assign(std::initializer_list<T> list) { assign_from(list.begin(), list.size()); }

  // ---- elements

  T &operator[](size_type i) noexcept { return first[i]; }
  const T &operator[](size_type i) const noexcept { return elements()[i]; }
  T &at(size_type i) {
    check(i);
    return first[i];
  }
  const T &at(size_type i) const {
    check(i);
    return elements()[i];
  }
  T &front() noexcept { return first[0]; }
  const T &front() const noexcept { return elements()[0]; }
  T &back() noexcept { return first[size() - 1]; }
  const T &back() const noexcept { return elements()[size() - 1]; }
  T *data() noexcept { return first; }
  const T *data() const noexcept { return first; }

  iterator begin() noexcept { return iterator(first); }
  iterator end() noexcept { return iterator(first + size()); }
  const_iterator begin() const noexcept { return const_iterator(elements()); }
  const_iterator end() const noexcept { return const_iterator(elements() + size()); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  // ---- sizes

  size_type size() const noexcept { return static_cast<size_type>(last - first); }
  size_type capacity() const noexcept { return static_cast<size_type>(limit - first); }
  size_type max_size() const noexcept { return static_cast<size_type>(PTRDIFF_MAX) / sizeof(T); }
  bool empty() const noexcept { return first == last; }

  void reserve(size_type count) {
    if (count > max_size())
      throw std::length_error("vector::reserve");
    if (count > capacity())
      move_to(allocate(count), count);
  }
  void shrink_to_fit() {
    if (last != limit)
      move_to(allocate(size()), size());
  }
  void resize(size_type count) {
    const size_type before = size();
    if (count < before)
      return shrink(count);
    reserve_more(count - before);
    for (size_type i = before; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T();
    last = first + count;
  }
  void resize(size_type count, const T &value) {
    const size_type before = size();
    if (count < before)
      return shrink(count);
    const T copied(value);
    reserve_more(count - before);
    for (size_type i = before; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T(copied);
    last = first + count;
  }
  void clear() noexcept { shrink(0); }

  // ---- elements come and go

  void push_back(const T &value) { emplace_back(value); }
  void push_back(T &&value) { emplace_back(static_cast<T &&>(value)); }
  template <class... Arguments> T &emplace_back(Arguments &&...arguments) {
    // The arguments may refer to an element, which is there until what they make is.
    if constexpr (std::is_trivially_copyable_v<T>) {
      const T made(static_cast<Arguments &&>(arguments)...);
      if (last == limit)
        grow();
      ::new (static_cast<void *>(last)) T(made);
    } else if (last != limit) {
      ::new (static_cast<void *>(last)) T(static_cast<Arguments &&>(arguments)...);
    } else {
      const size_type count = size(), room = grown(1);
      T *const block = allocate(room);
      ::new (static_cast<void *>(block + count)) T(static_cast<Arguments &&>(arguments)...);
      move_to(block, room);
    }
    ++last;
    return last[-1];
  }
  void pop_back() noexcept { shrink(size() - 1); }

  template <class... Arguments> iterator emplace(const_iterator before, Arguments &&...arguments) {
    const size_type at = place(before);
    T made(static_cast<Arguments &&>(arguments)...);
    ::new (static_cast<void *>(open(at, 1))) T(static_cast<T &&>(made));
    return iterator(first + at);
  }
  iterator insert(const_iterator before, const T &value) { return emplace(before, value); }
  iterator insert(const_iterator before, T &&value) { return emplace(before, static_cast<T &&>(value)); }
  iterator insert(const_iterator before, size_type count, const T &value) {
    const size_type at = place(before);
    const T copied(value);
    T *const gap = open(at, count);
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(gap + i)) T(copied);
    return iterator(gap);
  }
  template <class Iterator> iterator insert(const_iterator before, Iterator from, Iterator to) {
    const size_type at = place(before);
    owner inserted(from, to);
    return insert_moved(at, inserted);
  }
  iterator insert(const_iterator before, std::initializer_list<T> list) {
    return insert(before, list.begin(), list.end());
  }
  iterator erase(const_iterator at) { return close(place(at), 1); }
  iterator erase(const_iterator from, const_iterator to) {
    return close(place(from), static_cast<size_type>(to - from));
  }

  void swap(owner &other) noexcept { swap_with(of(other)); }

  [[clang::annotate("clangent.read", "data()")]] T *first = nullptr;
  [[clang::annotate("clangent.read", "data()", "size()")]] T *last = nullptr;
  [[clang::annotate("clangent.read", "data()", "capacity()")]] T *limit = nullptr;

private:
  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  const T *elements() const noexcept { return first; }
  size_type place(const_iterator at) const noexcept { return static_cast<size_type>(at - begin()); }
  void check(size_type i) const {
    if (i >= size())
#ifdef __GLIBCXX__
      std::__throw_out_of_range_fmt("vector::_M_range_check: __n (which is %zu) >= this->size() (which is %zu)", i, size());
#else
      throw std::out_of_range("vector");
#endif
  }

  static T *allocate(size_type count) { return static_cast<T *>(::operator new(count * sizeof(T))); }
  static void release(T *block) noexcept { ::operator delete(block); }
  static void destroy(T *from, T *to) noexcept {
    if constexpr (!std::is_trivially_destructible_v<T>)
      for (; from != to; ++from)
        from->~T();
  }
  // The element moves to memory without an object.
  static void relocate(T *to, T *from) {
    ::new (static_cast<void *>(to)) T(static_cast<T &&>(*from));
    from->~T();
  }

  void start(size_type count) {
    first = allocate(count);
    limit = last = first + count;
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T();
  }
  void copy(const model &other) {
    const size_type count = other.size();
    const T *const from = other.elements();
    first = allocate(count);
    limit = last = first + count;
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T(from[i]);
  }
  void take(model &other) noexcept {
    first = other.first;
    last = other.last;
    limit = other.limit;
    other.first = other.last = other.limit = nullptr;
  }
  void swap_with(model &other) noexcept {
    T *const other_first = other.first, *const other_last = other.last, *const other_limit = other.limit;
    other.first = first;
    other.last = last;
    other.limit = limit;
    first = other_first;
    last = other_last;
    limit = other_limit;
  }

  // The size that the next block has, if `more` elements are to come.
  size_type grown(size_type more) const noexcept { return size() + (size() > more ? size() : more); }
  void grow(size_type more = 1) {
    const size_type room = grown(more);
    move_to(allocate(room), room);
  }
  void reserve_more(size_type more) {
    if (more > capacity() - size())
      grow(more);
  }
  void move_to(T *block, size_type room) {
    const size_type count = size();
    for (size_type i = 0; i < count; ++i)
      relocate(block + i, first + i);
    release(first);
    first = block;
    last = block + count;
    limit = block + room;
  }
  void shrink(size_type count) noexcept {
    T *const end = first + count;
    destroy(end, last);
    last = end;
  }
  void assign_from(const T *from, size_type count) {
    if (count > capacity()) {
      // It may be copied from what one of its elements owns.
      T *const block = allocate(count);
      for (size_type i = 0; i < count; ++i)
        ::new (static_cast<void *>(block + i)) T(from[i]);
      destroy(first, last);
      release(first);
      first = block;
      limit = last = block + count;
      return;
    }
    const size_type before = size(), both = count < before ? count : before;
    for (size_type i = 0; i < both; ++i)
      first[i] = from[i];
    for (size_type i = both; i < count; ++i)
      ::new (static_cast<void *>(first + i)) T(from[i]);
    destroy(first + both, last);
    last = first + count;
  }
  template <class Iterator> void append(Iterator from, Iterator to) {
    if constexpr (std::is_base_of_v<std::forward_iterator_tag,
                                    typename std::iterator_traits<Iterator>::iterator_category>) {
      const size_type count = static_cast<size_type>(std::distance(from, to));
      reserve(size() + count);
      for (size_type i = 0; i < count; ++i, ++from)
        ::new (static_cast<void *>(last + i)) T(*from);
      last += count;
    } else {
      for (; from != to; ++from)
        emplace_back(*from);
    }
  }
  // Memory for `count` elements in front of number `at`.
  T *open(size_type at, size_type count) {
    const size_type before = size();
    if (count > capacity() - before) {
      const size_type room = grown(count);
      T *const block = allocate(room);
      for (size_type i = 0; i < at; ++i)
        relocate(block + i, first + i);
      for (size_type i = at; i < before; ++i)
        relocate(block + count + i, first + i);
      release(first);
      first = block;
      limit = block + room;
    } else {
      for (size_type i = before; i > at; --i)
        relocate(first + count + i - 1, first + i - 1);
    }
    last = first + before + count;
    return first + at;
  }
  iterator insert_moved(size_type at, owner &inserted) {
    const size_type count = of(inserted).size();
    T *const gap = open(at, count);
    for (size_type i = 0; i < count; ++i)
      ::new (static_cast<void *>(gap + i)) T(static_cast<T &&>(of(inserted).first[i]));
    return iterator(gap);
  }
  iterator close(size_type at, size_type count) {
    if (count != 0) {
      const size_type after = size() - count;
      for (size_type i = at; i < after; ++i)
        first[i] = static_cast<T &&>(first[i + count]);
      shrink(after);
    }
    return iterator(first + at);
  }
};

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_VECTOR_H
