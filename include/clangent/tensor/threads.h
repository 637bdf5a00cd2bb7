// How many threads the libraries under the runtime may use. The runtime itself
// starts none.
#ifndef CLANGENT_TENSOR_THREADS_H
#define CLANGENT_TENSOR_THREADS_H

namespace clangent {

/// For matrix products, where the library takes it (OpenBLAS). Results are
/// reproducible to the bit for one and the same number.
void set_threads(int count);
int threads();

} // namespace clangent

#endif
