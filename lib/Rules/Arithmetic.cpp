// The rules of the arithmetic operations, and the products with the partials of elementary functions.
#include "Rules/Arithmetic.h"
#include "Rules/Bounds.h"

namespace clangent::rules {

using namespace ir;

namespace {

bool isConstant(const Builder &builder, ValueId v, long double number) {
  std::optional<long double> c = constantOf(builder.module, builder.function, v);
  return c && *c == number;
}

bool isNonzeroConstant(const Builder &builder, ValueId v) {
  std::optional<long double> c = constantOf(builder.module, builder.function, v);
  return c && *c != 0;
}

// No finite number divided by it is infinite.
bool isNeverZero(const Builder &builder, ValueId v) {
  return isNonzeroConstant(builder, v) || isSurelyPositive(builder.module, builder.function, v);
}

// d == 0 ? 0 : d / y. The quotient rather than a product with 1 / y: it is rounded once.
ValueId guardedDiv(Builder &builder, ValueId d, ValueId y) {
  if (isNeverZero(builder, y) || isNonzeroConstant(builder, d))
    return builder.div(d, y);
  ValueId zero = builder.zero(builder.function[d].type);
  ValueId isZero = builder.compare(Predicate::Eq, d, zero);
  return builder.select(isZero, zero, builder.div(d, y));
}

// x / y = q:  d / y  and  -(d / y) * q
ValueId division(Builder &builder, const Op &op, unsigned operand, ValueId d) {
  ValueId perY = guardedDiv(builder, d, op.operands[1]);
  if (operand == 0)
    return perY;
  if (isNeverZero(builder, op.operands[1]))
    return builder.neg(builder.mul(perY, op.results[0]));
  return builder.neg(builder.guardedMul(perY, op.results[0]));
}

ValueId selection(Builder &builder, const Op &op, unsigned operand, ValueId d) {
  ValueId zero = builder.zero(builder.function[d].type);
  return operand == 1 ? builder.select(op.operands[0], d, zero) : builder.select(op.operands[0], zero, d);
}

// d * p for a partial p that was just built, in the form that needs the fewest operations. Only what rounds alike or
// better is changed.
ValueId product(Builder &builder, ValueId d, const Partial &p) {
  const Op made = builder.function.definingOp(p.value) ? *builder.function.definingOp(p.value) : Op();
  auto isNumber = [&](unsigned k, long double number) { return isConstant(builder, made.operands[k], number); };
  if (isConstant(builder, p.value, 1))
    return d;
  if (isConstant(builder, p.value, -1))
    return builder.neg(d);
  if (made.code == Opcode::Select && isNumber(1, 1) && isNumber(2, 0))
    return builder.select(made.operands[0], d, made.operands[2]);
  if (made.code == Opcode::Select && isNumber(1, 0) && isNumber(2, 1))
    return builder.select(made.operands[0], made.operands[1], d);
  if (made.code == Opcode::Select && isNumber(1, -1) && isNumber(2, 0))
    return builder.select(made.operands[0], builder.neg(d), made.operands[2]);
  if (made.code == Opcode::Math && made.function == MathFunction::Ldexp && isNumber(0, 1))
    return builder.math(MathFunction::Ldexp, {d, made.operands[1]}, builder.function[d].type);
  if (made.code == Opcode::Div && isNumber(0, 1) && p.mayBeNonFinite)
    return guardedDiv(builder, d, made.operands[1]);
  const bool isFinite = made.code == Opcode::Div && constantOf(builder.module, builder.function, made.operands[0]) &&
                        isNeverZero(builder, made.operands[1]);
  const bool isGuarded = p.mayBeNonFinite && !isFinite && !isNonzeroConstant(builder, d);
  return isGuarded ? builder.guardedMul(d, p.value) : builder.mul(d, p.value);
}

// The type of a cast's derivative is that of the other end.
ValueId conversion(Builder &builder, const Op &op, ValueId d) {
  TypeId from = builder.function[op.operands[0]].type, to = builder.function[op.results[0]].type;
  return builder.cast(d, builder.function[d].type == to ? from : to);
}

// Is there a rule for the operation here? A new opcode must be put on one side or the other.
bool hasRule(Opcode code) {
  switch (code) {
  case Opcode::Neg:
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Mul:
  case Opcode::Div:
  case Opcode::GuardedMul:
  case Opcode::Select:
  case Opcode::Cast:
  case Opcode::Math:
    return true;
  case Opcode::Constant:
  case Opcode::Undef:
  case Opcode::Rem:
  case Opcode::BitNot:
  case Opcode::BitAnd:
  case Opcode::BitOr:
  case Opcode::BitXor:
  case Opcode::Shl:
  case Opcode::Shr:
  case Opcode::Not:
  case Opcode::Compare:
  case Opcode::Local:
  case Opcode::Global:
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
  case Opcode::PtrDiff:
  case Opcode::Load:
  case Opcode::Store:
  case Opcode::Update:
  case Opcode::If:
  case Opcode::For:
  case Opcode::While:
  case Opcode::Call:
  case Opcode::Opaque:
  case Opcode::Trap:
  case Opcode::Rule:
  case Opcode::InPlace:
  case Opcode::Trips:
  case Opcode::TapeArray:
  case Opcode::StackNew:
  case Opcode::Push:
  case Opcode::Pop:
  case Opcode::Residual:
    return false;
  }
  return false;
}

std::optional<ValueId> elementary(Builder &builder, const Op &op, unsigned operand, ValueId d) {
  ValueId result = op.results.empty() ? ValueId() : op.results[0];
  Partial p = partial(builder, op.function, op.operands, result, operand);
  if (p.isZero)
    return std::nullopt;
  return product(builder, d, p);
}

} // namespace

std::optional<ValueId> contribution(Builder &builder, const Op &original, unsigned operand, ValueId d) {
  const Op op = original; // building moves the operations of the function
  if (!hasRule(op.code) || !builder.module.types.isFloat(builder.function[d].type))
    return std::nullopt;
  if (op.code == Opcode::Math)
    return elementary(builder, op, operand, d);
  if (op.code == Opcode::Div)
    return division(builder, op, operand, d);
  if (op.code == Opcode::Mul)
    return builder.mul(d, op.operands[1 - operand]);
  if (op.code == Opcode::GuardedMul)
    return operand == 0 ? builder.guardedMul(d, op.operands[1]) : builder.mul(d, op.operands[0]);
  if (op.code == Opcode::Select)
    return operand == 0 ? std::nullopt : std::optional(selection(builder, op, operand, d));
  if (op.code == Opcode::Cast)
    return conversion(builder, op, d);
  bool isNegative = op.code == Opcode::Neg || (op.code == Opcode::Sub && operand == 1);
  return isNegative ? builder.neg(d) : d;
}

Needs contributionNeeds(const Op &op, unsigned operand) {
  if (op.code == Opcode::Math)
    return partialNeeds(op.function, operand);
  Needs all;
  if (op.code == Opcode::Mul || op.code == Opcode::GuardedMul)
    all.operands = 1u << (1 - operand);
  if (op.code == Opcode::Div)
    all.operands = 1u << 1;
  if (op.code == Opcode::Select && operand != 0)
    all.operands = 1u << 0;
  all.result = op.code == Opcode::Div && operand == 1;
  return all;
}

bool carriesDerivative(const Module &module, const Function &function, const Op &op, unsigned operand) {
  if (!hasRule(op.code) || !module.types.isFloat(function[op.results[0]].type) ||
      !module.types.isFloat(function[op.operands[operand]].type))
    return false;
  return op.code != Opcode::Math || isDifferentiable(op.function, operand);
}

} // namespace clangent::rules
