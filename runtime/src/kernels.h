// Kernels that exist twice: compiled for every processor of the architecture,
// and for those with AVX2 and FMA. kernels() is the better of the two that
// this machine runs. Random numbers do not come through here.
#ifndef CLANGENT_RUNTIME_KERNELS_H
#define CLANGENT_RUNTIME_KERNELS_H

#include <clangent/tensor/linalg.h>

namespace clangent::detail {

/// c += alpha a b
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

const Kernels &kernels();

} // namespace clangent::detail

#endif
