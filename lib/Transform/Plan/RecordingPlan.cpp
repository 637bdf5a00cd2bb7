#include "Transform/Plan/RecordingPlan.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

RegionId RecordingPlan::visitRegion(ValueId v) const {
  RegionId region = f[v].owner;
  OpId parent = f[region].parent;
  if (parent && f[parent].code == Opcode::While)
    return f[parent].regions[1];
  return region;
}

bool RecordingPlan::isAlwaysInScope(ValueId v) const { return !isSplit && f[v].owner == f.body; }

bool RecordingPlan::isRecomputed(ValueId v) {
  auto found = decided.find(v);
  if (found != decided.end())
    return found->second;
  bool result = decide(v);
  decided[v] = result;
  return result;
}

bool RecordingPlan::decide(ValueId v) {
  const Op *op = f.definingOp(v);
  if (!op)
    return false;
  // The shadow of a local object is a new zeroed object in every reversed visit.
  if (op->code == Opcode::Local)
    return v.index >= analysed;
  // Addresses are cheaper made than stored; what they are made of is decided on its own.
  const bool isPlace =
      isStep(op->code) && module.types.isPointer(f[v].type) && module.types.isPointer(f[op->operands[0]].type);
  if (isLeaf(op->code) || isPlace)
    return true;
  if (!mayRecompute)
    return false;
  unsigned budget = 12;
  return isFree(v, budget, loopDepth(v));
}

unsigned RecordingPlan::loopDepth(ValueId v) const {
  unsigned depth = 0;
  for (RegionId r = visitRegion(v); r; r = f.enclosing(r))
    if (OpId parent = f[r].parent; parent && f[parent].code != Opcode::If)
      ++depth;
  return depth;
}

// Can v be computed in the reverse sweep from what is there without storage, within the budget of operations? A value
// of fewer loops than `depth` counts as there: it is stored less often than what is computed from it.
bool RecordingPlan::isFree(ValueId v, unsigned &budget, unsigned depth) {
  if (isAlwaysInScope(v) || loopDepth(v) < depth)
    return true;
  const Op *op = f.definingOp(v);
  if (!op) {
    OpId loop = f[f[v].owner].parent;
    return loop && f[loop].code == Opcode::For && f[f[v].owner].arguments[0] == v;
  }
  if (op->code == Opcode::Local)
    return v.index >= analysed;
  if (isLeaf(op->code))
    return true;
  if (budget == 0)
    return false;
  --budget;
  if (op->code == Opcode::Load) {
    if (!isReloadable(f[v].definition))
      return false;
  } else if (!isCheap(*op)) {
    return false;
  }
  return std::all_of(op->operands.begin(), op->operands.end(), [&](ValueId o) { return isFree(o, budget, depth); });
}

// Has every evaluation of v the same bits? Integers always; reals when no arithmetic is repeated.
bool RecordingPlan::isExact(ValueId v) const {
  if (!(module.types.isFloat(f[v].type) || module.types.isValue(f[v].type)) || isAlwaysInScope(v))
    return !module.types.isPointer(f[v].type);
  const Op *op = f.definingOp(v);
  return op && (op->code == Opcode::Constant || op->code == Opcode::Load);
}

// Conditions and integers that depend on floating-point arithmetic are never recomputed: contraction may round the
// copy differently. Expensive functions are stored.
bool RecordingPlan::isCheap(const Op &op) const {
  const auto isReal = [&](ValueId v) { return module.types.isFloat(f[v].type); };
  switch (infoOf(op.code).cost) {
  case Cost::Nothing:
  case Cost::Little:
    return true;
  case Cost::OfReals:
    return !isReal(op.results[0]);
  case Cost::Exact:
    return op.code == Opcode::Cast
               ? isReal(op.results[0]) || !isReal(op.operands[0])
               : std::all_of(op.operands.begin(), op.operands.end(), [&](ValueId v) { return isExact(v); });
  case Cost::Ruled:
    // Shapes, lengths, lists of indices. What memory holds is there anyway; other values are not kept for this.
    return !op.rule && !module.types.isReal(f[op.results[0]].type) &&
           std::all_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
             const Op *made = f.definingOp(v);
             return !module.types.isReal(f[v].type) || (made && made->code == Opcode::Load);
           });
  case Cost::Much:
    return false;
  }
  return false;
}

void RecordingPlan::endForwardSweep(const Shadows &shadows) {
  forwardOps = f.ops.size();
  const auto loadOf = [&](ValueId v) {
    const Op *op = f.definingOp(v);
    if (op && op->code == Opcode::Cast)
      v = op->operands[0];
    op = f.definingOp(v);
    return op && op->code == Opcode::Load ? f[v].definition : OpId();
  };
  for (const auto &[pointer, shadow] : shadows.all())
    if (const OpId load = loadOf(shadow), primal = loadOf(pointer); load && primal && load != primal)
      primalLoads[load] = primal;
}

