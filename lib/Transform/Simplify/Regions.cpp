// The walk's rules for branches and loops: those that are decided disappear, results that are the same either way and
// carried values that never change become the value itself.
#include "Transform/Simplify/Constants.h"
#include "Transform/Simplify/Walk.h"

namespace clangent::transform {

using namespace ir;

namespace {

template <class T> void erase(std::vector<T> &list, size_t i) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
}

} // namespace

std::optional<bool> SimplifyWalk::decided(ValueId condition) const {
  if (std::optional<Number> c = constantNumber(module, f, condition))
    return c->integer != 0;
  auto found = conditions.find(condition);
  if (found != conditions.end())
    return found->second;
  const Op *op = f.definingOp(condition);
  if (op && op->code == Opcode::Not)
    if (std::optional<bool> opposite = decided(current(op->operands[0])))
      return !*opposite;
  return std::nullopt;
}

// Continues with the operations of an inner region in place of the operation around it.
void SimplifyWalk::splice(Builder &b, RegionId region) {
  std::vector<OpId> ops = std::move(f[region].ops);
  f[region].ops.clear();
  for (OpId id : ops)
    visitOp(b, id);
  for (ValueId &v : f[region].yields)
    v = current(v);
  changed = true;
}

// ---- branches

void SimplifyWalk::visitIf(Builder &b, OpId id) {
  const std::optional<bool> taken = decided(f[id].operands[0]);
  // What is declared in an arm dies with it.
  if (taken && !(*taken ? declaresObject(module, f, f[id].regions[0]) : declaresObject(module, f, f[id].regions[1]))) {
    RegionId arm = f[id].regions[*taken ? 0 : 1];
    splice(b, arm);
    for (size_t i = 0; i < f[id].results.size(); ++i)
      replace(f[id].results[i], f[arm].yields[i]);
    return;
  }
  Writes writes = memory.writesOf(id);
  for (unsigned arm : {0u, 1u})
    visitArm(id, arm);
  memory.forget(writes);
  b.setStatement(f[id].statement, f[id].at);
  joinResults(b, id);
  if (!selectResults(b, id))
    keep(b, id);
}

void SimplifyWalk::visitArm(OpId id, unsigned arm) {
  ValueId condition = f[id].operands[0];
  KnownMemory::Snapshot before = memory.snapshot();
  auto outer = conditions;
  conditions[condition] = arm == 0;
  if (const Op *op = f.definingOp(condition); op && op->code == Opcode::Not)
    conditions[current(op->operands[0])] = arm != 0;
  numbering.enter();
  visitRegion(f[id].regions[arm]);
  numbering.leave();
  conditions = std::move(outer);
  memory.restore(std::move(before));
}

void SimplifyWalk::joinResults(Builder &b, OpId id) {
  for (size_t i = f[id].results.size(); i-- > 0;) {
    ValueId same = joined(b, id, i);
    if (!same)
      continue;
    replace(f[id].results[i], same);
    erase(f[id].results, i);
    for (RegionId arm : f[id].regions)
      erase(f[arm].yields, i);
  }
}

// The one value that result i has in both arms, if it is known out here.
ValueId SimplifyWalk::joined(Builder &b, OpId id, size_t i) {
  ValueId x = f[f[id].regions[0]].yields[i], y = f[f[id].regions[1]].yields[i];
  auto isOutside = [&](ValueId v) { return f.encloses(f[v].owner, b.region()); };
  auto isUndef = [&](ValueId v) { return f.definingOp(v) && f.definingOp(v)->code == Opcode::Undef; };
  if (x == y)
    return x;
  if (isUndef(x) && isOutside(y))
    return y;
  if (isUndef(y) && isOutside(x))
    return x;
  std::optional<Number> p = constantNumber(module, f, x), q = constantNumber(module, f, y);
  if (!p || !q)
    return ValueId();
  if (*p == *q)
    return buildNumber(b, *p);
  if (!module.types.isBool(p->type))
    return ValueId();
  return p->integer ? f[id].operands[0] : b.logicalNot(f[id].operands[0]);
}

// A branch that only chooses between numbers is a select. Pointers and objects stay with the branch.
bool SimplifyWalk::selectResults(Builder &b, OpId id) {
  const Op op = f[id];
  if (!f[op.regions[0]].ops.empty() || !f[op.regions[1]].ops.empty())
    return false;
  for (ValueId v : op.results)
    if (!module.types.isScalar(f[v].type) || module.types.isPointer(f[v].type))
      return false;
  for (size_t i = 0; i < op.results.size(); ++i) {
    ValueId chosen = b.select(op.operands[0], f[op.regions[0]].yields[i], f[op.regions[1]].yields[i]);
    replace(op.results[i], chosen);
  }
  changed = true;
  return true;
}

// ---- loops

// All results are the initial values, for the loop is never entered.
bool SimplifyWalk::replaceByInitial(OpId id, size_t firstCarried) {
  for (size_t i = 0; i < f[id].results.size(); ++i)
    replace(f[id].results[i], f[id].operands[firstCarried + i]);
  changed = true;
  return true;
}

// What an iteration hands on as it got it, or as it was at first, never changes.
void SimplifyWalk::dropInvariants(OpId id, size_t firstCarried) {
  Op &op = f[id];
  Region &first = f[op.regions[0]], &last = f[op.regions.back()];
  size_t firstArgument = firstCarried == 0 ? 0 : 1;
  for (size_t i = op.results.size(); i-- > 0;) {
    ValueId argument = first.arguments[firstArgument + i], next = current(last.yields[i]);
    ValueId initial = op.operands[firstCarried + i];
    if (next != argument && next != initial)
      continue;
    replace(argument, initial);
    replace(op.results[i], initial);
    erase(op.results, i);
    erase(op.operands, firstCarried + i);
    erase(first.arguments, firstArgument + i);
    erase(last.yields, i);
  }
}

void SimplifyWalk::visitFor(Builder &b, OpId id) {
  dropInvariants(id, 3);
  std::optional<int64_t> trips = constantTrips(module, f, f[id]);
  RegionId body = f[id].regions[0];
  if (trips == 0) {
    replaceByInitial(id, 3);
    return;
  }
  if (trips == 1 && !declaresObject(module, f, body)) {
    replace(f[body].arguments[0], f[id].operands[0]);
    for (size_t i = 0; i < f[id].results.size(); ++i)
      replace(f[body].arguments[i + 1], f[id].operands[i + 3]);
    splice(b, body);
    for (size_t i = 0; i < f[id].results.size(); ++i)
      replace(f[id].results[i], f[body].yields[i]);
    return;
  }
  memory.forget(memory.writesOf(id));
  KnownMemory::Snapshot before = memory.snapshot();
  numbering.enter();
  visitRegion(body);
  numbering.leave();
  memory.restore(std::move(before));
  keep(b, id);
}

void SimplifyWalk::visitWhile(Builder &b, OpId id) {
  dropInvariants(id, 0);
  RegionId condition = f[id].regions[0];
  memory.forget(memory.writesOf(id));
  KnownMemory::Snapshot before = memory.snapshot();
  auto outer = conditions;
  numbering.enter();
  visitRegion(condition);
  ValueId goesOn = f[condition].yields[0];
  conditions[goesOn] = true;
  visitRegion(f[id].regions[1]);
  numbering.leave();
  conditions = std::move(outer);
  memory.restore(std::move(before));
  std::optional<Number> constant = constantNumber(module, f, goesOn);
  if (constant && constant->integer == 0)
    replaceByInitial(id, 0);
  else
    keep(b, id);
}

} // namespace clangent::transform
