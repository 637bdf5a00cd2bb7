// Adds to adjoints where they live. A rule that fills a zero which is then added to a sum, or to the shadow of an
// object, is given the sum or the shadow itself, as somebody writing by hand would do. Comes last: afterwards
// operations named InPlace may write memory.
#pragma once

#include "IR/Function.h"

namespace clangent::transform {

void addToBarsDirectly(ir::Module &module, ir::Function &function);

} // namespace clangent::transform
