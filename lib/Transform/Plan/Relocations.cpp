#include "Transform/Plan/Relocations.h"

#include <algorithm>
#include <cstdint>

namespace clangent::transform {

using namespace ir;
using analysis::ObjectSet;

namespace {

bool isConstant(const Function &f, ValueId v, int64_t value) {
  const Op *op = f.definingOp(v);
  return op && op->code == Opcode::Constant && op->integer == value;
}

} // namespace

Relocations::Relocations(const Function &function, const analysis::Memory &memory, const OwnPointers &pointers,
                         BlockCounts &counts)
    : f(function), memory(memory), pointers(pointers), counts(counts), uses(function) {
  if (pointers.objects().empty())
    return;
  forEachOp(f, f.body, [&](OpId id) { order.emplace(id, order.size()); });
  for (const auto &[id, place] : order)
    if (f[id].code == Opcode::Release && pointers.isOwner(f[id].operands[0]))
      if (const Growth growth = growthAt(id); growth.to)
        growths[id] = growth;
  for (const auto &[release, growth] : std::map<OpId, Growth>(growths))
    addFamily(release);
  for (auto growth = growths.begin(); growth != growths.end();)
    growth = familyOf(*memory.pointees(growth->second.to).begin()) ? std::next(growth) : growths.erase(growth);
  for (const auto &[release, growth] : growths)
    copies.insert(growth.loop);
}

ValueId Relocations::grownFrom(OpId release) const {
  const auto found = growths.find(release);
  return found == growths.end() ? ValueId() : found->second.to;
}

const Relocations::Family *Relocations::familyOf(unsigned object) const {
  const auto found = std::find_if(families.begin(), families.end(),
                                  [&](const Family &family) { return family.objects.count(object) != 0; });
  return found == families.end() ? nullptr : &*found;
}

// ---- one growth

Relocations::Growth Relocations::growthAt(OpId release) const {
  const ValueId from = f[release].operands[0];
  const RegionId region = f[release].parent;
  const ValueId count = counts.known(from);
  for (OpId loop : f[region].ops) {
    if (!count || f[loop].code != Opcode::For || !isBefore(loop, release))
      continue;
    for (OpId made : f[region].ops) {
      if (f[made].code != Opcode::Allocate || f[made].isZeroed || !isBefore(made, loop))
        continue;
      const ValueId to = f[made].results[0];
      if (pointers.isOwner(to) && f[to].type == f[from].type && copiesAll(loop, from, to) &&
          isUntouched(to, made, loop) && isUntouched(from, f[f[loop].regions[0]].ops.back(), release) &&
          isAsLarge(f[made].operands[0], count, region))
        return {to, loop};
    }
  }
  return {};
}

// Elements from the first on, and nothing else happens.
bool Relocations::copiesAll(OpId id, ValueId from, ValueId to) const {
  const Op &loop = f[id];
  if (!isConstant(f, loop.operands[0], 0) || !isConstant(f, loop.operands[2], 1) || !loop.results.empty())
    return false;
  const ValueId counter = f[loop.regions[0]].arguments[0];
  bool isCopied = false;
  for (OpId inner : f[loop.regions[0]].ops) {
    const Op &op = f[inner];
    if (op.code == Opcode::Store) {
      const Op *value = f.definingOp(op.operands[1]);
      isCopied = value && value->code == Opcode::Load && isSameElement(value->operands[0], from, op.operands[0], to) &&
                 isElement(op.operands[0], to, counter);
      if (!isCopied)
        return false;
    } else if (op.code != Opcode::Load && op.code != Opcode::Cast && op.code != Opcode::Constant && !isStep(op.code)) {
      return false;
    }
  }
  return isCopied;
}

// The same steps from both.
bool Relocations::isSameElement(ValueId a, ValueId baseOfA, ValueId b, ValueId baseOfB) const {
  if (a == baseOfA || b == baseOfB)
    return a == baseOfA && b == baseOfB;
  const Op *one = f.definingOp(a), *other = f.definingOp(b);
  return one && other && one->code == other->code && isStep(one->code) && one->field == other->field &&
         std::equal(one->operands.begin() + 1, one->operands.end(), other->operands.begin() + 1,
                    other->operands.end()) &&
         isSameElement(one->operands[0], baseOfA, other->operands[0], baseOfB);
}

bool Relocations::isElement(ValueId address, ValueId base, ValueId number) const {
  const Op *op = f.definingOp(address);
  while (op && isStep(op->code) && op->operands[0] != base)
    op = f.definingOp(op->operands[0]);
  return op && op->code == Opcode::Index && counts.source(op->operands[1]) == counts.source(number);
}

// Nobody reaches the memory of p between the two, where asking how far pointers are apart reaches nothing.
bool Relocations::isUntouched(ValueId p, OpId begin, OpId end) const {
  return std::all_of(uses.of(p).begin(), uses.of(p).end(), [&](const Use &use) {
    if (!use.op)
      return true;
    const Op &op = f[use.op];
    if (isStep(op.code) && !isUntouched(op.results[0], begin, end))
      return false;
    return isStep(op.code) || op.code == Opcode::PtrDiff || op.code == Opcode::Compare || !isBefore(begin, use.op) ||
           !isBefore(use.op, end);
  });
}

bool Relocations::isBefore(OpId op, OpId other) const { return order.at(op) < order.at(other); }

// ---- sizes

// Is the number at least `than`, which counts the elements of memory that there is?
bool Relocations::isAsLarge(ValueId count, ValueId than, RegionId at) const {
  if (counts.source(count) == counts.source(than) || isKnown(count, than, true, at))
    return true;
  const Op *op = f.definingOp(counts.source(count));
  if (op && op->code == Opcode::Add)
    return (isAsLarge(op->operands[0], than, at) && isSmall(op->operands[1], than, at)) ||
           (isAsLarge(op->operands[1], than, at) && isSmall(op->operands[0], than, at));
  return op && op->code == Opcode::Select && isAsLarge(op->operands[1], than, at) &&
         isAsLarge(op->operands[2], than, at);
}

// Is it no negative number, nor so large that a sum with another number of elements wraps around?
bool Relocations::isSmall(ValueId count, ValueId than, RegionId at) const {
  if (counts.source(count) == counts.source(than) || isKnown(count, than, false, at))
    return true;
  const Op *op = f.definingOp(counts.source(count));
  if (op && op->code == Opcode::Constant)
    return op->integer >= 0 && op->integer <= INT32_MAX;
  return op && op->code == Opcode::Select && isSmall(op->operands[1], than, at) && isSmall(op->operands[2], than, at);
}

// Do the conditions of the branches around tell that a is b, or `orMore`?
bool Relocations::isKnown(ValueId a, ValueId b, bool orMore, RegionId at) const {
  for (RegionId region = at; region; region = f.enclosing(region)) {
    const OpId parent = f[region].parent;
    if (!parent || f[parent].code != Opcode::If)
      continue;
    bool isTrue = f[parent].regions[0] == region;
    const Op *condition = f.definingOp(f[parent].operands[0]);
    for (; condition && condition->code == Opcode::Not; condition = f.definingOp(condition->operands[0]))
      isTrue = !isTrue;
    if (!condition || condition->code != Opcode::Compare)
      continue;
    Predicate predicate = isTrue ? condition->predicate : inverse(condition->predicate);
    ValueId x = counts.source(condition->operands[0]), y = counts.source(condition->operands[1]);
    if (x == counts.source(b)) {
      std::swap(x, y);
      predicate = swapped(predicate);
    }
    const bool isMore = predicate == Predicate::Gt || predicate == Predicate::Ge;
    if (x == counts.source(a) && y == counts.source(b) && (predicate == Predicate::Eq || (orMore && isMore)))
      return true;
  }
  return false;
}

// ---- all growths of a block

void Relocations::addFamily(OpId release) {
  Family family;
  family.objects = memory.pointees(f[release].operands[0]);
  const ObjectSet &grown = memory.pointees(growths.at(release).to);
  family.objects.insert(grown.begin(), grown.end());
  const auto isMember = [&](ValueId v) {
    const ObjectSet &objects = memory.pointees(v);
    return std::any_of(objects.begin(), objects.end(), [&](unsigned o) { return family.objects.count(o) != 0; });
  };
  if (familyOf(*family.objects.begin()))
    return;
  // What a pointer may lead to, or grows to, belongs together.
  for (size_t known = 0; known != family.objects.size();) {
    known = family.objects.size();
    for (size_t i = 0; i < f.values.size(); ++i)
      if (isMember(ValueId(i)))
        family.objects.insert(memory.pointees(ValueId(i)).begin(), memory.pointees(ValueId(i)).end());
    for (const auto &[id, growth] : growths)
      if (isMember(f[id].operands[0]) || isMember(growth.to)) {
        const ObjectSet &from = memory.pointees(f[id].operands[0]), &to = memory.pointees(growth.to);
        family.objects.insert(from.begin(), from.end());
        family.objects.insert(to.begin(), to.end());
      }
  }
  for (const auto &[id, place] : order)
    if (f[id].code == Opcode::Release && isMember(f[id].operands[0]) && !growths.count(id)) {
      if (family.last)
        return;
      family.last = id;
    }
  if (family.last && livesWithin(family))
    families.push_back(family);
}

// Does the block come into being and end in one visit of the region where it ends?
bool Relocations::livesWithin(const Family &family) const {
  const RegionId region = f[family.last].parent;
  if (!pointers.isOwner(f[family.last].operands[0]))
    return false;
  for (size_t i = 0; i < f.values.size(); ++i) {
    const ValueId v(i);
    const ObjectSet &objects = memory.pointees(v);
    if (std::none_of(objects.begin(), objects.end(), [&](unsigned o) { return family.objects.count(o) != 0; }))
      continue;
    const bool isFromBefore = !f.definingOp(v) && f[f[v].owner].parent == f[region].parent;
    if (!f.encloses(region, pointers.visitRegion(v)) || isFromBefore)
      return false;
  }
  return true;
}

} // namespace clangent::transform
