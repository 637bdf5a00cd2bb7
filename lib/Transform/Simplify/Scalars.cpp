// What holds for every float holds for infinities, NaN and both zeros, too; the sign of a NaN does not count.
#include "Transform/Simplify/Scalars.h"
#include "Transform/Simplify/Constants.h"

#include <cmath>

namespace clangent::transform {

using namespace ir;

namespace {

class ScalarFolder {
public:
  ScalarFolder(Builder &builder, OpId id, bool &changed)
      : b(builder), f(builder.function), types(builder.module.types), id(id), changed(changed) {}

  std::optional<ValueId> run();

private:
  std::optional<ValueId> sum();
  std::optional<ValueId> difference();
  std::optional<ValueId> product();
  std::optional<ValueId> quotient();
  std::optional<ValueId> guardedProduct();
  std::optional<ValueId> negation();
  std::optional<ValueId> inversion();
  std::optional<ValueId> comparison();
  std::optional<ValueId> comparisonWithBool(ValueId v, bool constant);
  bool areShifted(ValueId x, ValueId y) const;
  bool areOtherObjects(ValueId x, ValueId y) const;
  std::optional<ValueId> logic();
  std::optional<ValueId> selection();
  std::optional<ValueId> conversion();
  std::optional<ValueId> step();
  std::optional<ValueId> distance();
  bool isSamePlace(TypeId a, TypeId b) const;
  std::optional<ValueId> offsetFrom(ValueId base, ValueId pointer);
  std::optional<ValueId> trips();

  const Op &op() const { return f[id]; }
  ValueId operand(unsigned k) const { return f[id].operands[k]; }
  TypeId type() const { return f[f[id].results[0]].type; }
  bool isFloat() const { return types.isFloat(type()); }
  bool is(ValueId v, Opcode code) const { return f.definingOp(v) && f.definingOp(v)->code == code; }
  ValueId inner(ValueId v, unsigned k = 0) const { return f.definingOp(v)->operands[k]; }
  bool isNumber(ValueId v, long double number) const;
  bool isZeroToAdd(ValueId v) const;
  std::nullopt_t rewrite(Opcode code, std::vector<ValueId> operands);

