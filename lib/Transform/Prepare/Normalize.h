// Brings addresses into one form before promotion: Element where an array is indexed, no const casts below an
// address computation. In: any function; out: the same function, same meaning.
#pragma once

#include "IR/Function.h"

namespace clangent::transform {

void normalizeAddresses(ir::Module &module, ir::Function &function);

} // namespace clangent::transform
