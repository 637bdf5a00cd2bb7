// The choice of kernels, made once, and the number of threads under them.
#include "kernels.h"

#include <clangent/tensor/buffer.h>
#include <clangent/tensor/threads.h>

#include <cstring>

#ifdef CLANGENT_HAVE_OPENBLAS
extern "C" {
void openblas_set_num_threads(int count);
int openblas_get_num_threads(void);
char *openblas_get_corename(void);
}
#endif

namespace clangent {
namespace detail {

extern const Kernels base_kernels;
#ifdef CLANGENT_HAVE_AVX2_KERNELS
extern const Kernels avx2_kernels;
#endif
#ifdef CLANGENT_HAVE_AVX512_KERNELS
extern const Kernels avx512_kernels;
#endif

const Kernels *kernels_of(InstructionSet set) {
  switch (set) {
  case InstructionSet::sse:
    return &base_kernels;
  case InstructionSet::avx:
    return nullptr;
  case InstructionSet::avx2:
#ifdef CLANGENT_HAVE_AVX2_KERNELS
    return &avx2_kernels;
#else
    return nullptr;
#endif
  case InstructionSet::avx512:
#ifdef CLANGENT_HAVE_AVX512_KERNELS
    return &avx512_kernels;
#else
    return nullptr;
#endif
  }
  return nullptr;
}

namespace {

InstructionSet widest_set() {
#ifdef CLANGENT_HAVE_AVX512_KERNELS
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma"))
    return InstructionSet::avx512;
#endif
#ifdef CLANGENT_HAVE_AVX2_KERNELS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return InstructionSet::avx2;
#endif
  return InstructionSet::sse;
}

const char *name_of(InstructionSet set) {
  switch (set) {
  case InstructionSet::sse:
    return "every processor";
  case InstructionSet::avx:
    return "AVX";
  case InstructionSet::avx2:
    return "AVX2";
  case InstructionSet::avx512:
    return "AVX-512";
  }
  return "";
}

// OpenBLAS's names of cores, in the spelling of openblas_get_corename.
struct Core {
  const char *name;
  InstructionSet set;
};
constexpr Core cores[] = {{"Katmai", InstructionSet::sse},
                          {"Coppermine", InstructionSet::sse},
                          {"Northwood", InstructionSet::sse},
                          {"Banias", InstructionSet::sse},
                          {"Prescott", InstructionSet::sse},
                          {"Core2", InstructionSet::sse},
                          {"Penryn", InstructionSet::sse},
                          {"Dunnington", InstructionSet::sse},
                          {"Nehalem", InstructionSet::sse},
                          {"Atom", InstructionSet::sse},
                          {"Nano", InstructionSet::sse},
                          {"Athlon", InstructionSet::sse},
                          {"Opteron", InstructionSet::sse},
                          {"Opteron_SSE3", InstructionSet::sse},
                          {"Barcelona", InstructionSet::sse},
                          {"Bobcat", InstructionSet::sse},
                          {"Generic", InstructionSet::sse},
                          {"Sandybridge", InstructionSet::avx},
                          {"Bulldozer", InstructionSet::avx},
                          {"Piledriver", InstructionSet::avx2},
                          {"Steamroller", InstructionSet::avx2},
                          {"Haswell", InstructionSet::avx2},
                          {"Zen", InstructionSet::avx2},
                          {"Excavator", InstructionSet::avx2},
                          {"SkylakeX", InstructionSet::avx512},
                          {"Cooperlake", InstructionSet::avx512},
                          {"SapphireRapids", InstructionSet::avx512}};

} // namespace

InstructionSet instruction_set() {
  static const InstructionSet set = widest_set();
  return set;
}
const Kernels &kernels() {
  static const Kernels &chosen = *kernels_of(instruction_set());
  return chosen;
}

InstructionSet set_of_core(const char *core) {
  for (const Core &known : cores)
    if (std::strcmp(known.name, core) == 0)
      return known.set;
  return InstructionSet::avx512;
}

bool products_by_blas() {
#ifdef CLANGENT_HAVE_OPENBLAS
  static const bool wide = set_of_core(openblas_get_corename()) >= instruction_set();
  return wide;
#else
  return false;
#endif
}

void *acquire_space(std::size_t bytes) { return acquire_block(bytes)->data(); }
void release_space(void *space) noexcept { recycle_block(static_cast<Block *>(space) - 1); }

} // namespace detail

std::string product_kernels() {
  const std::string own = std::string("Eigen for ") + detail::name_of(detail::instruction_set());
#ifdef CLANGENT_HAVE_OPENBLAS
  const std::string blas = std::string("OpenBLAS for ") + openblas_get_corename();
  return detail::products_by_blas() ? blas : own + ", not " + blas;
#else
  return own;
#endif
}

#ifdef CLANGENT_HAVE_OPENBLAS
void set_threads(int count) { openblas_set_num_threads(count < 1 ? 1 : count); }
int threads() { return openblas_get_num_threads(); }
#else
void set_threads(int) {}
int threads() { return 1; }
#endif

} // namespace clangent
