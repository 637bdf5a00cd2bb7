#include "Transform/Plan/OwnPointers.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;
using analysis::ObjectSet;

OwnPointers::OwnPointers(const Module &module, const Function &function, const analysis::Memory &memory,
                         const analysis::Activity &activity)
    : module(module), f(function), memory(memory), activity(activity), uses(function) {
  for (unsigned o = 0; o < memory.objects().size(); ++o)
    if (isCandidate(memory.objects()[o]))
      own.insert(o);
  // What one pointer may lead to belongs together.
  for (bool isChanged = !own.empty(); isChanged;) {
    isChanged = false;
    for (size_t i = 0; i < f.values.size(); ++i) {
      const ValueId v(i);
      const ObjectSet &objects = memory.pointees(v);
      if (std::none_of(objects.begin(), objects.end(), [&](unsigned o) { return own.count(o) != 0; }) ||
          isUnderstood(v))
        continue;
      for (unsigned o : objects)
        isChanged |= own.erase(o) != 0;
    }
  }
  if (own.empty())
    return;
  owners.resize(f.values.size());
  for (size_t i = 0; i < f.values.size(); ++i)
    owners[i] = isOwned(ValueId(i)) && !(f.definingOp(ValueId(i)) && isStep(f.definingOp(ValueId(i))->code));
}

bool OwnPointers::isCandidate(const analysis::Object &object) const {
  if (object.kind != analysis::Object::Kind::Heap || object.isOfCallee || object.escapes)
    return false;
  const Op *made = f.definingOp(object.origin);
  return made && made->code == Opcode::Allocate && made->isOwn && activity.hasShadow(object.origin) &&
         !module.types.holdsValue(module.types.pointee(f[object.origin].type));
}

bool OwnPointers::isOwned(ValueId v) const {
  const ObjectSet &objects = memory.pointees(v);
  return !objects.empty() && std::all_of(objects.begin(), objects.end(), [&](unsigned o) { return own.count(o) != 0; });
}

RegionId OwnPointers::visitRegion(ValueId p) const {
  const RegionId region = f[p].owner;
  const OpId parent = f[region].parent;
  return parent && f[parent].code == Opcode::While ? f[parent].regions.back() : region;
}

bool OwnPointers::isUnderstood(ValueId v) const {
  if (!isOwned(v) || activity.isMixed(v) || !activity.hasShadow(v))
    return false;
  const Op *op = f.definingOp(v);
  if (op && isStep(op->code))
    return isReached(v);
  if (op && op->code != Opcode::Allocate && op->code != Opcode::If && !isLoop(op->code))
    return false;
  const bool isOfOneType = std::all_of(memory.pointees(v).begin(), memory.pointees(v).end(),
                                       [&](unsigned o) { return f[memory.objects()[o].origin].type == f[v].type; });
  return isOfOneType && comesFromOwners(v) && visitRegion(v) != f.body && isConsumed(v, visitRegion(v));
}

// Is it an access to anything but a pointer? The shadows of pointers in memory are stored in the forward sweep.
bool OwnPointers::isOfNumber(const Op &op) const {
  const auto isPointer = [&](ValueId v) { return module.types.isPointer(f[v].type); };
  return isAccess(op.code) && std::none_of(op.results.begin(), op.results.end(), isPointer) &&
         std::none_of(op.operands.begin() + 1, op.operands.end(), isPointer);
}

// Is an address that was stepped to used to reach memory, and for nothing else that a shadow would follow?
bool OwnPointers::isReached(ValueId v) const {
  return std::all_of(uses.of(v).begin(), uses.of(v).end(), [&](const Use &use) {
    if (!use.op)
      return false;
    const Op &op = f[use.op];
    return (use.operand == 0 &&
            (isOfNumber(op) || (isStep(op.code) && module.types.isPointer(f[op.results[0]].type)))) ||
           op.code == Opcode::PtrDiff || op.code == Opcode::Compare;
  });
}

bool OwnPointers::isOwnerOrNothing(ValueId v) const {
  const Op *op = f.definingOp(v);
  return memory.pointees(v).empty() ? op && isLeaf(op->code) : !(op && isStep(op->code));
}