// Is the shadow of the object at the place one in both sweeps, with the pointers that the forward sweep stored there?
bool RecordingPlan::staysWithShadow(ValueId place) const {
  const analysis::ObjectSet &objects = memory.pointees(place);
  return std::all_of(objects.begin(), objects.end(), [&](unsigned o) {
    const analysis::Object::Kind kind = memory.objects()[o].kind;
    return kind == analysis::Object::Kind::Tape || kind == analysis::Object::Kind::Heap ||
           kind == analysis::Object::Kind::Parameter;
  });
}

// The memory is still there in the reverse sweep, and nothing that runs after the load writes it. Shadow memory changes
// its pointers where the primal's does.
bool RecordingPlan::isReloadable(OpId load) {
  if (const auto primal = primalLoads.find(load); primal != primalLoads.end()) {
    load = primal->second;
    if (!staysWithShadow(f[load].operands[0]))
      return false;
  }
  ValueId pointer = f[load].operands[0];
  if (pointer.index >= analysed || !outlivesForwardSweep(pointer))
    return false;
  for (OpId at = load; at;) {
    RegionId region = f[at].parent;
    OpId enclosing = f[region].parent;
    const std::vector<OpId> &ops = f[region].ops;
    size_t begin = static_cast<size_t>(std::find(ops.begin(), ops.end(), at) - ops.begin());
    for (size_t i = begin + 1; i < ops.size(); ++i)
      if (mayWriteForward(ops[i], pointer))
        return false;
    // Where the region ends, the objects die that are declared in it, and their destructors run.
    for (OpId id : ops)
      if (declaresObject(module, f[id]) && mayWriteForward(id, pointer))
        return false;
    if (enclosing && f[enclosing].code != Opcode::If && !isOfVisit(pointer, region) &&
        mayWriteForward(enclosing, pointer))
      return false;
    at = enclosing;
  }
  return true;
}

// Is the memory made in each visit of the region anew, and reached in that visit alone? What a loop carries to the next
// visit is also its result, outside of the region.
bool RecordingPlan::isOfVisit(ValueId pointer, RegionId region) {
  const analysis::ObjectSet &objects = memory.pointees(pointer);
  if (objects.size() != 1)
    return false;
  const unsigned o = *objects.begin();
  const analysis::Object &object = memory.objects()[o];
  const bool isMade = object.kind == analysis::Object::Kind::Tape || object.kind == analysis::Object::Kind::Heap;
  if (!isMade || object.isOfCallee || object.escapes || !f.encloses(region, f[object.origin].owner))
    return false;
  const auto [known, isNew] = staysInVisit.try_emplace({o, region}, true);
  for (size_t i = 0; isNew && i < analysed; ++i)
    if (memory.pointees(ValueId(i)).count(o) && !f.encloses(region, f[ValueId(i)].owner))
      known->second = false;
  return known->second;
}

bool RecordingPlan::outlivesForwardSweep(ValueId pointer) const {
  for (unsigned o : memory.pointees(pointer)) {
    const analysis::Object &object = memory.objects()[o];
    switch (object.kind) {
    case analysis::Object::Kind::Parameter:
      // In a split function the caller may change its memory, and drops class arguments, between the sweeps.
      if (isSplit)
        return false;
      break;
    case analysis::Object::Kind::Local:
      if (isSplit || f[object.origin].owner != f.body)
        return false;
      break;
    case analysis::Object::Kind::Global:
      // A function that ran in between may have written it.
      if (isSplit)
        return false;
      break;
    case analysis::Object::Kind::Tape:
      break;
    case analysis::Object::Kind::Heap:
      // Its release is put off if it has a shadow, but a split function's caller may have it and write to it.
      if (isSplit)
        return false;
      break;
    case analysis::Object::Kind::External:
    case analysis::Object::Kind::Closed:
      return false;
    }
  }
  return !memory.pointees(pointer).empty();
}

bool RecordingPlan::mayWriteForward(OpId id, ValueId read) const {
  if (id.index >= forwardOps)
    return false;
  const Op &op = f[id];
  if (memory.deadEnds().contains(op.parent))
    return false; // there is no reverse sweep then
  if (isWrite(op.code) && op.operands[0].index >= analysed)
    return false; // a shadow
  if (op.isPutOff)
    return false; // until the reverse sweep is over
  if (op.regions.empty())
    return memory.mayWrite(id, read, RegionId());
  for (RegionId r : op.regions)
    for (OpId inner : f[r].ops)
      if (mayWriteForward(inner, read))
        return true;
  return false;
}

} // namespace clangent::transform
