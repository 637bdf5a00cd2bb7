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

// Size classes: four per power of two, so at most a quarter is wasted.
constexpr std::size_t smallest_block = 256;
constexpr int smallest_exponent = 8, largest_exponent = 48;
constexpr int class_count = 4 * (largest_exponent - smallest_exponent) + 1;

struct SizeClass {
  int index;
  std::size_t capacity;
};

SizeClass size_class_of(std::size_t bytes) {
  if (bytes <= smallest_block)
    return {0, smallest_block};
  const int exponent = 63 - __builtin_clzll(std::uint64_t(bytes - 1));
  if (exponent >= largest_exponent)
    throw TensorError("memory", "cannot hold " + std::to_string(bytes) + " bytes");
  const std::size_t quarter = (bytes - 1) >> (exponent - 2) & 3;
  return {4 * (exponent - smallest_exponent) + int(quarter) + 1, (quarter + 5) << (exponent - 2)};
}

// Of all threads, but for what each has not reported yet.
std::atomic<std::ptrdiff_t> bytes_in_use{0}, most_in_use{0};

// What one thread did since its last report. Reports are rare, because all
// threads share the sums.
struct Usage {
  static constexpr std::ptrdiff_t most_unreported = 1 << 18;
  std::ptrdiff_t bytes = 0, most = 0;

  void count(std::ptrdiff_t more) noexcept {
    bytes += more;
    if (bytes > most)
      most = bytes;
    if (bytes > most_unreported || bytes < -most_unreported)
      report();
  }
  void report() noexcept {
    const std::ptrdiff_t peak = bytes_in_use.fetch_add(bytes, std::memory_order_relaxed) + most;
    std::ptrdiff_t known = most_in_use.load(std::memory_order_relaxed);
    while (peak > known && !most_in_use.compare_exchange_weak(known, peak, std::memory_order_relaxed)) {
    }
    bytes = most = 0;
  }
};

// A thread keeps at most this many bytes of freed blocks.
constexpr std::size_t most_kept = std::size_t(1) << 28;

// The freed blocks of one thread. It is closed at the thread's end; tensors
// with static storage outlive that.
struct Store {
  enum class State { unused, open, closed };
  State state = State::unused;
  std::array<Block *, class_count> free{};
  std::size_t kept = 0;
  Usage usage;

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
};

// Without a destructor of its own: access to it then costs nothing.
thread_local Store store;

struct StoreCloser {
  ~StoreCloser() {
    store.clear();
    store.usage.report();
    store.state = Store::State::closed;
  }
};

// Whether the thread may keep blocks still.
bool open_store() noexcept {
  if (store.state == Store::State::unused) {
    static thread_local StoreCloser closer;
    store.state = Store::State::open;
  }
  return store.state == Store::State::open;
}

void count_use(std::ptrdiff_t bytes) noexcept {
  store.usage.count(bytes);
  if (store.state == Store::State::closed)
    store.usage.report();
}

Block *new_block(std::size_t bytes, SizeClass size_class) {
  void *const memory = std::aligned_alloc(alignof(Block), sizeof(Block) + size_class.capacity);
  if (!memory)
    throw TensorError("memory", "no room for " + std::to_string(bytes) + " bytes");
  Block *const block = new (memory) Block;
  open_store();
  block->size_class = size_class.index;
  block->capacity = size_class.capacity;
  return block;
}

} // namespace

Block *acquire_block(std::size_t bytes) {
  const SizeClass size_class = size_class_of(bytes);
  Block *block = store.free[std::size_t(size_class.index)];
  if (block) {
    store.free[std::size_t(size_class.index)] = block->next;
    store.kept -= size_class.capacity;
    block->owners.store(1, std::memory_order_relaxed);
  } else {
    block = new_block(bytes, size_class);
  }
  count_use(std::ptrdiff_t(size_class.capacity));
  return block;
}

void recycle_block(Block *block) noexcept {
  const bool is_open = open_store();
  count_use(-std::ptrdiff_t(block->capacity));
  if (!keep_blocks || !is_open || store.kept + block->capacity > most_kept) {
    block->~Block();
    std::free(block);
    return;
  }
  block->next = store.free[std::size_t(block->size_class)];
  store.free[std::size_t(block->size_class)] = block;
  store.kept += block->capacity;
}

} // namespace detail

void release_cached_memory() noexcept { detail::store.clear(); }

std::size_t tensor_bytes() noexcept {
  detail::store.usage.report();
  // What another thread made and did not report yet may be freed already.
  const std::ptrdiff_t bytes = detail::bytes_in_use.load(std::memory_order_relaxed);
  return bytes > 0 ? std::size_t(bytes) : 0;
}
std::size_t peak_tensor_bytes() noexcept {
  detail::store.usage.report();
  const std::ptrdiff_t most = detail::most_in_use.load(std::memory_order_relaxed);
  return most > 0 ? std::size_t(most) : 0;
}
void reset_peak_tensor_bytes() noexcept { detail::most_in_use.store(std::ptrdiff_t(tensor_bytes())); }

} // namespace clangent
