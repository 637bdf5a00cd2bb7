// Memory for what a reverse sweep needs: a thread's pool of chunks, frames borrowed from it in stack order, and stacks
// for loops whose length is not known. In steady state nothing here touches the heap.
#ifndef CLANGENT_TAPE_H
#define CLANGENT_TAPE_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "detail/language.h"

#include "detail/pool.h"

namespace clangent {

template <class T> class Stack;

// A thread's memory for derivatives. Programs see it only to ask for its size or to give it back.
class Tape {
public:
  class Frame;

  // Bytes that this thread holds for its derivatives.
  static std::size_t reserved() noexcept { return local().bytes(); }

  // Gives unused memory of this thread back to the system; for use between derivative calls.
  static void trim() noexcept { local().trim(); }

private:
  template <class T> friend class Stack;
  static detail::Pool &local() noexcept {
    static thread_local detail::Pool pool;
    return pool;
  }
};

// A piece of the tape that lasts as long as this object. Frames close in the reverse order of opening; while an inner
// frame is open, nothing is taken from an outer one.
class Tape::Frame {
public:
  Frame() noexcept : pool(local()), begin(pool.mark()) {}
  ~Frame() {
    if (cleanups)
      runCleanups();
    while (borrowed)
      handBack(borrowed);
    pool.release(begin);
  }
  Frame(const Frame &) = delete;
  Frame &operator=(const Frame &) = delete;

  // Elements for every iteration of a nest of loops, with one count for each loop; uninitialised when T is trivial. A
  // count that is zero or negative takes nothing; a product that no memory could hold throws
  // std::bad_array_new_length.
  template <class T, class... Counts> T *array(Counts... counts) {
    const std::size_t bytes = detail::bytesOf(sizeof(T), counts...);
    if (bytes == 0)
      return nullptr;
    T *const memory = static_cast<T *>(pool.take(bytes, alignment<T>()));
    if constexpr (!std::is_trivial_v<T>)
      construct(memory, bytes / sizeof(T));
    return memory;
  }

  // What the program allocates and releases itself: storage for objects, which nobody constructs or destroys here. As
  // from the heap, it is at a place of its own even if there are none, and std::bad_array_new_length is thrown if the
  // count is negative.
  template <class T> T *memory(long count) {
    if (count < 0)
      detail::failTooLarge();
    const std::size_t bytes = detail::bytesOf(sizeof(T), count);
    return static_cast<T *>(pool.take(bytes ? bytes : 1, alignment<T>()));
  }

  // The same, all bytes zero.
  template <class T> T *zero_memory(long count) {
    T *const made = memory<T>(count);
    __builtin_memset(static_cast<void *>(made), 0, static_cast<std::size_t>(count) * sizeof(T));
    return made;
  }

  // The same, of value zero.
  template <class T, class... Counts> T *zeros(Counts... counts) {
    // Zero is zero, whatever a class would start its members with.
    if constexpr (std::is_trivially_copyable_v<T>)
      return raw_zeros<T>(counts...);
    else
      return array<T>(counts...);
  }

  // Objects whose bytes are all zero, and whose class is not asked: neither constructed nor destroyed.
  template <class T, class... Counts> T *raw_zeros(Counts... counts) {
    const std::size_t bytes = detail::bytesOf(sizeof(T), counts...);
    return bytes == 0 ? nullptr : static_cast<T *>(__builtin_memset(pool.take(bytes, alignment<T>()), 0, bytes));
  }

  // Memory of an iteration, which may be given back before the frame closes, in any order: storage for objects, which
  // nobody constructs or destroys here. std::bad_array_new_length is thrown if the count is negative.
  template <class T> T *borrow(long count) {
    if constexpr (isLent<T>())
      return static_cast<T *>(lend(count, sizeof(T)));
    else
      return memory<T>(count);
  }

