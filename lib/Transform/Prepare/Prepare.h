// From functions in memory form to what differentiation wants: structured SSA, small callees inlined, counted loops
// recognised. In: a module as Frontend lowered it; out: the same functions, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_PREPARE_H
#define CLANGENT_TRANSFORM_PREPARE_PREPARE_H

#include "IR/Function.h"
#include "Support/Options.h"

namespace clangent::transform {

void prepare(ir::Module &module, const Options &options);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_PREPARE_H
