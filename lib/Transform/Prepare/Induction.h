// Replaces values that a counted loop steps by an invariant amount in every iteration, integers and pointers, by their
// closed form in the counter: then they need neither to be carried nor to be stored for the reverse sweep.
// In and out: structured SSA with counted loops, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_INDUCTION_H
#define CLANGENT_TRANSFORM_PREPARE_INDUCTION_H

#include "IR/Function.h"

namespace clangent::transform {

void closeInductions(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_INDUCTION_H
