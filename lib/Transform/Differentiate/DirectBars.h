// Adds to adjoints where they live. A rule that fills a zero which is then added to a sum, or to the shadow of an
// object, is given the sum or the shadow itself, as somebody writing by hand would do. Comes last: afterwards
// operations named InPlace may write memory.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_DIRECTBARS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_DIRECTBARS_H

#include "IR/Function.h"

namespace clangent::transform {

void addToBarsDirectly(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_DIRECTBARS_H
