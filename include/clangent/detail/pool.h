// The memory of one thread's tape: a bump allocator over a list of chunks for frames, and recycled blocks for stacks.
// It is given back where the thread ends, and can still be asked for after that.
#ifndef CLANGENT_DETAIL_POOL_H
#define CLANGENT_DETAIL_POOL_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <cstddef>
#include <new>
#include <type_traits>

namespace clangent {
namespace detail {

// POSIX; <cstdio> and <cstdlib> would cost every file that includes this more than the tape itself.
extern "C" std::ptrdiff_t write(int file, const void *bytes, std::size_t count);

// Stops the program: it is about to compute a wrong derivative.
[[noreturn]] inline __attribute__((noinline, cold)) void fail(const char *message) {
  static_cast<void>(write(2, message, __builtin_strlen(message)));
  static_cast<void>(write(2, "\n", 1));
  __builtin_abort();
}

// An array that no memory could hold: the derivative ends as one that runs out of memory does.
[[noreturn]] inline __attribute__((noinline, cold)) void failTooLarge() {
#if defined(__cpp_exceptions)
  throw std::bad_array_new_length();
#else
  fail("clangent: an array on the tape is larger than the address space");
#endif
}

// The bytes of an array with one extent for each loop of a nest, whose product has to fit. An extent that is zero or
// negative means none.
template <class... Counts> inline std::size_t bytesOf(std::size_t size, Counts... counts) {
  if (!((counts > 0) && ...))
    return 0;
  std::size_t bytes = size;
  bool overflows = false;
  ((overflows |= __builtin_mul_overflow(bytes, counts, &bytes)), ...);
  if (__builtin_expect(overflows || bytes > static_cast<std::size_t>(-1) / 4, 0))
    failTooLarge();
  return bytes;
}

class Pool {
  struct alignas(64) Chunk {
    Chunk *next;
    std::size_t size; // of the memory behind this head
    char *memory() { return reinterpret_cast<char *>(this + 1); }
  };

public:
  static constexpr std::size_t blockAlignment = 64;

  // A place in the chunks to come back to.
  struct Mark {
    Chunk *chunk;
    char *top;
  };

  // Memory of a stack; several form a list, the first of which has no previous one.
  struct alignas(blockAlignment) Block {
    Block *previous, *next;
    std::size_t size;
    unsigned sizeClass;
    void *memory() { return this + 1; }
  };
  static Block *blockOf(const void *memory) noexcept { return static_cast<Block *>(const_cast<void *>(memory)) - 1; }

  constexpr Pool() noexcept = default;
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;

  Mark mark() const noexcept { return {chunk, top}; }

  void release(const Mark &to) noexcept {
    // The first frame of a thread was opened before there was any chunk.
    if (__builtin_expect(!to.chunk, 0))
      return releaseAll();
    chunk = to.chunk;
    top = to.top;
    end = chunk->memory() + chunk->size;
  }

  void *take(std::size_t bytes, std::size_t alignment) {
    const std::size_t padding = -reinterpret_cast<std::size_t>(top) & (alignment - 1);
    if (__builtin_expect(bytes + padding > static_cast<std::size_t>(end - top), 0))
      return takeElsewhere(bytes, alignment);
    char *const memory = top + padding;
    top = memory + bytes;
    return memory;
  }

  // A block of at least one element for a stack whose last block is `after`, twice as large as that one.
  Block *borrow(Block *after, std::size_t elementSize) {
    unsigned sizeClass = after ? after->sizeClass + (after->sizeClass < largestClass) : 0;
    while (sizeOfClass(sizeClass) < elementSize)
      ++sizeClass;
    Block *block = free[sizeClass];
    if (block)
      free[sizeClass] = block->next;
    else
      block = newBlock(sizeClass);
    block->previous = after;
    block->next = nullptr;
    if (after)
      after->next = block;
    return block;
  }

