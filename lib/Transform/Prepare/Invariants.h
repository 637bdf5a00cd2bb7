// Reads what no iteration of a loop changes once, in front of it: the pointers and sizes in objects, p->data and
// v.size(). In and out: structured SSA, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_INVARIANTS_H
#define CLANGENT_TRANSFORM_PREPARE_INVARIANTS_H

#include "IR/Function.h"

namespace clangent::transform {

void hoistInvariants(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_INVARIANTS_H
