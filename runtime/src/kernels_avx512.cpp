// The kernels for processors with AVX-512 F, DQ, VL and BW; compiled for them alone.
#define CLANGENT_EIGEN EigenForAvx512
#define CLANGENT_KERNELS avx512_kernels
#include "kernels_body.h"
