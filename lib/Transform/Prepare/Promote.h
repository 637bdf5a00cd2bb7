// Turns objects whose address does not escape into SSA values: structs and arrays with constant indices are split
// into their scalars, and scalars become values carried by regions. In: a function in memory form, as Frontend
// makes it; out: structured SSA, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_PROMOTE_H
#define CLANGENT_TRANSFORM_PREPARE_PROMOTE_H

#include "IR/Function.h"

namespace clangent::transform {

void promote(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_PROMOTE_H
