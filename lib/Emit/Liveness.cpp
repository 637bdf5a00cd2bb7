// Reads are collected at the statements; liveness is asked point by point.
#include "Emit/Liveness.h"

#include "Emit/Folding.h"
#include "Emit/Uses.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

Liveness::Liveness(const Plan &plan) : plan(plan) {
  const Function &f = plan.function;
  reads.resize(f.values.size());
  for (OpId id : plan.layout.innerFirst())
    if (isStatement(plan, id))
      readByStatement(id);
  for (unsigned k = 0; k < f[f.body].yields.size(); ++k)
    read({OpId(), f.body, k}, f[f.body].yields[k]);
}

void Liveness::readByStatement(OpId id) {
  const Op &op = plan.function[id];
  if (op.code == Opcode::InPlace)
    keepApart(op);
  for (unsigned k = 0; k < op.operands.size(); ++k)
    read({id, RegionId(), k}, op.operands[k]);
  // A While is left behind its `before`, with the carried values of that moment as results.
  for (unsigned k = 0; op.code == Opcode::While && k < op.results.size(); ++k)
    if (plan.isUsed(op.results[k]))
      reads[plan.function[op.regions[0]].arguments[k].index].push_back(plan.layout.end(op.regions[0]));
  for (RegionId region : op.regions) {
    const auto &yields = plan.function[region].yields;
    for (unsigned k = 0; k < yields.size(); ++k)
      if (op.code != Opcode::If || plan.isUsed(op.results[k]))
        read({OpId(), region, k}, yields[k]);
  }
}

// The text of an InPlace reads its operands after the variables that it changes were set.
void Liveness::keepApart(const Op &op) {
  const size_t first = op.firstChanged;
  for (size_t k = 0; k < op.operands.size(); ++k)
    for (size_t r = 0; r < op.results.size(); ++r)
      if (k != first + r)
        forEachLeaf(plan, op.operands[k], [&](ValueId leaf) { apart.insert(std::minmax(leaf, op.results[r])); });
}

void Liveness::read(const Use &use, ValueId v) {
  Point point = readingPoint(plan, use);
  forEachLeaf(plan, v, [&](ValueId leaf) { reads[leaf.index].push_back(point); });
}

bool Liveness::isLiveAfter(ValueId v, Point point) const {
  RegionId home = plan.layout.definition(v).region;
  for (Point read : reads[v.index]) {
    if (read.position > point.position && !plan.layout.exclusive(read.region, point.region))
      return true;
    if (plan.layout.sharedLoopWithout(read.region, point.region, home))
      return true; // the next iteration reads it
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

bool Liveness::interfere(ValueId a, ValueId b) const {
  if (a == b)
    return false;
  if (definedTogether(a, b) || apart.count(std::minmax(a, b)))
    return true;
  Point definitionA = plan.layout.definition(a), definitionB = plan.layout.definition(b);
  if (plan.layout.dominates(definitionB, definitionA) && isLiveAfter(b, definitionA))
    return true;
  return plan.layout.dominates(definitionA, definitionB) && isLiveAfter(a, definitionB);
}

} // namespace clangent::emit
