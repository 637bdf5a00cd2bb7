// The derivatives of the elementary functions, as IR. The formulas stand in Elementary.def.
#ifndef CLANGENT_RULES_ELEMENTARY_H
#define CLANGENT_RULES_ELEMENTARY_H

#include "Rules/Formula.h"

namespace clangent::rules {

struct Partial {
  ir::ValueId value;   // invalid when the derivative is zero
  bool isZero = false; // contributes nothing
};

// d result / d operand k, built at the builder's place from the operation's operands and its result, as far as
// partialNeeds tells; the others may be invalid.
Partial partial(ir::Builder &builder, ir::MathFunction function, const std::vector<ir::ValueId> &operands,
                ir::ValueId result, unsigned k);

// What partial() reads.
Needs partialNeeds(ir::MathFunction function, unsigned k);

// Is the partial one of two numbers, zero and one or minus one, under a condition? Then the function hands its operand
// on where it is not zero, as the maximum does.
bool isChoice(ir::MathFunction function, unsigned k);

// False: the derivative is zero everywhere, as of floor, or the operand is an integer.
bool isDifferentiable(ir::MathFunction function, unsigned k);

} // namespace clangent::rules

#endif // CLANGENT_RULES_ELEMENTARY_H
