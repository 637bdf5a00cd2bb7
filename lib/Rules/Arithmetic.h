// How a derivative passes through one scalar operation: the product of d with the partial derivative, in the form that
// is best for that operation. It is linear in d, so tangent mode (d: the operand's tangent) and adjoint mode (d: the
// result's adjoint) share it.
#pragma once

#include "Rules/Elementary.h"

namespace clangent::rules {

// d * d op/d operand number `operand`, built at the builder's place; nothing when it is zero. Where the partial may be
// infinite or NaN, d == 0 gives 0. `op` may be one of the builder's function or a copy whose operands and result were
// replaced; those that contributionNeeds tells must be usable at that place, the others are asked for their type and definition only.
std::optional<ir::ValueId> contribution(ir::Builder &builder, const ir::Op &op, unsigned operand, ir::ValueId d);

// Which of the operation's operands and result contribution() reads.
Needs contributionNeeds(const ir::Op &op, unsigned operand);

// Can d result/d operand be other than zero? False for every operation and operand that is not a floating number, and
// for operations that are not scalar: memory, regions, calls have rules of their own.
bool carriesDerivative(const ir::Module &module, const ir::Function &function, const ir::Op &op, unsigned operand);

} // namespace clangent::rules
