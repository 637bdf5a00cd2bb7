// What can be told of a value's size from how it is computed: enough to know that a denominator is not zero, and then a
// derivative needs no guard.
#pragma once

#include "IR/Function.h"

namespace clangent::rules {

// A number that v is never below, unless it is NaN; minus infinity when nothing is known. Rounding counts.
long double lowerBound(const ir::Module &module, const ir::Function &function, ir::ValueId v);

// Is v so far above zero that no finite number divided by it is infinite, up to the limits of the format?
bool isSurelyPositive(const ir::Module &module, const ir::Function &function, ir::ValueId v);

} // namespace clangent::rules
