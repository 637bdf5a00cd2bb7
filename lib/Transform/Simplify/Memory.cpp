// Two places are apart if they lie in different objects made here, hold different kinds of scalars, or differ in one
// constant step from the same address. Everything else may overlap.
#include "Transform/Simplify/Memory.h"
#include "Transform/Simplify/Constants.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// More are rarely asked for again, and each store looks at all.
constexpr size_t mostEntries = 64;

bool isNewObject(const Op *op) {
  return op && (op->code == Opcode::Local || op->code == Opcode::TapeArray || op->code == Opcode::Allocate);
}

} // namespace

ValueId KnownMemory::base(ValueId place) const {
  for (;;) {
    place = current(place);
    const Op *op = function.definingOp(place);
    if (!op || !isStep(op->code))
      return place;
    place = op->operands[0];
  }
}

bool KnownMemory::mayOverlap(ValueId p, ValueId q) const {
  p = current(p);
  q = current(q);
  if (p == q)
    return true;
  const Type &a = module.types[module.types.pointee(function[p].type)];
  const Type &b = module.types[module.types.pointee(function[q].type)];
  auto isTyped = [](const Type &t) { // bytes may be part of anything
    return t.kind == TypeKind::Pointer || ((t.kind == TypeKind::Float || t.kind == TypeKind::Int) && t.bits > 8);
  };
  if (!module.types.haveUnions() && isTyped(a) && isTyped(b) && (a.kind != b.kind || a.bits != b.bits))
    return false;
  ValueId from = base(p), to = base(q);
  const Op *one = function.definingOp(from), *other = function.definingOp(to);
  if (from != to) {
    auto isOutside = [&](ValueId v, const Op *op) { // it was there before any object made here
      return op ? op->code == Opcode::Global : function[v].owner == function.body;
    };
    bool isApart = (isNewObject(one) && (isNewObject(other) || isOutside(to, other))) ||
                   (isNewObject(other) && isOutside(from, one));
    return !isApart;
  }
  const Op *last = function.definingOp(p), *otherLast = function.definingOp(q);
  if (!last || !otherLast || last->code != otherLast->code || !isStep(last->code) ||
      current(last->operands[0]) != current(otherLast->operands[0]))
    return true;
  if (last->code == Opcode::Field)
    return last->field == otherLast->field ||
           module.types[module.types.pointee(function[last->operands[0]].type)].isUnion;
  if (last->operands.size() < 2)
    return true;
  auto i = constantNumber(module, function, current(last->operands[1]));
  auto j = constantNumber(module, function, current(otherLast->operands[1]));
  return !i || !j || i->integer == j->integer;
}

ValueId KnownMemory::valueAt(ValueId place) const {
  for (const auto &[where, value] : entries)
    if (current(where) == place)
      return current(value);
  return ValueId();
}

void KnownMemory::learn(ValueId place, ValueId value) {
  if (entries.size() >= mostEntries)
    entries.erase(entries.begin());
  entries.emplace_back(place, value);
}

void KnownMemory::forget(ValueId place) {
  entries.erase(
      std::remove_if(entries.begin(), entries.end(), [&](const auto &entry) { return mayOverlap(entry.first, place); }),
      entries.end());
}

void KnownMemory::forget(const Writes &writes) {
  if (writes.everything)
    entries.clear();
  for (ValueId place : writes.places) {
    if (entries.empty())
      return;
    forget(place);
  }
}

Writes KnownMemory::writesOf(OpId op) const {
  Writes writes;
  collect(op, writes);
  return writes;
}

KnownMemory::KnownMemory(const Module &module, const Function &function, const Replacements &current)
    : module(module), function(function), current(current), isWriter(function.ops.size()) {
  findWriters(function.body);
}

// Stacks are reached through their own operations alone, and what is released by nobody.
bool KnownMemory::writes(const Op &op) const {
  return hasEffect(op) && familyOf(op.code) != Family::Stack && effectOf(op) != Effect::Releases;
}

// Nests are searched for writes from every region around them, so those without any are found once.
bool KnownMemory::findWriters(RegionId region) {
  bool found = false;
  for (OpId id : function[region].ops) {
    bool isOne = writes(function[id]);
    for (RegionId inner : function[id].regions)
      isOne |= findWriters(inner);
    isWriter[id.index] = isOne;
    found |= isOne;
  }
  return found;
}

void KnownMemory::collect(OpId id, Writes &writes) const {
  const Op &op = function[id];
  if (id.index < isWriter.size() && !isWriter[id.index])
    return;
  if (infoOf(op.code).effect == Effect::Writes)
    writes.places.push_back(op.operands[0]);
  else
    writes.everything |= this->writes(op);
  for (RegionId r : op.regions)
    for (OpId inner : function[r].ops)
      collect(inner, writes);
}

} // namespace clangent::transform
