// Reads are collected value by value; liveness is asked point by point. Points are compared by their numbers, so that
// an answer does not cost more for a value that is read often.
#include "Emit/Liveness.h"

#include "Emit/Folding.h"
#include "Emit/Uses.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

Liveness::Liveness(const Plan &plan) : plan(plan) {
  const Function &f = plan.function;
  readsOfAll.resize(f.values.size());
  isLeft.resize(f.values.size());
  for (OpId id : plan.layout.innerFirst())
    for (unsigned k = 0; f[id].code == Opcode::While && isStatement(plan, id) && k < f[id].results.size(); ++k)
      if (plan.isUsed(f[id].results[k]))
        isLeft[f[f[id].regions[0]].arguments[k].index] = true;
}

// The folded value whose text the reading is part of; none if a statement reads.
ValueId Liveness::textAround(const Use &use) const {
  const Function &f = plan.function;
  const OpId reader = use.op ? use.op : f[use.yield].parent;
  if (!reader || (!use.op && !plan.isTernary[reader.index]) || isStatement(plan, reader))
    return ValueId();
  return f[reader].results[0];
}

void Liveness::collect(ValueId v, Reads &found) const {
  for (const Use &use : plan.uses[v.index]) {
    if (const ValueId around = textAround(use)) {
      collect(around, found);
      continue;
    }
    found.points.push_back(readingPoint(plan, use));
    if (use.op && plan.function[use.op].code == Opcode::InPlace)
      found.inPlace.push_back({use.op, use.index});
  }
}

const Liveness::Reads &Liveness::reads(ValueId v) const {
  Reads &found = readsOfAll[v.index];
  if (found.isKnown)
    return found;
  found = Reads();
  found.isKnown = true;
  collect(v, found);
  // A While is left behind its `before`, with the carried values of that moment as results.
  if (isLeft[v.index])
    found.points.push_back(plan.layout.end(plan.function[v].owner));
  std::sort(found.points.begin(), found.points.end(), [](Point a, Point b) { return a.position < b.position; });
  return found;
}

void Liveness::unfolded(ValueId v) {
  const Function &f = plan.function;
  const auto forget = [&](ValueId leaf) { readsOfAll[leaf.index].isKnown = false; };
  forget(v);
  for (ValueId operand : f.definingOp(v)->operands)
    forEachLeaf(plan, operand, forget);
  for (RegionId arm : f.definingOp(v)->regions)
    for (ValueId yield : f[arm].yields)
      forEachLeaf(plan, yield, forget);
}

bool Liveness::isLiveAfter(ValueId v, Point point) const {
  const std::vector<Point> &points = readsOf(v);
  const auto firstFrom = [&](int position) {
    return std::lower_bound(points.begin(), points.end(), position,
                            [](Point read, int bound) { return read.position < bound; });
  };
  // The next iteration reads it.
  if (const OpId loop = plan.layout.outermostLoopWithout(point.region, plan.layout.definition(v).region)) {
    const auto read = firstFrom(plan.layout.begin(loop).position + 1);
    if (read != points.end() && read->position < plan.layout.evaluation(loop).position)
      return true;
  }
  // All reads of an arm that excludes the point are passed over at once.
  for (auto end = points.end(); end != points.begin();) {
    const Point read = *std::prev(end);
    if (read.position <= point.position)
      return false;
    const RegionId arm = plan.layout.exclusiveArm(read.region, point.region);
    if (!arm)
      return true;
    end = firstFrom(plan.layout.start(arm).position);
  }
  return false;
}

// Arguments of one region, and results of one operation, are set at the same time.
bool Liveness::definedTogether(ValueId a, ValueId b) const {
  const Value &x = plan.function[a], &y = plan.function[b];
  if (x.definition || y.definition)
    return x.definition == y.definition;
  return x.owner == y.owner;
}

// The text of an InPlace reads its operands after the variables that it changes were set: is v one that must not be the
// same as `changed`?
bool Liveness::isApart(ValueId v, ValueId changed) const {
  const Function &f = plan.function;
  const Op *op = f.definingOp(changed);
  if (!op || op->code != Opcode::InPlace)
    return false;
  return std::any_of(inPlaceReadsOf(v).begin(), inPlaceReadsOf(v).end(), [&](const InPlaceRead &read) {
    const size_t first = op->firstChanged;
    return read.first == f[changed].definition && (read.second < first || read.second - first >= op->results.size() ||
                                                   op->results[read.second - first] != changed);
  });
}

bool Liveness::interfere(ValueId a, ValueId b) const {
  if (a == b)
    return false;
  if (definedTogether(a, b) || isApart(a, b) || isApart(b, a))
    return true;
  Point definitionA = plan.layout.definition(a), definitionB = plan.layout.definition(b);
  if (plan.layout.dominates(definitionB, definitionA) && isLiveAfter(b, definitionA))
    return true;
  return plan.layout.dominates(definitionA, definitionB) && isLiveAfter(a, definitionB);
}

} // namespace clangent::emit
