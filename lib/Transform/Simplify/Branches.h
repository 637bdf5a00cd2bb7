// Joins branches on the same condition that follow each other.
#pragma once

#include "IR/Function.h"

namespace clangent::transform {

// Returns whether anything changed.
bool mergeBranches(ir::Module &module, ir::Function &function);

} // namespace clangent::transform