  // The same, all bytes zero; null if there are none.
  template <class T> T *borrow_zeros(long count) {
    if constexpr (isLent<T>())
      return static_cast<T *>(lendZeros(count, sizeof(T)));
    else
      return count == 0 ? nullptr : zero_memory<T>(count);
  }

  // Nothing happens for null.
  template <class T> void give_back(T *p) noexcept {
    if constexpr (isLent<T>())
      takeBack(p);
  }

  // A copy of `value`, which a reverse function reads after the forward function has returned.
  template <class T> T *make(const T &value) {
    void *const memory = pool.take(sizeof(T), alignment<T>());
    if constexpr (std::is_trivially_destructible_v<T>) {
      return ::new (memory) T(value);
    } else {
      void *const place = pool.take(sizeof(Cleanup), alignof(Cleanup));
      T *const made = ::new (memory) T(value);
      cleanups = ::new (place) Cleanup{cleanups, &destroyAll<T>, made, 1};
      return made;
    }
  }

  // Memory that the program gives back, and that a reverse sweep may still read, is given back when the frame closes;
  // at once if there is no room to remember it.
  template <class T> void delete_later(T *p) {
    later(p, [](void *memory, std::size_t) { delete static_cast<T *>(memory); });
  }
  template <class T> void delete_array_later(T *p) {
    later(p, [](void *memory, std::size_t) { delete[] static_cast<T *>(memory); });
  }
  void free_later(const void *p) {
    later(p, [](void *memory, std::size_t) { __builtin_free(memory); });
  }
  void operator_delete_later(const void *p) {
    later(p, [](void *memory, std::size_t) { ::operator delete(memory); });
  }
  template <class T> void aligned_delete_later(T *p) {
    later(p, [](void *memory, std::size_t) { ::operator delete(memory, std::align_val_t(alignof(T))); });
  }
  // By the function of a library's.
  template <class Library> void release_later(const void *p) {
    later(p, [](void *memory, std::size_t) { Library::release(memory); });
  }

  // An empty stack that lasts as long as the frame.
  template <class T> Stack<T> &stack();

private:
  template <class T> friend class Stack;
  using Block = detail::Pool::Block;

  // Objects to destroy when the frame closes, last made first; kept on the tape itself.
  struct Cleanup {
    Cleanup *next;
    void (*destroy)(void *, std::size_t);
    void *objects;
    std::size_t count;
  };

  template <class T> static constexpr std::size_t alignment() { return alignof(T) > 16 ? alignof(T) : 16; }

  template <class T> void construct(T *memory, std::size_t count) {
    if constexpr (std::is_trivially_destructible_v<T>) {
      for (std::size_t i = 0; i < count; ++i)
        ::new (static_cast<void *>(memory + i)) T();
    } else {
      // Registered first with no objects, so that a throwing constructor leaves exactly those made to be destroyed.
      void *const place = pool.take(sizeof(Cleanup), alignof(Cleanup));
      cleanups = ::new (place) Cleanup{cleanups, &destroyAll<T>, memory, 0};
      for (; cleanups->count < count; ++cleanups->count)
        ::new (static_cast<void *>(memory + cleanups->count)) T();
    }
  }

  template <class T> static void destroyAll(void *objects, std::size_t count) {
    while (count > 0)
      static_cast<T *>(objects)[--count].~T();
  }

  template <class T> static constexpr bool isLent() { return alignof(T) <= detail::Pool::blockAlignment; }

  // Out of line and cold: where a vector grows is seldom reached, and the loop around it should not suffer.
  __attribute__((noinline, cold)) void *lend(long count, std::size_t size) {
    if (count < 0)
      detail::failTooLarge();
    const std::size_t bytes = detail::bytesOf(size, count);
    Block *const block = pool.borrow(nullptr, bytes ? bytes : 1);
    block->next = borrowed;
    if (borrowed)
      borrowed->previous = block;
    borrowed = block;
    return block->memory();
  }
  __attribute__((noinline, cold)) void *lendZeros(long count, std::size_t size) {
    return count == 0 ? nullptr : __builtin_memset(lend(count, size), 0, static_cast<std::size_t>(count) * size);
  }
  __attribute__((noinline, cold)) void takeBack(const void *memory) noexcept {
    if (memory)
      handBack(detail::Pool::blockOf(memory));
  }

