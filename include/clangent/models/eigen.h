// What is known of Eigen; read at the end of files that have it. See docs/internals/eigen.md.
#ifndef CLANGENT_MODELS_EIGEN_H
#define CLANGENT_MODELS_EIGEN_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "eigen_dense.h"
#include "eigen_solvers.h"

#endif // CLANGENT_MODELS_EIGEN_H
