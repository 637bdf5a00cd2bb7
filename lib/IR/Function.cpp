// Facts about operations that hold everywhere.
#include "IR/Function.h"

#include <algorithm>
#include <cmath>

namespace clangent::ir {

const MathInfo &mathInfo(MathFunction function) {
  static const MathInfo table[] = {
#define MATH(name, spelling, arity) {#name, spelling, arity},
#include "IR/MathFunctions.def"
  };
  return table[static_cast<size_t>(function)];
}

Predicate inverse(Predicate predicate) {
  switch (predicate) {
  case Predicate::Eq:
    return Predicate::Ne;
  case Predicate::Ne:
    return Predicate::Eq;
  case Predicate::Lt:
    return Predicate::Ge;
  case Predicate::Le:
    return Predicate::Gt;
  case Predicate::Gt:
    return Predicate::Le;
  case Predicate::Ge:
    return Predicate::Lt;
  }
  return predicate;
}

Predicate swapped(Predicate predicate) {
  switch (predicate) {
  case Predicate::Lt:
    return Predicate::Gt;
  case Predicate::Le:
    return Predicate::Ge;
  case Predicate::Gt:
    return Predicate::Lt;
  case Predicate::Ge:
    return Predicate::Le;
  case Predicate::Eq:
  case Predicate::Ne:
    return predicate;
  }
  return predicate;
}

bool Function::encloses(RegionId outer, RegionId inner) const {
  for (; inner; inner = enclosing(inner))
    if (inner == outer)
      return true;
  return false;
}

bool isZeroConstant(const Function &function, ValueId v) {
  const Op *op = function.definingOp(v);
  return op && op->code == Opcode::Constant && op->integer == 0 && op->real == 0;
}

Effect effectOf(const Op &op) {
  const Effect effect = infoOf(op.code).effect;
  if (!op.isPureCall)
    return effect;
  return effect == Effect::Runs ? Effect::None : effect == Effect::Through ? Effect::Changes : effect;
}

bool hasEffect(const Op &op) {
  switch (effectOf(op)) {
  case Effect::None:
  case Effect::Reads:
  case Effect::Makes:
  case Effect::Changes:
  case Effect::Inner:
    return false;
  case Effect::Writes:
  case Effect::Releases:
  case Effect::Through:
  case Effect::Records:
  case Effect::Calls:
  case Effect::Runs:
  case Effect::Ends:
    return true;
  }
  return true;
}

bool declaresObject(const Module &module, const Op &op) {
  return op.code == Opcode::Object ||
         (op.code == Opcode::Call && op.isClosed && module[op.callee].resultKind == ResultKind::Object);
}

bool declaresObject(const Module &module, const Function &function, RegionId region) {
  const std::vector<OpId> &ops = function[region].ops;
  return std::any_of(ops.begin(), ops.end(), [&](OpId id) { return declaresObject(module, function[id]); });
}

bool isScope(const Module &module, const Function &function, OpId branch) {
  const Op &op = function[branch];
  const Op *condition = op.code == Opcode::If ? function.definingOp(op.operands[0]) : nullptr;
  return condition && condition->code == Opcode::Constant && condition->integer != 0 &&
         declaresObject(module, function, op.regions[0]);
}

Leaving leavingOf(const Op &op) {
  return op.code == Opcode::Opaque && op.isPureCall ? Leaving::Never : infoOf(op.code).leaves;
}

bool isSameOperation(const Op &a, const Op &b) {
  return a.code == b.code && a.predicate == b.predicate && a.function == b.function && a.reversed == b.reversed &&
         a.integer == b.integer && a.real == b.real && std::signbit(a.real) == std::signbit(b.real) &&
         a.heap == b.heap && a.isOwn == b.isOwn && a.isPutOff == b.isPutOff && a.isZeroed == b.isZeroed &&
         a.isOfProgram == b.isOfProgram && a.isElided == b.isElided && a.field == b.field &&
         a.firstChanged == b.firstChanged && a.callee == b.callee && a.term == b.term && a.isPureCall == b.isPureCall &&
         a.mayWriteNumbers == b.mayWriteNumbers && a.isClosed == b.isClosed && a.isElementwise == b.isElementwise &&
         a.isTotal == b.isTotal;
}

bool isValueOnly(const Op &op) { return infoOf(op.code).effect == Effect::None; }

bool isTotal(const Module &module, const Function &function, const Op &op) {
  if (op.results.size() != 1)
    return false;
  const TypeTable &types = module.types;
  const Type &type = types[function[op.results[0]].type];
  const bool isFloat = type.kind == TypeKind::Float;
  switch (infoOf(op.code).defined) {
  case Definedness::Always:
    return isValueOnly(op);
  case Definedness::Wraps:
    // What is smaller than int is promoted to a signed type.
    return isFloat || (type.kind == TypeKind::Int && !type.isSigned && type.bits >= 32);
  case Definedness::Reals:
    return isFloat;
  case Definedness::Casts:
    return isFloat || type.kind == TypeKind::Bool || !types.isFloat(function[op.operands[0]].type);
  case Definedness::Partly:
    return false;
  }
  return false;
}

bool isPure(const Op &op) {
  const Effect effect = effectOf(op);
  return effect == Effect::None || effect == Effect::Reads;
}

} // namespace clangent::ir
