// Kernels that exist once per instruction set: compiled for every processor of
// the architecture, for those with AVX2 and FMA, and for those with AVX-512.
// kernels() is the widest that this machine runs. Random numbers do not come
// through here.
#ifndef CLANGENT_RUNTIME_KERNELS_H
#define CLANGENT_RUNTIME_KERNELS_H

#include <clangent/tensor/linalg.h>

namespace clangent::detail {

// c += alpha a b
template <class T>
using GemmKernel = void (*)(T alpha, const MatrixRef<T> &a, const MatrixRef<T> &b, T *c, std::int64_t c_stride);
using ArrayKernel = void (*)(const float *x, float *y, std::int64_t n);

struct Kernels {
  GemmKernel<float> gemm_float;
  GemmKernel<double> gemm_double;
  GemmKernel<std::int32_t> gemm_int32;
  GemmKernel<std::int64_t> gemm_int64;
  ArrayKernel exp, log, sin, cos, tanh, sigmoid;
};

// Instruction sets of x86-64 from narrow to wide; sse is what all have, and
// stands for every other architecture's own.
enum class InstructionSet { sse, avx, avx2, avx512 };

// The widest set that this processor has and kernels were compiled for.
InstructionSet instruction_set();
const Kernels &kernels();
// Those of one set, or null if they were not compiled.
const Kernels *kernels_of(InstructionSet set);

// The set that OpenBLAS's kernels for a core use; avx512 if the core is not
// known, for OpenBLAS knows better then.
InstructionSet set_of_core(const char *core);
// Whether products are OpenBLAS's: it is there, and its kernels are not
// narrower than kernels(). It may have mistaken the processor.
bool products_by_blas();

// Memory for a kernel's own use, on a boundary of 64 bytes; kept by the
// thread like that of tensors.
void *acquire_space(std::size_t bytes);
void release_space(void *space) noexcept;

} // namespace clangent::detail

#endif