bool OwnPointers::comesFromOwners(ValueId p) const {
  const Op *op = f.definingOp(p);
  if (op && op->code == Opcode::Allocate)
    return true;
  if (op && op->code == Opcode::If) {
    const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), p) - op->results.begin());
    return isOwnerOrNothing(f[op->regions[0]].yields[i]) && isOwnerOrNothing(f[op->regions[1]].yields[i]);
  }
  const Op &loop = op ? *op : f[f[f[p].owner].parent];
  if (!isLoop(loop.code))
    return false;
  const std::vector<ValueId> &arguments = f[loop.regions.front()].arguments;
  const size_t i =
      op ? static_cast<size_t>(std::find(loop.results.begin(), loop.results.end(), p) - loop.results.begin())
         : static_cast<size_t>(std::find(arguments.begin(), arguments.end(), p) - arguments.begin()) -
               firstCarriedArgument(loop);
  return isOwnerOrNothing(loop.operands[firstCarriedOperand(loop) + i]) &&
         isOwnerOrNothing(f[loop.regions.back()].yields[i]);
}

// In the region itself, or in an arm of a branch in it.
std::vector<Consumer> OwnPointers::consumersIn(ValueId p, RegionId region) const {
  std::vector<Consumer> found;
  for (const Use &use : uses.of(p)) {
    if (use.op && infoOf(f[use.op].code).effect != Effect::Releases && !isLoop(f[use.op].code))
      continue;
    const RegionId at = use.op ? f[use.op].parent : use.region;
    if (at != region) {
      // The branch in the region, around the use.
      RegionId inner = at;
      while (inner && f.enclosing(inner) != region)
        inner = f.enclosing(inner);
      if (!inner)
        continue;
      const OpId branch = f[inner].parent;
      if (found.empty() || found.back().op != branch)
        found.push_back({Consumer::Kind::Branch, branch});
      continue;
    }
    if (!use.op) {
      const OpId parent = f[region].parent;
      found.push_back({isLoop(f[parent].code) ? Consumer::Kind::Next : Consumer::Kind::Result, parent, use.operand});
    } else if (isLoop(f[use.op].code)) {
      found.push_back({Consumer::Kind::Start, use.op, use.operand - firstCarriedOperand(f[use.op])});
    } else {
      found.push_back({Consumer::Kind::Release, use.op});
    }
  }
  return found;
}

std::optional<Consumer> OwnPointers::consumerIn(ValueId p, RegionId region) const {
  const std::vector<Consumer> found = consumersIn(p, region);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

// Does it become a result of the outermost branch, through those of the branches in it?
bool OwnPointers::leadsTo(const Consumer &consumer, OpId outermost) const {
  if (consumer.kind != Consumer::Kind::Result)
    return false;
  if (!outermost || consumer.op == outermost)
    return true;
  const std::optional<Consumer> next = consumerIn(f[consumer.op].results[consumer.number], f[consumer.op].parent);
  return next && leadsTo(*next, outermost);
}

// `outermost`: the branch that the region is in an arm of, where p is from outside. What an arm makes of p is known
// there alone, so it may not end there.
bool OwnPointers::isConsumed(ValueId p, RegionId region, OpId outermost) const {
  const bool isOfRegion = visitRegion(p) == region;
  bool isReachedHere = false;
  for (const Use &use : uses.of(p)) {
    if (!use.op)
      continue;
    const Op &op = f[use.op];
    const bool isStepped = use.operand == 0 && isStep(op.code) && module.types.isPointer(f[op.results[0]].type);
    const bool isRead = use.operand == 0 && isOfNumber(op);
    isReachedHere |= isStepped || isRead;
    if (!isStepped && !isRead && op.code != Opcode::PtrDiff && op.code != Opcode::Compare &&
        op.code != Opcode::Release && !(isLoop(op.code) && use.operand >= firstCarriedOperand(op)))
      return false;
  }
  const std::optional<Consumer> consumer = consumerIn(p, region);
  if (!consumer)
    return false;
  switch (consumer->kind) {
  case Consumer::Kind::Release:
    return true;
  case Consumer::Kind::Result:
    return leadsTo(*consumer, outermost);
  case Consumer::Kind::Next:
    return f[consumer->op].regions.back() == region;
  case Consumer::Kind::Start:
    // Its shadow is there behind the reverse loop alone: nobody may ask for it before.
    return isOfRegion && !f.definingOp(p) && !isReachedHere;
  case Consumer::Kind::Branch:
    return f[consumer->op].code == Opcode::If &&
           std::all_of(f[consumer->op].regions.begin(), f[consumer->op].regions.end(),
                       [&](RegionId arm) { return isConsumed(p, arm, outermost ? outermost : consumer->op); });
  }
  return false;
}

} // namespace clangent::transform
