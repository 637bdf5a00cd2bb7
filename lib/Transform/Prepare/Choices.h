// Chosen objects: what is read or written through the choice of one of several objects, as `c ? a : b` is of structs,
// is read or written in each of them under its condition. Then they are reached by name alone, and can be split.
#ifndef CLANGENT_TRANSFORM_PREPARE_CHOICES_H
#define CLANGENT_TRANSFORM_PREPARE_CHOICES_H

#include "IR/Function.h"

namespace clangent::transform {

// Was there any?
bool openChoices(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_CHOICES_H
