#include "Transform/Differentiate/Flow.h"

namespace clangent::transform {

using namespace ir;

ValueId Condition::value(Builder &b) const {
  switch (kind) {
  case Kind::Always:
    return b.constantBool(true);
  case Kind::Never:
    return b.constantBool(false);
  case Kind::Holds:
    return v;
  case Kind::Fails:
    return b.logicalNot(v);
  }
  return v;
}

ValueId Condition::orZero(Builder &b, ValueId number) const {
  if (kind == Kind::Always)
    return number;
  const ValueId zero = b.zero(b.function[number].type);
  if (kind == Kind::Never)
    return zero;
  return choose(b, number, zero);
}

ValueId Condition::choose(Builder &b, ValueId number, ValueId otherwise) const {
  return kind == Kind::Holds ? b.select(v, number, otherwise) : b.select(v, otherwise, number);
}

bool Condition::isOppositeOf(const Condition &other) const { return v && v == other.v && kind != other.kind; }

Condition Condition::either(Builder &b, const Condition &x, const Condition &y) {
  if (x.isAlways() || y.isAlways())
    return always();
  if (x.isNever() || x == y)
    return y;
  if (y.isNever())
    return x;
  if (x.isOppositeOf(y))
    return always();
  return holds(b.binary(Opcode::BitOr, x.value(b), y.value(b)));
}

Condition Condition::both(Builder &b, const Condition &x, const Condition &y) {
  if (x.isNever() || y.isNever())
    return never();
  if (x.isAlways() || x == y)
    return y;
  if (y.isAlways())
    return x;
  if (x.isOppositeOf(y))
    return never();
  return holds(b.binary(Opcode::BitAnd, x.value(b), y.value(b)));
}

Flow Flow::sum(Builder &b, const Flow &x, const Flow &y) {
  if (x.when.isOppositeOf(y.when))
    return {x.when.choose(b, x.value, y.value)};
  const ValueId first = x.orZero(b), second = y.orZero(b);
  return {b.add(first, second), Condition::either(b, x.when, y.when), true};
}

Flow along(Builder &b, const Flow &d, const rules::Contribution &part) {
  if (!part.when)
    return {part.term, d.when, d.isZeroElse && part.keepsZero};
  const Condition when = part.isWhenFalse ? Condition::fails(part.when) : Condition::holds(part.when);
  // Where d is zero without its condition, one select for the other is enough.
  if (d.isZeroElse && part.keepsZero && !d.when.isAlways())
    return {when.orZero(b, part.term), Condition::both(b, d.when, when), true};
  return {part.term, Condition::both(b, d.when, when), false};
}

} // namespace clangent::transform
