// Gives every value that is not folded a C++ variable, the same one to values that hand a loop's or an If's state on.
#ifndef CLANGENT_EMIT_COALESCING_H
#define CLANGENT_EMIT_COALESCING_H

#include "Emit/Plan.h"

namespace clangent::emit {

void assignVariables(Plan &plan);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_COALESCING_H
