// Which values have no variable of their own because their text stands where they are used.
#ifndef CLANGENT_EMIT_FOLDING_H
#define CLANGENT_EMIT_FOLDING_H

#include "Emit/Plan.h"

namespace clangent::emit {

void foldExpressions(Plan &plan);

// Calls visit(v) for every value that the text of v reads from a variable: v itself, or the leaves of its expression.
template <class Visit> void forEachLeaf(const Plan &plan, ir::ValueId v, Visit visit) {
  const ir::Op *op = plan.foldedOp(v);
  if (!op) {
    visit(v);
    return;
  }
  for (ir::ValueId operand : op->operands)
    forEachLeaf(plan, operand, visit);
  for (ir::RegionId arm : op->regions)
    for (ir::ValueId yield : plan.function[arm].yields)
      forEachLeaf(plan, yield, visit);
}

// Should the operation be printed as a statement, or as the head of one?
bool isStatement(const Plan &plan, ir::OpId op);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_FOLDING_H
