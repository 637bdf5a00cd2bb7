#include "Transform/Differentiate/Iteration.h"

namespace clangent::transform {

using namespace ir;

namespace {

// Steps below this size never bring a loop further than half the range of long, in any time.
constexpr int64_t smallStep = int64_t(1) << 20;

std::optional<int64_t> constantOf(const Function &f, ValueId v) {
  const Op *op = f.definingOp(v);
  return op && op->code == Opcode::Constant ? std::optional(op->integer) : std::nullopt;
}

bool isSmall(std::optional<int64_t> step) { return step && *step > -smallStep && *step < smallStep; }

// to - from, as long. Unsigned counters may wrap around, so they subtract in their own type; signed ones must not.
ValueId distance(Builder &b, ValueId from, ValueId to) {
  const TypeId type = b.module.types.sizeType();
  if (!b.module.types[b.function[to].type].isSigned)
    return b.cast(b.sub(to, from), type);
  ValueId end = b.cast(to, type), begin = b.cast(from, type);
  return b.sub(end, begin);
}

// May the step be one that goes down by wrapping around, or the distance one that does not fit long?
bool needsModularDistance(const Type &counter, std::optional<int64_t> step) {
  return counter.isSigned ? counter.bits >= 64 && !isSmall(step) : !isSmall(step) || *step < 0;
}

} // namespace

bool isNumbered(const Function &f, OpId loop) {
  return constantOf(f, f[loop].operands[0]) == 0 && constantOf(f, f[loop].operands[2]) == 1;
}

ValueId iterationNumber(Builder &b, OpId loop, ValueId counter, ValueId lower, ValueId step) {
  const Function &f = b.function;
  const TypeId type = b.module.types.sizeType();
  const std::optional<int64_t> first = constantOf(f, f[loop].operands[0]), known = constantOf(f, f[loop].operands[2]);
  if (needsModularDistance(b.module.types[f[counter].type], known))
    return b.trips(lower, counter, step, Predicate::Ne);
  ValueId k;
  if (first == 0 && known.value_or(0) >= 0)
    k = b.cast(counter, type);
  else
    k = distance(b, known.value_or(0) < 0 ? counter : lower, known.value_or(0) < 0 ? lower : counter);
  if (known == 1 || known == -1)
    return k;
  ValueId stride = known ? b.constantInt(type, *known < 0 ? -*known : *known) : b.cast(step, type);
  return b.div(k, stride);
}

namespace {

// Is every k * amount between 0 and the last value? The steps from any start have size one, or they lead away from
// zero.
bool fitsOwnType(const Function &f, const Progression &p) {
  const std::optional<int64_t> amount = constantOf(f, p.amount), initial = constantOf(f, p.initial);
  if (!amount)
    return false;
  const int64_t step = p.isNegative ? -*amount : *amount;
  return step == 1 || step == -1 || (initial && (*initial < 0 ? step <= 0 : step >= 0));
}

ValueId combine(Builder &b, const Progression &p, ValueId initial, ValueId k, ValueId amount) {
  ValueId way = b.mul(k, amount);
  return p.isNegative ? b.sub(initial, way) : b.add(initial, way);
}

ValueId converted(Builder &b, ValueId v, TypeId type) {
  if (std::optional<int64_t> known = constantOf(b.function, v))
    return b.constantInt(type, *known);
  return b.cast(v, type);
}

} // namespace

ValueId valueAfter(Builder &b, const Progression &p, ValueId k, ValueId own) {
  const TypeId result = b.function[p.initial].type;
  const Type type = b.module.types[result];
  const bool isModular = !type.isSigned && type.bits >= 32;
  if (isModular || (own && type.bits >= 32 && fitsOwnType(b.function, p)))
    return combine(b, p, p.initial, own ? own : b.cast(k, result), converted(b, p.amount, result));
  TypeId wide = b.module.types.sizeType();
  if (type.bits >= 64 && !isSmall(constantOf(b.function, p.amount)))
    wide = b.module.types.unsignedOf(wide);
  ValueId initial = converted(b, p.initial, wide), amount = converted(b, p.amount, wide);
  return b.cast(combine(b, p, initial, b.cast(k, wide), amount), result);
}

} // namespace clangent::transform
