// Derivatives with the condition under which they are on a path between inputs and outputs (ADJOINT 2, "zero times
// infinity"). A value that is not used on the way to an output has no adjoint, and a value that does not depend on an
// input no tangent: what their partials make of it, NaN perhaps, must not count. That is decided by conditions, never
// by a derivative being zero.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_FLOW_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_FLOW_H

#include "Rules/Arithmetic.h"

namespace clangent::transform {

// A bool of the program's, negated or not, or one that is known.
class Condition {
public:
  static Condition always() { return Condition(Kind::Always, {}); }
  static Condition never() { return Condition(Kind::Never, {}); }
  static Condition holds(ir::ValueId v) { return Condition(Kind::Holds, v); }
  static Condition fails(ir::ValueId v) { return Condition(Kind::Fails, v); }

  bool isAlways() const { return kind == Kind::Always; }
  bool isNever() const { return kind == Kind::Never; }
  ir::ValueId value(ir::Builder &b) const;
  bool isOppositeOf(const Condition &other) const;
  // The condition, which is not known, ? v : otherwise.
  ir::ValueId choose(ir::Builder &b, ir::ValueId v, ir::ValueId otherwise) const;
  // The condition ? v : 0.
  ir::ValueId orZero(ir::Builder &b, ir::ValueId v) const;

  static Condition either(ir::Builder &b, const Condition &x, const Condition &y);
  static Condition both(ir::Builder &b, const Condition &x, const Condition &y);
  friend bool operator==(const Condition &x, const Condition &y) { return x.kind == y.kind && x.v == y.v; }
  friend bool operator!=(const Condition &x, const Condition &y) { return !(x == y); }

private:
  enum class Kind : uint8_t { Always, Never, Holds, Fails };
  Condition(Kind kind, ir::ValueId v) : kind(kind), v(v) {}

  Kind kind;
  ir::ValueId v;
};

// An adjoint or a tangent. Where `when` does not hold it means zero; the value is zero there if `isZeroElse`, and else
// may be anything: one select where paths meet serves a whole chain of operations.
struct Flow {
  ir::ValueId value;
  Condition when = Condition::always();
  bool isZeroElse = true;

  // The value, zero where the condition does not hold.
  ir::ValueId orZero(ir::Builder &b) const { return isZeroElse ? value : when.orZero(b, value); }
  static Flow sum(ir::Builder &b, const Flow &x, const Flow &y);
  friend bool operator==(const Flow &x, const Flow &y) { return x.value == y.value && x.when == y.when; }
  friend bool operator!=(const Flow &x, const Flow &y) { return !(x == y); }
};

// What becomes of `d` where it passes through an operation as `part` says.
Flow along(ir::Builder &b, const Flow &d, const rules::Contribution &part);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_FLOW_H
