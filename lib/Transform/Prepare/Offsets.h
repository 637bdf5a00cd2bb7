// Pointers that loops carry, and that always lead into the block of another pointer that is carried beside them, become
// how far they are from it: of a container's three pointers one is left, and two integers. So do those that branches
// give beside another one. What derivatives keep of pointers, their shadows among it, is then kept once a block;
// integers are often known in closed form. In: structured SSA with counted loops; out: the same meaning.
#ifndef CLANGENT_TRANSFORM_PREPARE_OFFSETS_H
#define CLANGENT_TRANSFORM_PREPARE_OFFSETS_H

#include "IR/Function.h"

namespace clangent::transform {

// False if there are none.
bool carryOffsets(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_OFFSETS_H
