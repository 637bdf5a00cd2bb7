// An array of the tape whose elements a loop sets to zero right behind it is made of zeros. In and out: structured SSA,
// same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_ZEROEDARRAYS_H
#define CLANGENT_TRANSFORM_PREPARE_ZEROEDARRAYS_H

#include "IR/Function.h"

namespace clangent::transform {

void zeroArrays(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_ZEROEDARRAYS_H
