// Counts heap allocations by standing in front of the C library's allocator (glibc).

#include "memory.h"

#include <atomic>
#include <cerrno>
#include <cstdio>

namespace {
std::atomic<std::size_t> calls{0};

void count() { calls.fetch_add(1, std::memory_order_relaxed); }
} // namespace

extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);

void *malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}

void *calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}

void *realloc(void *memory, std::size_t size) {
  count();
  return __libc_realloc(memory, size);
}

void *aligned_alloc(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, std::size_t alignment, std::size_t size) {
  count();
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}
}

namespace bench {

std::size_t heap_calls() { return calls.load(std::memory_order_relaxed); }

// The high-water mark of this program alone; getrusage's would include that of the parent process.
long peak_kilobytes() {
  std::FILE *const status = std::fopen("/proc/self/status", "r");
  if (!status)
    return -1;
  long peak = -1;
  char line[256];
  while (peak < 0 && std::fgets(line, sizeof line, status))
    if (std::sscanf(line, "VmHWM: %ld", &peak) != 1)
      peak = -1;
  std::fclose(status);
  return peak;
}

} // namespace bench
