// The kernels for processors with AVX2 and FMA; compiled for them alone.
#define CLANGENT_EIGEN EigenForAvx2
#define CLANGENT_KERNELS avx2_kernels
#include "kernels_body.h"
