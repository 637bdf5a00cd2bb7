// Views: other shapes over the same memory, as functions and as members.
#ifndef CLANGENT_TENSOR_VIEWS_H
#define CLANGENT_TENSOR_VIEWS_H

#include <clangent/tensor/tensor_view.h>
#include <clangent/tensor/view_functions.h>

#endif
