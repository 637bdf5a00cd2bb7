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
  for (RegionId inner : function[op].regions)
    if (function.encloses(inner, region))
      return true;
  return false;
}

bool Layout::sharedLoopWithout(RegionId a, RegionId b, RegionId definition) const {
  for (RegionId r = a; function[r].parent; r = function.enclosing(r)) {
    OpId op = function[r].parent;
    if (function[op].code != Opcode::If && contains(op, b) && !contains(op, definition))
      return true;
  }
  return false;
}

bool Layout::dominates(Point definition, Point point) const {
  if (definition.position > point.position)
    return false;
  if (function.encloses(definition.region, point.region))
    return true;
  // The body of a While sees the values of its `before`.
  OpId parent = function[definition.region].parent;
  return parent && function[parent].code == Opcode::While && function[parent].regions[0] == definition.region &&
         function.encloses(function[parent].regions[1], point.region);
}

bool Layout::exclusive(RegionId a, RegionId b) const {
  while (depthOf[a.index] > depthOf[b.index])
    a = function.enclosing(a);
  while (depthOf[b.index] > depthOf[a.index])
    b = function.enclosing(b);
  while (a != b && function.enclosing(a) != function.enclosing(b)) {
    a = function.enclosing(a);
    b = function.enclosing(b);
  }
  return a != b && function[a].parent == function[b].parent && function[function[a].parent].code == Opcode::If;
}

OpId Layout::ancestorIn(RegionId outer, OpId op) const {
  while (function[op].parent != outer)
    op = function[function[op].parent].parent;
  return op;
}

} // namespace clangent::emit
