// What the libraries under the runtime use: threads, of which the runtime
// itself starts none, and kernels for this processor.
#ifndef CLANGENT_TENSOR_THREADS_H
#define CLANGENT_TENSOR_THREADS_H

#include <string>

namespace clangent {

// For matrix products, where the library takes it (OpenBLAS). Results are
// reproducible to the bit for one and the same number.
void set_threads(int count);
int threads();

// Whose matrix products run here and for which processor: "OpenBLAS for
// SkylakeX", "Eigen for AVX-512, not OpenBLAS for Prescott".
std::string product_kernels();

} // namespace clangent

#endif