  Builder &b;
  Function &f;
  const TypeTable &types;
  OpId id;
  bool &changed;
};

// Zero has two signs: 0 means +0 here.
bool ScalarFolder::isNumber(ValueId v, long double number) const {
  std::optional<Number> c = constantNumber(b.module, f, v);
  if (!c || types.isPointer(c->type))
    return false;
  if (!types.isFloat(c->type))
    return static_cast<long double>(c->integer) == number;
  return c->real == number && std::signbit(c->real) == std::signbit(number);
}

// x + -0 is x for every x; x + 0 is not for x = -0.
bool ScalarFolder::isZeroToAdd(ValueId v) const {
  if (!isFloat())
    return isNumber(v, 0);
  return isNumber(v, -0.0L) || (op().isDerivative && isNumber(v, 0));
}

std::nullopt_t ScalarFolder::rewrite(Opcode code, std::vector<ValueId> operands) {
  f[id].code = code;
  f[id].operands = std::move(operands);
  changed = true;
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::sum() {
  ValueId x = operand(0), y = operand(1);
  if (isZeroToAdd(y))
    return x;
  if (isZeroToAdd(x))
    return y;
  // (a - c) + c is a: integers do not round.
  if (!isFloat() && is(x, Opcode::Sub) && b.function.definingOp(x)->operands[1] == y)
    return inner(x);
  if (isFloat() && is(y, Opcode::Neg))
    return rewrite(Opcode::Sub, {x, inner(y)});
  if (isFloat() && is(x, Opcode::Neg))
    return rewrite(Opcode::Sub, {y, inner(x)});
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::difference() {
  ValueId x = operand(0), y = operand(1);
  if (isNumber(y, 0))
    return x;
  if (!isFloat() && x == y)
    return b.zero(type());
  if (isFloat() && is(y, Opcode::Neg))
    return rewrite(Opcode::Add, {x, inner(y)});
  if (isFloat() && (isNumber(x, -0.0L) || (op().isDerivative && isNumber(x, 0))))
    return rewrite(Opcode::Neg, {y});
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::product() {
  ValueId x = operand(0), y = operand(1);
  if (isNumber(y, 1))
    return x;
  if (isNumber(x, 1))
    return y;
  if (!isFloat())
    return isNumber(x, 0) || isNumber(y, 0) ? std::optional(b.zero(type())) : std::nullopt;
  if (isNumber(y, -1))
    return rewrite(Opcode::Neg, {x});
  if (isNumber(x, -1))
    return rewrite(Opcode::Neg, {y});
  if (is(x, Opcode::Neg) && is(y, Opcode::Neg))
    return rewrite(Opcode::Mul, {inner(x), inner(y)});
  if (is(x, Opcode::Neg) && is(y, Opcode::Constant))
    return rewrite(Opcode::Mul, {inner(x), b.constantFloat(type(), -constantNumber(b.module, f, y)->real)});
  if (is(y, Opcode::Neg) && is(x, Opcode::Constant))
    return rewrite(Opcode::Mul, {b.constantFloat(type(), -constantNumber(b.module, f, x)->real), inner(y)});
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::quotient() {
  ValueId x = operand(0), y = operand(1);
  if (isNumber(y, 1))
    return x;
  if (isFloat() && isNumber(y, -1))
    return rewrite(Opcode::Neg, {x});
  if (isFloat() && is(x, Opcode::Neg) && is(y, Opcode::Neg))
    return rewrite(Opcode::Div, {inner(x), inner(y)});
  return std::nullopt;
}

// Products of derivatives, where the sign of a zero does not count.
std::optional<ValueId> ScalarFolder::guardedProduct() {
  ValueId d = operand(0), p = operand(1);
  std::optional<Number> factor = constantNumber(b.module, f, p), derivative = constantNumber(b.module, f, d);
  if (derivative && derivative->real == 0)
    return b.zero(type());
  if (isNumber(p, 1))
    return d;
  bool isFinite = factor && std::isfinite(factor->real);
  if (isFinite || derivative)
    return rewrite(Opcode::Mul, {d, p});
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::negation() {
  if (is(operand(0), Opcode::Neg) && isFloat())
    return inner(operand(0));
  return std::nullopt;
}

// With a NaN, neither x < y nor x >= y: only equality of floats can be inverted.
std::optional<ValueId> ScalarFolder::inversion() {
  ValueId x = operand(0);
  if (is(x, Opcode::Not))
    return inner(x);
  if (!is(x, Opcode::Compare))
    return std::nullopt;
  const Op compare = *f.definingOp(x);
  bool isEquality = compare.predicate == Predicate::Eq || compare.predicate == Predicate::Ne;
  if (types.isFloat(f[compare.operands[0]].type) && !isEquality)
    return std::nullopt;
  f[id].predicate = inverse(compare.predicate);
  return rewrite(Opcode::Compare, compare.operands);
}

std::optional<ValueId> ScalarFolder::comparison() {
  ValueId x = operand(0), y = operand(1);
  Predicate predicate = op().predicate;
  if (x == y && !types.isFloat(f[x].type))
    return b.constantBool(predicate == Predicate::Eq || predicate == Predicate::Le || predicate == Predicate::Ge);
  if (types.isPointer(f[x].type)) {
    const ValueId base = is(x, Opcode::Index) ? inner(x) : x;
    if (const std::optional<ValueId> offset = offsetFrom(base, y)) {
      const ValueId own = *offsetFrom(base, x);
      return rewrite(Opcode::Compare, {own, *offset});
    }
  }
  if (predicate != Predicate::Eq && predicate != Predicate::Ne)
    return std::nullopt;
  if (areShifted(x, y) || areOtherObjects(x, y))
    return b.constantBool(predicate == Predicate::Ne);
  for (unsigned k : {0u, 1u}) {
    std::optional<Number> c = constantNumber(b.module, f, operand(k));
    ValueId other = operand(1 - k);
    if (!c || types.isFloat(c->type) || (c->integer != 0 && c->integer != 1))
      continue;
    if (types.isBool(f[other].type))
      return comparisonWithBool(other, c->integer != 0);
    if (is(other, Opcode::Cast) && types.isBool(f[inner(other)].type))
      return comparisonWithBool(inner(other), c->integer != 0);
  }
  return std::nullopt;
}

// Are two integers v + c and v + d, with constants that differ? Then they do, even if the sums wrap around.
bool ScalarFolder::areShifted(ValueId x, ValueId y) const {
  const auto isWidened = [&](ValueId v) {
    return is(v, Opcode::Cast) && types.isInt(f[v].type) && types.isInt(f[inner(v)].type) &&
           types[f[v].type].bits >= types[f[inner(v)].type].bits;
  };
  while (isWidened(x) && isWidened(y) && f[inner(x)].type == f[inner(y)].type) {
    x = inner(x);
    y = inner(y);
  }
  const auto split = [&](ValueId v) -> std::pair<ValueId, uint64_t> {
    const bool isSum = is(v, Opcode::Add) || is(v, Opcode::Sub);
    const std::optional<Number> c = isSum ? constantNumber(b.module, f, inner(v, 1)) : std::nullopt;
    if (!c)
      return {v, 0};
    const uint64_t number = static_cast<uint64_t>(c->integer);
    return {inner(v), is(v, Opcode::Sub) ? 0 - number : number};
  };
  if (!types.isInt(f[x].type) || f[x].type != f[y].type)
    return false;
  const auto [base, c] = split(x);
  const auto [other, d] = split(y);
  return base == other && ((c - d) << (64 - types[f[x].type].bits)) != 0;
}

// Are they the addresses of two objects, or of one and nothing?
bool ScalarFolder::areOtherObjects(ValueId x, ValueId y) const {
  if (!types.isPointer(f[x].type))
    return false;
  while (is(x, Opcode::Cast))
    x = inner(x);
  while (is(y, Opcode::Cast))
    y = inner(y);
  const auto isNull = [&](ValueId v) { return is(v, Opcode::Constant) && f.definingOp(v)->integer == 0; };
  return x != y && (is(x, Opcode::Local) || isNull(x)) && (is(y, Opcode::Local) || isNull(y)) &&
         (is(x, Opcode::Local) || is(y, Opcode::Local));
}

std::optional<ValueId> ScalarFolder::comparisonWithBool(ValueId v, bool constant) {
  if ((op().predicate == Predicate::Eq) == constant)
    return v;
  return rewrite(Opcode::Not, {v});
}

// Of two bools, or two integers.
std::optional<ValueId> ScalarFolder::logic() {
  ValueId x = operand(0), y = operand(1);
  bool isAnd = op().code == Opcode::BitAnd, isOr = op().code == Opcode::BitOr;
  if (x == y)
    return isAnd || isOr ? x : b.zero(type());
  for (auto [constant, other] : {std::pair(x, y), std::pair(y, x)}) {
    if (isNumber(constant, 0))
      return isAnd ? constant : other;
    if (types.isBool(type()) && isNumber(constant, 1)) {
      if (isAnd || isOr)
        return isAnd ? other : constant;
      return rewrite(Opcode::Not, {other});
    }
  }
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::selection() {
  ValueId condition = operand(0), x = operand(1), y = operand(2);
  if (std::optional<Number> c = constantNumber(b.module, f, condition))
    return c->integer ? x : y;
  if (x == y || is(y, Opcode::Undef))
    return x;
  if (is(x, Opcode::Undef))
    return y;
  std::optional<Number> p = constantNumber(b.module, f, x), q = constantNumber(b.module, f, y);
  if (p && q && *p == *q)
    return x;
  if (types.isBool(type()) && isNumber(x, 1) && isNumber(y, 0))
    return condition;
  if (types.isBool(type()) && isNumber(x, 0) && isNumber(y, 1))
    return rewrite(Opcode::Not, {condition});
  if (is(condition, Opcode::Not))
    return rewrite(Opcode::Select, {inner(condition), y, x});
  return std::nullopt;
}

std::optional<ValueId> ScalarFolder::conversion() {
  ValueId x = operand(0);
  if (f[x].type == type())
    return x;
  if (is(x, Opcode::Cast) && isSamePlace(f[inner(x)].type, f[x].type) && isSamePlace(f[x].type, type())) {
    if (f[inner(x)].type == type())
      return inner(x);
    return rewrite(Opcode::Cast, {inner(x)});
  }
  // A bool that went through an integer, and a number that went through a wider one, are themselves again.
  if (!is(x, Opcode::Cast) || f[inner(x)].type != type())
    return std::nullopt;
  const Type &narrow = types[type()], &wide = types[f[x].type];
  bool isWider = narrow.kind == TypeKind::Bool ? wide.kind == TypeKind::Int || wide.kind == TypeKind::Float
                 : narrow.kind == wide.kind    ? narrow.bits <= wide.bits
                                               : false;
  bool isNumeric = narrow.kind == TypeKind::Bool || narrow.kind == TypeKind::Int || narrow.kind == TypeKind::Float;
  return isWider && isNumeric ? std::optional(inner(x)) : std::nullopt;
}

// A pointer moved, or an integer shifted, by nothing.
std::optional<ValueId> ScalarFolder::step() {
  return isNumber(operand(1), 0) ? std::optional(operand(0)) : std::nullopt;
}

// Do two types of pointers differ by const alone?
bool ScalarFolder::isSamePlace(TypeId a, TypeId b) const {
  return types.isPointer(a) && types.isPointer(b) && types.pointee(a) == types.pointee(b);
}

// How far the pointer is from the base, if it is made from it by one step.
std::optional<ValueId> ScalarFolder::offsetFrom(ValueId base, ValueId pointer) {
  if (pointer == base)
    return b.zero(types.sizeType());
  return is(pointer, Opcode::Index) && inner(pointer) == base
             ? std::optional(b.cast(inner(pointer, 1), types.sizeType()))
             : std::nullopt;
}

// Of p + i and p + j: i - j.
std::optional<ValueId> ScalarFolder::distance() {
  const ValueId base = is(operand(0), Opcode::Index) ? inner(operand(0)) : operand(0);
  const std::optional<ValueId> y = offsetFrom(base, operand(1));
  return y ? std::optional(b.sub(*offsetFrom(base, operand(0)), *y)) : std::nullopt;
}

std::optional<ValueId> ScalarFolder::trips() {
  std::optional<int64_t> number = constantTrips(b.module, f, op());
  return number ? std::optional(b.constantInt(type(), *number)) : std::nullopt;
}

std::optional<ValueId> ScalarFolder::run() {
  if (std::optional<Number> number = foldConstants(b.module, f, op()))
    return buildNumber(b, *number);
  using Rule = std::optional<ValueId> (ScalarFolder::*)();
  static constexpr std::pair<Opcode, Rule> rules[] = {
      {Opcode::Add, &ScalarFolder::sum},          {Opcode::Sub, &ScalarFolder::difference},
      {Opcode::Mul, &ScalarFolder::product},      {Opcode::Div, &ScalarFolder::quotient},
      {Opcode::Neg, &ScalarFolder::negation},     {Opcode::GuardedMul, &ScalarFolder::guardedProduct},
      {Opcode::Not, &ScalarFolder::inversion},    {Opcode::Compare, &ScalarFolder::comparison},
      {Opcode::BitAnd, &ScalarFolder::logic},     {Opcode::BitOr, &ScalarFolder::logic},
      {Opcode::BitXor, &ScalarFolder::logic},     {Opcode::Select, &ScalarFolder::selection},
      {Opcode::Cast, &ScalarFolder::conversion},  {Opcode::Index, &ScalarFolder::step},
      {Opcode::Shl, &ScalarFolder::step},         {Opcode::Shr, &ScalarFolder::step},
      {Opcode::PtrDiff, &ScalarFolder::distance}, {Opcode::Trips, &ScalarFolder::trips},
  };
  for (const auto &[code, rule] : rules)
    if (code == op().code)
      return (this->*rule)();
  return std::nullopt;
}

} // namespace

std::optional<ValueId> foldScalar(Builder &builder, OpId id, bool &changed) {
  return ScalarFolder(builder, id, changed).run();
}

} // namespace clangent::transform
