// Names for the variables of a plan: the user's own where there is one, unique wherever it is visible.
#pragma once

#include "Emit/Plan.h"

namespace clangent::emit {

void nameVariables(Plan &plan);

} // namespace clangent::emit
