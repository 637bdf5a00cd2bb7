// Lists the writes of the function in the order of its text.
#include "Emit/Memory.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

namespace {

bool makesObject(const Op &op) {
  return isNamedObject(op.code) || op.code == Opcode::TapeArray || op.code == Opcode::Allocate;
}

} // namespace

Memory::Memory(const Plan &plan) : plan(plan) {
  const Function &f = plan.function;
  findEscapes();
  for (OpId id : plan.layout.innerFirst()) {
    const Op &op = f[id];
    if (plan.isDead[id.index] || !hasEffect(op) || familyOf(op.code) == Family::Stack || op.code == Opcode::Trap)
      continue; // stacks are reached through their own operations alone; after a trap nobody reads
    const int position = plan.layout.evaluation(id).position;
    if (op.code == Opcode::InPlace) {
      for (ValueId v : op.operands)
        if (plan.module.types.isPointer(f[v].type))
          writes.push_back({position, baseOf(v), isOfShadow(v)});
      continue;
    }
    const ValueId place = isWrite(op.code) ? op.operands[0] : ValueId();
    const bool isNumber = place && plan.module.types.isFloat(plan.module.types.pointee(f[place].type));
    writes.push_back({position, place ? baseOf(place) : place, place && isOfShadow(place), isNumber});
  }
  std::sort(writes.begin(), writes.end(), [](const Write &a, const Write &b) { return a.position < b.position; });
}

// An object's address escapes when it is used other than to reach the object's own elements.
void Memory::findEscapes() {
  const Function &f = plan.function;
  escapes.assign(f.values.size(), false);
  for (size_t i = 0; i < f.values.size(); ++i) {
    ValueId base = baseOf(ValueId(i));
    if (!base)
      continue;
    for (const Use &use : plan.uses[i]) {
      bool staysInside = false;
      if (use.op && use.index == 0) {
        const Opcode code = f[use.op].code;
        staysInside = isAddress(code) || isAccess(code);
      }
      if (!staysInside)
        escapes[base.index] = true;
    }
  }
}

// The object that the pointer points into, if it is one made by this function.
ValueId Memory::baseOf(ValueId pointer) const {
  const Op *op = plan.function.definingOp(pointer);
  while (op && isAddress(op->code)) {
    pointer = op->operands[0];
    op = plan.function.definingOp(pointer);
  }
  return op && makesObject(*op) ? pointer : ValueId();
}

// Is the pointer made from a parameter that is an adjoint's or a tangent's memory?
bool Memory::isOfShadow(ValueId pointer) const {
  const Parameter *parameter = parameterOf(pointer);
  return parameter && parameter->isShadow;
}

const Parameter *Memory::parameterOf(ValueId pointer) const {
  const Function &f = plan.function;
  for (const Op *op = f.definingOp(pointer); op; op = f.definingOp(pointer)) {
    if (!isAddress(op->code))
      return nullptr;
    pointer = op->operands[0];
  }
  for (const Parameter &parameter : f.parameters)
    if (parameter.value == pointer)
      return &parameter;
  return nullptr;
}

bool Memory::mayChangeBetween(OpId reader, int from, int to) const {
  const Op &op = plan.function[reader];
  ValueId base = op.code == Opcode::Load ? baseOf(op.operands[0]) : ValueId();
  const Parameter *parameter = op.code == Opcode::Load ? parameterOf(op.operands[0]) : nullptr;
  const bool isPrimal = parameter && !parameter->isShadow;
  const TypeTable &types = plan.module.types;
  const bool isPointer =
      op.code == Opcode::Load && !types.haveUnions() && types.isPointer(plan.function[op.results[0]].type);
  auto first = std::lower_bound(writes.begin(), writes.end(), from,
                                [](const Write &w, int position) { return w.position < position; });
  for (auto w = first; w != writes.end() && w->position < to; ++w) {
    // An If reads anything: only writes to private objects of which it may know nothing would be safe, so none is.
    const bool crossesShadow = isPrimal && w->isShadow;
    bool apart = op.code == Opcode::Load && (crossesShadow || (isPointer && w->isNumber) ||
                                             (w->base != base && (isPrivate(base) || isPrivate(w->base))));
    if (!apart)
      return true;
  }
  return false;
}

} // namespace clangent::emit
