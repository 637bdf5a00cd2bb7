// Blocks of tensor memory and the per-thread store of freed ones. Under a
// sanitizer nothing is kept, so that use after free is seen.
#include <clangent/tensor/buffer.h>

#include <clangent/tensor/error.h>

#include <array>
#include <cstdlib>
#include <new>

namespace clangent {
namespace detail {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool keep_blocks = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool keep_blocks = false;
#else
constexpr bool keep_blocks = true;
#endif
#else
constexpr bool keep_blocks = true;
#endif

constexpr std::size_t smallest_block = 256;
constexpr int class_count = 4 * 40;
/// A thread keeps at most this many bytes of freed blocks.
constexpr std::size_t most_kept = std::size_t(1) << 28;

std::atomic<std::size_t> bytes_in_use{0}, most_in_use{0};

/// Size classes: four per power of two, so at most a quarter is wasted.
int size_class_of(std::size_t bytes, std::size_t &capacity) {
  int size_class = 0;
  for (std::size_t base = smallest_block; size_class < class_count; base *= 2)
    for (std::size_t quarter = 4; quarter < 8; ++quarter, ++size_class)
      if (bytes <= base / 4 * quarter) {
        capacity = base / 4 * quarter;
        return size_class;
      }
  throw TensorError("memory", "cannot hold " + std::to_string(bytes) + " bytes");
}

struct Store {
  std::array<Block *, class_count> free{};
  std::size_t kept = 0;

  void clear() noexcept {
    for (Block *&head : free)
      while (head) {
        Block *const next = head->next;
        head->~Block();
        std::free(head);
        head = next;
      }
    kept = 0;
  }
  ~Store();
};

/// Set once a thread's store is gone: tensors with static storage outlive it.
thread_local bool store_closed = false;
thread_local Store store;

Store::~Store() {
  clear();
  store_closed = true;
}

void count_use(std::size_t bytes) {
  const std::size_t now = bytes_in_use.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  std::size_t most = most_in_use.load(std::memory_order_relaxed);
  while (now > most && !most_in_use.compare_exchange_weak(most, now, std::memory_order_relaxed)) {
  }
}

} // namespace

Block *acquire_block(std::size_t bytes) {
  std::size_t capacity = 0;
  const int size_class = size_class_of(bytes, capacity);
  Block *block = store_closed ? nullptr : store.free[size_class];
  if (block) {
    store.free[size_class] = block->next;
    store.kept -= capacity;
    block->owners.store(1, std::memory_order_relaxed);
  } else {
    void *const memory = std::aligned_alloc(alignof(Block), sizeof(Block) + capacity);
    if (!memory)
      throw TensorError("memory", "no room for " + std::to_string(bytes) + " bytes");
    block = new (memory) Block;
    block->size_class = size_class;
    block->capacity = capacity;
  }
  count_use(capacity);
  return block;
}

void recycle_block(Block *block) noexcept {
  bytes_in_use.fetch_sub(block->capacity, std::memory_order_relaxed);
  if (!keep_blocks || store_closed || store.kept + block->capacity > most_kept) {
    block->~Block();
    std::free(block);
    return;
  }
  block->next = store.free[block->size_class];
  store.free[block->size_class] = block;
  store.kept += block->capacity;
}

} // namespace detail

void release_cached_memory() noexcept { detail::store.clear(); }

std::size_t tensor_bytes() noexcept { return detail::bytes_in_use.load(std::memory_order_relaxed); }
std::size_t peak_tensor_bytes() noexcept { return detail::most_in_use.load(std::memory_order_relaxed); }
void reset_peak_tensor_bytes() noexcept { detail::most_in_use.store(detail::bytes_in_use.load()); }

} // namespace clangent
