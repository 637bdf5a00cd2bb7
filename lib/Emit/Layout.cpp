// Numbering, and the questions about regions that it answers.
#include "Emit/Layout.h"

namespace clangent::emit {

using namespace ir;

Layout::Layout(const Function &function) : function(function) {
  opBegin.resize(function.ops.size());
  opEnd.resize(function.ops.size());
  regionBegin.resize(function.regions.size());
  regionEnd.resize(function.regions.size());
  depthOf.resize(function.regions.size());
  if (function.body)
    number(function.body, 0);
}

void Layout::number(RegionId region, int depth) {
  depthOf[region.index] = depth;
  regionBegin[region.index] = next;
  next += 2; // start, head
  for (OpId op : function[region].ops) {
    opBegin[op.index] = next++;
    for (RegionId inner : function[op].regions)
      number(inner, depth + 1);
    opEnd[op.index] = next + 1;
    next += 2; // evaluation, end
    order.push_back(op);
  }
  regionEnd[region.index] = next++;
}

Point Layout::definition(ValueId value) const {
  const Value &v = function[value];
  if (v.definition)
    return end(v.definition);
  return start(v.owner ? v.owner : function.body);
}

RegionId Layout::common(RegionId a, RegionId b) const {
  while (depthOf[a.index] > depthOf[b.index])
    a = function.enclosing(a);
  while (depthOf[b.index] > depthOf[a.index])
    b = function.enclosing(b);
  while (a != b) {
    a = function.enclosing(a);
    b = function.enclosing(b);
  }
  return a;
}

bool Layout::loopBetween(RegionId outer, RegionId inner) const {
  for (RegionId r = inner; r != outer; r = function.enclosing(r))
    if (function[function[r].parent].code != Opcode::If)
      return true;
  return false;
}

bool Layout::contains(OpId op, RegionId region) const {
  return opBegin[op.index] < regionBegin[region.index] && regionEnd[region.index] < opEnd[op.index];
}

OpId Layout::outermostLoopWithout(RegionId region, RegionId definition) const {
  OpId outermost;
  for (RegionId r = region; function[r].parent && !encloses(r, definition); r = function.enclosing(r)) {
    const OpId op = function[r].parent;
    if (function[op].code != Opcode::If && !contains(op, definition))
      outermost = op;
  }
  return outermost;
}

bool Layout::sharedLoopWithout(RegionId a, RegionId b, RegionId definition) const {
  const OpId loop = outermostLoopWithout(a, definition);
  return loop && contains(loop, b);
}

bool Layout::isVisible(RegionId from, RegionId region) const {
  if (encloses(from, region))
    return true;
  // The body of a While sees the values of its `before`.
  OpId parent = function[from].parent;
  return parent && function[parent].code == Opcode::While && function[parent].regions[0] == from &&
         encloses(function[parent].regions[1], region);
}

RegionId Layout::exclusiveArm(RegionId a, RegionId b) const {
  while (depthOf[a.index] > depthOf[b.index])
    a = function.enclosing(a);
  while (depthOf[b.index] > depthOf[a.index])
    b = function.enclosing(b);
  while (a != b && function.enclosing(a) != function.enclosing(b)) {
    a = function.enclosing(a);
    b = function.enclosing(b);
  }
  const bool isExclusive =
      a != b && function[a].parent == function[b].parent && function[function[a].parent].code == Opcode::If;
  return isExclusive ? a : RegionId();
}

OpId Layout::ancestorIn(RegionId outer, OpId op) const {
  while (function[op].parent != outer)
    op = function[function[op].parent].parent;
  return op;
}

} // namespace clangent::emit
