// Names for the variables of a plan: the user's own where there is one, unique wherever it is visible.
#ifndef CLANGENT_EMIT_NAMING_H
#define CLANGENT_EMIT_NAMING_H

#include "Emit/Plan.h"

namespace clangent::emit {

void nameVariables(Plan &plan);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_NAMING_H
