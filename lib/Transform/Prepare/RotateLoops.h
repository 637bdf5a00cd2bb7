// Gives loops with a test in the middle their plain form: where a loop runs on a flag that its body sets to the outcome
// of a test behind pure operations, and everything else stands under that test, the test becomes the loop's condition.
// `while (i-- > 0)` is such a loop after lowering. In and out: structured SSA, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_ROTATELOOPS_H
#define CLANGENT_TRANSFORM_PREPARE_ROTATELOOPS_H

#include "IR/Function.h"

namespace clangent::transform {

void rotateLoops(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_ROTATELOOPS_H
