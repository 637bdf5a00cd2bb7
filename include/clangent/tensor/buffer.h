// Shared, counted memory under tensors. Freed blocks are kept per thread and
// size class and handed out again, so that a training step of fixed shapes
// does not reach the system's allocator after its first run.
#ifndef CLANGENT_TENSOR_BUFFER_H
#define CLANGENT_TENSOR_BUFFER_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace clangent::detail {

// Head of a block; the data follow at the next multiple of 64 bytes.
struct alignas(64) Block {
  std::atomic<std::int32_t> owners{1};
  std::int32_t size_class = 0;
  std::size_t capacity = 0;
  Block *next = nullptr;
  void *data() { return this + 1; }
};

Block *acquire_block(std::size_t bytes);
void recycle_block(Block *block) noexcept;

class Buffer {
public:
  Buffer() = default;
  explicit Buffer(std::size_t bytes) : block_(acquire_block(bytes)) {}
  Buffer(const Buffer &other) noexcept : block_(other.block_) {
    if (block_)
      block_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  Buffer(Buffer &&other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Buffer &operator=(Buffer other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~Buffer() {
    if (block_)
      release();
  }

  explicit operator bool() const { return block_ != nullptr; }
  void *data() const { return block_ ? block_->data() : nullptr; }
  bool unique() const { return block_ && block_->owners.load(std::memory_order_acquire) == 1; }

private:
  // An only owner needs no atomic subtraction: nobody else can add one.
  void release() noexcept {
    if (block_->owners.load(std::memory_order_acquire) == 1 ||
        block_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
      recycle_block(block_);
  }

  Block *block_ = nullptr;
};

} // namespace clangent::detail

namespace clangent {

// Gives this thread's kept blocks back to the system.
void release_cached_memory() noexcept;

// Bytes that tensors hold now, and the most they ever held: exact for the
// calling thread; what another one did counts once it exceeds 256 kB, or when
// the thread asks or ends.
std::size_t tensor_bytes() noexcept;
std::size_t peak_tensor_bytes() noexcept;
void reset_peak_tensor_bytes() noexcept;

} // namespace clangent

#endif
