// How a derivative passes through one scalar operation: the product of d with the partial derivative, in the form that
// is best for that operation. It is linear in d, so tangent mode (d: the operand's tangent) and adjoint mode (d: the
// result's adjoint) share it.
#ifndef CLANGENT_RULES_ARITHMETIC_H
#define CLANGENT_RULES_ARITHMETIC_H

#include "Rules/Elementary.h"

namespace clangent::rules {

// What a product of zero with an infinite or undefined partial is.
enum class ZeroTimes : uint8_t {
  Ieee,   // NaN
  Strong, // zero, as is the product of anything with a partial of exactly zero
};

// The product of d with a partial. Operations that hand one of their operands on (select, the minimum and maximum) do
// so under a condition; where it does not hold, the operand has nothing to do with the result, and `term` is not meant.
struct Contribution {
  ir::ValueId term;
  ir::ValueId when;         // invalid: always
  bool isWhenFalse = false; // where `when` is false
  bool keepsZero = false;   // for d == 0 the term is zero, whatever the operands are
};

// d * d op/d operand number `operand`, built at the builder's place; nothing when it is zero. `op` may be one of the
// builder's function or a copy whose operands and result were replaced; those that contributionNeeds tells must be
// usable at that place, the others are asked for their type and definition only.
std::optional<Contribution> contribution(ir::Builder &builder, const ir::Op &op, unsigned operand, ir::ValueId d,
                                         ZeroTimes zero = ZeroTimes::Ieee);

// Does contribution() have a condition?
bool isConditional(const ir::Op &op, unsigned operand);

// Which of the operation's operands and result contribution() reads.
Needs contributionNeeds(const ir::Op &op, unsigned operand);

// Can d result/d operand be other than zero? False for every operation and operand that is not a floating number, and
// for operations that are not scalar: memory, regions, calls have rules of their own.
bool carriesDerivative(const ir::Module &module, const ir::Function &function, const ir::Op &op, unsigned operand);

} // namespace clangent::rules

#endif // CLANGENT_RULES_ARITHMETIC_H
