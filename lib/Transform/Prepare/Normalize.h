// Brings addresses into one form before promotion: Element where an array is indexed, no const casts below an
// address computation. In: any function; out: the same function, same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_NORMALIZE_H
#define CLANGENT_TRANSFORM_PREPARE_NORMALIZE_H

#include "IR/Function.h"

namespace clangent::transform {

void normalizeAddresses(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_NORMALIZE_H
