// What a benchmark takes from the heap, and the most memory the process has had.

#ifndef CLANGENT_BENCH_MEMORY_H
#define CLANGENT_BENCH_MEMORY_H

#include <cstddef>

namespace bench {

// Calls of malloc, calloc, realloc and the aligned forms in this process so far.
std::size_t heap_calls();

// Peak resident memory of this process in kilobytes; -1 if the system does not say.
long peak_kilobytes();

} // namespace bench

#endif