  void handBack(Block *block) noexcept {
    (block->previous ? block->previous->next : borrowed) = block->next;
    if (block->next)
      block->next->previous = block->previous;
    block->previous = block->next = nullptr;
    pool.giveBack(block);
  }

  void later(const void *p, void (*giveBack)(void *, std::size_t)) {
    struct Guard {
      ~Guard() {
        if (memory)
          giveBack(memory, 1);
      }
      void *memory;
      void (*giveBack)(void *, std::size_t);
    } guard{const_cast<void *>(p), giveBack};
    if (!p)
      return;
    void *const place = pool.take(sizeof(Cleanup), alignof(Cleanup));
    cleanups = ::new (place) Cleanup{cleanups, giveBack, guard.memory, 1};
    guard.memory = nullptr;
  }

  void runCleanups() {
    for (; cleanups; cleanups = cleanups->next)
      cleanups->destroy(cleanups->objects, cleanups->count);
  }

  detail::Pool &pool;
  const detail::Pool::Mark begin;
  Cleanup *cleanups = nullptr;
  Block *borrowed = nullptr; // the blocks that are lent, in a list
};

// Values pushed in the forward sweep and popped in the reverse sweep. A stack owns its memory, so it may grow while
// frames of other functions are open.
template <class T> class Stack {
public:
  explicit Stack(Tape::Frame &frame) noexcept : pool(frame.pool) {}
  ~Stack() {
    if constexpr (!std::is_trivially_destructible_v<T>)
      while (!empty())
        pop();
    if (block)
      pool.giveBack(block);
  }
  Stack(const Stack &) = delete;
  Stack &operator=(const Stack &) = delete;

  void push(const T &value) {
    if (__builtin_expect(top == end, 0))
      grow();
    ::new (static_cast<void *>(top)) T(value);
    ++top;
  }

  // Removes and returns the value pushed last.
  T pop() {
    if (__builtin_expect(top == begin, 0))
      shrink();
    --top;
    if constexpr (std::is_trivially_destructible_v<T>) {
      return static_cast<T &&>(*top);
    } else {
      T value(static_cast<T &&>(*top));
      top->~T();
      return value;
    }
  }

  bool empty() const noexcept { return top == begin && !(block && block->previous); }

private:
  using Block = detail::Pool::Block;
  static_assert(alignof(T) <= detail::Pool::blockAlignment, "clangent: a stack of over-aligned values");

  // Continues in the next block: the one left over from before, or a new one of twice the size.
  __attribute__((noinline, cold)) void grow() {
    Block *next = block ? block->next : nullptr;
    if (!next)
      next = pool.borrow(block, sizeof(T));
    enter(next);
    top = begin;
  }

  // Goes back to the end of the previous block, and keeps the present one for the next push.
  __attribute__((noinline, cold)) void shrink() {
    if (!block || !block->previous)
      detail::fail("clangent: the reverse sweep took more from a stack than the forward sweep had put there");
    enter(block->previous);
    top = end;
  }

  void enter(Block *to) noexcept {
    block = to;
    begin = static_cast<T *>(to->memory());
    end = begin + to->size / sizeof(T);
  }

  detail::Pool &pool;
  Block *block = nullptr;
  T *begin = nullptr, *top = nullptr, *end = nullptr;
};

template <class T> Stack<T> &Tape::Frame::stack() {
  void *const place = pool.take(sizeof(Cleanup), alignof(Cleanup));
  void *const memory = pool.take(sizeof(Stack<T>), alignof(Stack<T>));
  Stack<T> *const made = ::new (memory) Stack<T>(*this);
  cleanups = ::new (place) Cleanup{cleanups, &destroyAll<Stack<T>>, made, 1};
  return *made;
}

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_TAPE_H
