// Removes what nobody uses: values, objects that are only written, carried values, branches and loops without effect.
#pragma once

#include "IR/Function.h"

namespace clangent::transform {

// Returns whether anything was removed.
bool removeDead(ir::Module &module, ir::Function &function);

} // namespace clangent::transform
