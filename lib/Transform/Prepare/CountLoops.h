// Recognises counted loops: a While whose condition compares a counter with a bound that the loop does not change, and
// whose counter moves by an invariant step, becomes a For. In and out: structured SSA, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_COUNTLOOPS_H
#define CLANGENT_TRANSFORM_PREPARE_COUNTLOOPS_H

#include "IR/Function.h"

namespace clangent::transform {

void countLoops(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_COUNTLOOPS_H
