// The rules of the arithmetic operations, and the products with the partials of elementary functions.
#include "Rules/Arithmetic.h"

#include <cassert>
#include <cmath>

namespace clangent::rules {

using namespace ir;

namespace {

bool isConstant(const Builder &builder, ValueId v, long double number) {
  std::optional<long double> c = constantOf(builder.module, builder.function, v);
  return c && *c == number;
}

// Finite and not zero: its product with anything is zero or infinite only if the other factor is.
bool isPlainConstant(const Builder &builder, ValueId v) {
  std::optional<long double> c = constantOf(builder.module, builder.function, v);
  return c && *c != 0 && std::isfinite(*c);
}

// Builds the products of one derivative with partials.
class Products {
public:
  Products(Builder &builder, ZeroTimes zero) : b(builder), isStrong(zero == ZeroTimes::Strong) {}

  Contribution times(ValueId d, ValueId p) {
    const bool isPlain = isPlainConstant(b, p);
    const ValueId product = b.mul(d, p);
    if (!isStrong || isPlain)
      return linear(product, isPlain);
    const ValueId isNothing = isPlainConstant(b, d) ? isZero(p) : b.binary(Opcode::BitOr, isZero(d), isZero(p));
    return linear(zeroIf(isNothing, product), true);
  }

  // d / y: the quotient rather than a product with 1 / y, since it is rounded once.
  Contribution over(ValueId d, ValueId y) {
    const bool isPlain = isPlainConstant(b, y);
    const ValueId quotient = b.div(d, y);
    if (!isStrong || isPlain)
      return linear(quotient, isPlain);
    const ValueId isInfinite = b.math(MathFunction::Isinf, {y}, b.module.types.boolType());
    return linear(zeroIf(b.binary(Opcode::BitOr, isZero(d), isInfinite), quotient), true);
  }

  // x / y = q:  d / y  and  -(d / y) * q
  Contribution division(const Op &op, unsigned operand, ValueId d) {
    Contribution perY = over(d, op.operands[1]);
    if (operand == 0)
      return perY;
    perY.term = b.neg(times(perY.term, op.results[0]).term);
    perY.keepsZero = isStrong;
    return perY;
  }

  // d * p for a partial p that was just built, in the form that needs the fewest operations. Only what rounds alike or
  // better is changed.
  Contribution product(ValueId d, ValueId p) {
    const Op made = b.function.definingOp(p) ? *b.function.definingOp(p) : Op();
    auto isNumber = [&](unsigned k, long double number) { return isConstant(b, made.operands[k], number); };
    if (isConstant(b, p, 1))
      return linear(d, true);
    if (isConstant(b, p, -1))
      return linear(b.neg(d), true);
    if (made.code == Opcode::Select && isNumber(1, 1) && isNumber(2, 0))
      return {d, made.operands[0], false, true};
    if (made.code == Opcode::Select && isNumber(1, 0) && isNumber(2, 1))
      return {d, made.operands[0], true, true};
    if (made.code == Opcode::Select && isNumber(1, -1) && isNumber(2, 0))
      return {b.neg(d), made.operands[0], false, true};
    if (made.code == Opcode::Math && made.function == MathFunction::Ldexp && isNumber(0, 1) && !isStrong)
      return linear(b.math(MathFunction::Ldexp, {d, made.operands[1]}, b.function[d].type), false);
    if (made.code == Opcode::Div && isNumber(0, 1))
      return over(d, made.operands[1]);
    return times(d, p);
  }

private:
  Contribution linear(ValueId term, bool keepsZero) const { return {term, ValueId(), false, keepsZero || isStrong}; }

  ValueId isZero(ValueId v) { return b.compare(Predicate::Eq, v, b.zero(b.function[v].type)); }

  ValueId zeroIf(ValueId condition, ValueId otherwise) {
    return b.select(condition, b.zero(b.function[otherwise].type), otherwise);
  }

  Builder &b;
  bool isStrong;
};

// The type of a cast's derivative is that of the other end.
ValueId conversion(Builder &builder, const Op &op, ValueId d) {
  TypeId from = builder.function[op.operands[0]].type, to = builder.function[op.results[0]].type;
  return builder.cast(d, builder.function[d].type == to ? from : to);
}

// Is there a rule for the operation here?
bool hasRule(Opcode code) { return infoOf(code).numbers == NumberFlow::Operands; }

std::optional<Contribution> elementary(Builder &builder, Products &products, const Op &op, unsigned operand,
                                       ValueId d) {
  ValueId result = op.results.empty() ? ValueId() : op.results[0];
  Partial p = partial(builder, op.function, op.operands, result, operand);
  if (p.isZero)
    return std::nullopt;
  return products.product(d, p.value);
}

} // namespace

std::optional<Contribution> contribution(Builder &builder, const Op &original, unsigned operand, ValueId d,
                                         ZeroTimes zero) {
  const Op op = original; // building moves the operations of the function
  if (!hasRule(op.code) || !builder.module.types.isFloat(builder.function[d].type))
    return std::nullopt;
  Products products(builder, zero);
  if (op.code == Opcode::Math)
    return elementary(builder, products, op, operand, d);
  if (op.code == Opcode::Div)
    return products.division(op, operand, d);
  if (op.code == Opcode::Mul)
    return products.times(d, op.operands[1 - operand]);
  if (op.code == Opcode::GuardedMul) // (a, b): a == 0 ? 0 : a * b
    return operand == 0 ? Contribution{builder.guardedMul(d, op.operands[1]), {}, false, true}
                        : products.times(d, op.operands[0]);
  if (op.code == Opcode::Select)
    return operand == 0 ? std::nullopt : std::optional(Contribution{d, op.operands[0], operand == 2, true});
  if (op.code == Opcode::Cast)
    return Contribution{conversion(builder, op, d), {}, false, true};
  assert(op.code == Opcode::Neg || op.code == Opcode::Add || op.code == Opcode::Sub);
  bool isNegative = op.code == Opcode::Neg || (op.code == Opcode::Sub && operand == 1);
  return Contribution{isNegative ? builder.neg(d) : d, {}, false, true};
}

bool isConditional(const Op &op, unsigned operand) {
  if (op.code == Opcode::Math)
    return isChoice(op.function, operand);
  return op.code == Opcode::Select && operand != 0;
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
