// Straight-line operations. A region's operations are taken out of it and put back one by one, as far as they stay.
#include "Transform/Simplify/Walk.h"
#include "Transform/Simplify/Constants.h"
#include "Transform/Simplify/Scalars.h"

namespace clangent::transform {

using namespace ir;

bool SimplifyWalk::run() {
  numbering.enter();
  visitRegion(f.body);
  numbering.leave();
  return changed;
}

void SimplifyWalk::replace(ValueId from, ValueId to) {
  current.replace(from, to);
  changed = true;
}

void SimplifyWalk::keep(Builder &b, OpId id) {
  f[id].parent = b.region();
  for (ValueId v : f[id].results)
    f[v].owner = b.region();
  f[b.region()].ops.push_back(id);
}

void SimplifyWalk::visitRegion(RegionId region) {
  std::vector<OpId> ops = std::move(f[region].ops);
  f[region].ops.clear();
  Builder b(module, f, region);
  for (OpId id : ops)
    visitOp(b, id);
  for (ValueId &v : f[region].yields)
    v = current(v);
}

void SimplifyWalk::visitOp(Builder &b, OpId id) {
  for (ValueId &v : f[id].operands)
    v = current(v);
  b.setStatement(f[id].statement, f[id].at);
  Opcode code = f[id].code;
  if (code == Opcode::If)
    return visitIf(b, id);
  if (code == Opcode::For)
    return visitFor(b, id);
  if (code == Opcode::While)
    return visitWhile(b, id);
  if (isValueOnly(f[id]))
    return visitScalar(b, id);
  bool isDropped = code == Opcode::Load     ? visitLoad(id)
                   : code == Opcode::Store  ? visitStore(id)
                   : code == Opcode::Update ? visitUpdate(id)
                                            : false;
  if (isDropped) {
    changed = true;
    return;
  }
  Writes writes = memory.writesOf(id);
  if (writes.everything)
    memory.forget(writes);
  keep(b, id);
}

void SimplifyWalk::visitScalar(Builder &b, OpId id) {
  if (f[id].code == Opcode::Select)
    if (std::optional<bool> arm = decided(f[id].operands[0])) {
      replace(f[id].results[0], f[id].operands[*arm ? 1 : 2]);
      return;
    }
  if (std::optional<ValueId> value = foldScalar(b, id, changed)) {
    replace(f[id].results[0], *value);
    return;
  }
  if (ValueId equal = numbering.findOrAdd(id)) {
    replace(f[id].results[0], equal);
    return;
  }
  keep(b, id);
}

bool SimplifyWalk::visitLoad(OpId id) {
  ValueId place = f[id].operands[0], result = f[id].results[0];
  if (ValueId known = memory.valueAt(place)) {
    replace(result, known);
    return true;
  }
  memory.learn(place, result);
  return false;
}

// A store of what is there already changes nothing.
bool SimplifyWalk::visitStore(OpId id) {
  ValueId place = f[id].operands[0], value = f[id].operands[1];
  if (memory.valueAt(place) == value)
    return true;
  memory.forget(place);
  memory.learn(place, value);
  return false;
}

bool SimplifyWalk::visitUpdate(OpId id) {
  ValueId place = f[id].operands[0];
  std::optional<Number> c = constantNumber(module, f, f[id].operands[1]);
  if (c) {
    Number neutral = {c->type, 0, module.types.isFloat(c->type) ? -0.0L : 0.0L};
    if (*c == neutral || (f[id].isDerivative && c->integer == 0 && c->real == 0))
      return true;
  }
  memory.forget(place);
  return false;
}

} // namespace clangent::transform