  // Takes back the whole list that `block` is part of.
  void giveBack(Block *block) noexcept {
    while (block->previous)
      block = block->previous;
    while (block) {
      Block *const next = block->next;
      block->next = free[block->sizeClass];
      free[block->sizeClass] = block;
      block = next;
    }
  }

  std::size_t bytes() const noexcept { return held; }

  // Gives back what no frame and no stack uses.
  void trim() noexcept {
    for (Block *&list : free)
      while (list) {
        Block *const block = list;
        list = block->next;
        held -= sizeof(Block) + block->size;
        ::operator delete(block, std::align_val_t(blockAlignment));
      }
    if (chunk) {
      freeChunks(chunk->next);
      chunk->next = nullptr;
    }
  }

private:
  static constexpr std::size_t firstChunk = std::size_t(1) << 16;
  static constexpr std::size_t firstBlock = 512;
  static constexpr unsigned largestClass = 12; // blocks for ordinary elements grow up to 2 MiB
  static constexpr unsigned classes = 48;

  // Of the memory behind a block's head: what doubles its size fits.
  static constexpr std::size_t sizeOfClass(unsigned sizeClass) { return firstBlock << sizeClass; }

  // Gives the memory back where the thread ends. Destructors of other static and thread-local objects may come later
  // and ask for derivatives: the pool itself has no destructor, and from then on keeps nothing between derivatives.
  struct Closer {
    Pool &pool;
    ~Closer() {
      pool.giveAllBack();
      pool.closed = true;
    }
  };

  // A thread has one pool, and this is its first memory.
  void registerCloser() { static thread_local const Closer closer{*this}; }

  void giveAllBack() noexcept {
    trim();
    freeChunks(first);
    first = chunk = nullptr;
    top = end = nullptr;
  }

  __attribute__((noinline)) void releaseAll() noexcept {
    if (closed)
      giveAllBack();
    else if (first)
      enter(first);
  }

  void enter(Chunk *to) noexcept {
    chunk = to;
    top = to->memory();
    end = top + to->size;
  }

  // Goes on in the next chunk that is large enough, moved up behind the present one, or in a new one.
  __attribute__((noinline)) void *takeElsewhere(std::size_t bytes, std::size_t alignment) {
    const std::size_t needed = bytes + alignment;
    Chunk **link = chunk ? &chunk->next : &first;
    Chunk **found = link;
    std::size_t largest = chunk ? chunk->size : firstChunk / 2;
    for (; *found && (*found)->size < needed; found = &(*found)->next)
      largest = (*found)->size > largest ? (*found)->size : largest;
    Chunk *next = *found;
    if (next)
      *found = next->next;
    else
      next = newChunk(needed > 2 * largest ? needed : 2 * largest);
    next->next = *link;
    *link = next;
    enter(next);
    return take(bytes, alignment);
  }

  Chunk *newChunk(std::size_t size) {
    registerCloser();
    void *const memory = ::operator new(sizeof(Chunk) + size, std::align_val_t(alignof(Chunk)));
    held += sizeof(Chunk) + size;
    return ::new (memory) Chunk{nullptr, size};
  }

  Block *newBlock(unsigned sizeClass) {
    registerCloser();
    const std::size_t size = sizeOfClass(sizeClass);
    void *const memory = ::operator new(sizeof(Block) + size, std::align_val_t(blockAlignment));
    held += sizeof(Block) + size;
    return ::new (memory) Block{nullptr, nullptr, size, sizeClass};
  }

  void freeChunks(Chunk *list) noexcept {
    while (list) {
      Chunk *const next = list->next;
      held -= sizeof(Chunk) + list->size;
      ::operator delete(list, std::align_val_t(alignof(Chunk)));
      list = next;
    }
  }

  Chunk *chunk = nullptr; // the one that `top` is in
  char *top = nullptr, *end = nullptr;
  Chunk *first = nullptr;
  Block *free[classes] = {};
  std::size_t held = 0;
  bool closed = false;
};
static_assert(std::is_trivially_destructible_v<Pool>, "clangent: the thread's end must leave the pool usable");

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_POOL_H
