// The kernels for every processor of the architecture.
#define CLANGENT_EIGEN EigenForAll
#define CLANGENT_KERNELS base_kernels
#include "kernels_body.h"
