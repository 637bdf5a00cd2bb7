// Joins branches on the same condition that follow each other.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_BRANCHES_H
#define CLANGENT_TRANSFORM_SIMPLIFY_BRANCHES_H

#include "IR/Function.h"

namespace clangent::transform {

// Returns whether anything changed.
bool mergeBranches(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_BRANCHES_H
