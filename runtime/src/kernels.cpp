// The choice of kernels, made once, and the number of threads under them.
#include "kernels.h"

#include <clangent/tensor/threads.h>

#ifdef CLANGENT_HAVE_OPENBLAS
extern "C" {
void openblas_set_num_threads(int count);
int openblas_get_num_threads(void);
}
#endif

namespace clangent {
namespace detail {

extern const Kernels base_kernels;
#ifdef CLANGENT_HAVE_AVX2_KERNELS
extern const Kernels avx2_kernels;
#endif

const Kernels &kernels() {
#ifdef CLANGENT_HAVE_AVX2_KERNELS
  static const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return wide ? avx2_kernels : base_kernels;
#else
  return base_kernels;
#endif
}

} // namespace detail

#ifdef CLANGENT_HAVE_OPENBLAS
void set_threads(int count) { openblas_set_num_threads(count < 1 ? 1 : count); }
int threads() { return openblas_get_num_threads(); }
#else
void set_threads(int) {}
int threads() { return 1; }
#endif

} // namespace clangent
