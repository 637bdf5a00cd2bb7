// Removes what nobody uses: values, objects that are only written, carried values, branches and loops without effect.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_DEAD_H
#define CLANGENT_TRANSFORM_SIMPLIFY_DEAD_H

#include "IR/Function.h"

namespace clangent::transform {

// Returns whether anything was removed.
bool removeDead(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_DEAD_H
