// Shadows of local objects whose address is kept: by a pointer in memory, a carried pointer, a call. They must be one
// object from the forward to the reverse sweep, so they move to the tape. All others are made anew, zeroed, where the
// reverse sweep visits their scope.
#ifndef CLANGENT_TRANSFORM_PLAN_ESCAPINGSHADOWS_H
#define CLANGENT_TRANSFORM_PLAN_ESCAPINGSHADOWS_H

#include "Transform/Differentiate/Shadows.h"

namespace clangent::transform {

// `keepTop`: objects of the function's own scope are still alive in the reverse sweep and stay where they are.
void keepEscapingShadows(ir::Module &module, ir::Function &function, const Shadows &shadows, bool keepTop);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_ESCAPINGSHADOWS_H
