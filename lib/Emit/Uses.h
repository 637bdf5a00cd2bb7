// The first step of the preparation: what is printed at all, who uses what, which Ifs become c ? a : b.
#ifndef CLANGENT_EMIT_USES_H
#define CLANGENT_EMIT_USES_H

#include "Emit/Plan.h"

namespace clangent::emit {

void findUses(Plan &plan);
void findTernaries(Plan &plan);

// The place where the text of operation `op` reads its operand `index`.
Point readingPoint(const Plan &plan, const Use &use);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_USES_H
