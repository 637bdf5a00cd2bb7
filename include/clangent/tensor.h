// The tensor runtime as a whole: tensors, operations with their adjoints,
// random numbers, initialisers, printing. Optimisers and files have headers of
// their own: clangent/tensor/optim.h, clangent/tensor/files.h.
#ifndef CLANGENT_TENSOR_H
#define CLANGENT_TENSOR_H

#include <clangent/detail/language.h>

#include <clangent/tensor/accumulate.h>
#include <clangent/tensor/activations.h>
#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/blocks.h>
#include <clangent/tensor/compare.h>
#include <clangent/tensor/convolution.h>
#include <clangent/tensor/create.h>
#include <clangent/tensor/cumulative.h>
#include <clangent/tensor/extrema.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/init.h>
#include <clangent/tensor/join.h>
#include <clangent/tensor/layers.h>
#include <clangent/tensor/linalg.h>
#include <clangent/tensor/loss.h>
#include <clangent/tensor/loss_classes.h>
#include <clangent/tensor/math.h>
#include <clangent/tensor/matrix_views.h>
#include <clangent/tensor/normalise.h>
#include <clangent/tensor/pooling.h>
#include <clangent/tensor/print.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/reductions.h>
#include <clangent/tensor/softmax.h>
#include <clangent/tensor/tangents.h>
#include <clangent/tensor/tangents_layers.h>
#include <clangent/tensor/tangents_parts.h>
#include <clangent/tensor/tensor_class.h>
#include <clangent/tensor/views.h>

#endif
