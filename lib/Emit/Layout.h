// Numbers the points of a function in the order of its text, so that "before", "inside" and "can run after" are
// comparisons of numbers. Knows regions, not what is printed.
#ifndef CLANGENT_EMIT_LAYOUT_H
#define CLANGENT_EMIT_LAYOUT_H

#include "IR/Function.h"

#include <vector>

namespace clangent::emit {

// A place between two actions of the text: its number and the region it lies in.
struct Point {
  int position = 0;
  ir::RegionId region;
};

class Layout {
public:
  explicit Layout(const ir::Function &function);

  // Every operation after the operations inside it.
  const std::vector<ir::OpId> &innerFirst() const { return order; }

  // An operation starts at begin, has its expression evaluated at evaluation, and has its results from end on.
  Point begin(ir::OpId op) const { return {opBegin[op.index], parentOf(op)}; }
  Point evaluation(ir::OpId op) const { return {opEnd[op.index] - 1, parentOf(op)}; }
  Point end(ir::OpId op) const { return {opEnd[op.index], parentOf(op)}; }
  // The arguments of a region are set at start; the head of a loop reads its bounds at head; yields are read at end.
  Point start(ir::RegionId region) const { return {regionBegin[region.index], region}; }
  Point head(ir::RegionId region) const { return {regionBegin[region.index] + 1, region}; }
  Point end(ir::RegionId region) const { return {regionEnd[region.index], region}; }
  Point definition(ir::ValueId value) const;

  // The innermost region around both.
  ir::RegionId common(ir::RegionId a, ir::RegionId b) const;
  // Does a loop inside `outer` contain `inner`? `outer` is `inner` or around it.
  bool loopBetween(ir::RegionId outer, ir::RegionId inner) const;
  // Is there a loop around both that does not contain `definition`?
  bool sharedLoopWithout(ir::RegionId a, ir::RegionId b, ir::RegionId definition) const;
  // The outermost loop around the region that does not contain `definition`; none if there is no such loop.
  ir::OpId outermostLoopWithout(ir::RegionId region, ir::RegionId definition) const;
  // Where a and b lie in different arms of one If, so that one run never passes both: the arm of a. None otherwise.
  ir::RegionId exclusiveArm(ir::RegionId a, ir::RegionId b) const;
  // Is `outer` the same as `inner` or around it?
  bool encloses(ir::RegionId outer, ir::RegionId inner) const {
    return regionBegin[outer.index] <= regionBegin[inner.index] && regionEnd[inner.index] <= regionEnd[outer.index];
  }
  // Does the region see what is defined earlier in `from`?
  bool isVisible(ir::RegionId from, ir::RegionId region) const;
  bool dominates(Point definition, Point point) const {
    return definition.position <= point.position && isVisible(definition.region, point.region);
  }
  // Is the region one of the operation's, or inside one?
  bool contains(ir::OpId op, ir::RegionId region) const;
  // The operation of region `outer` that contains `op` or is it.
  ir::OpId ancestorIn(ir::RegionId outer, ir::OpId op) const;

private:
  void number(ir::RegionId region, int depth);
  ir::RegionId parentOf(ir::OpId op) const { return function[op].parent; }

  const ir::Function &function;
  std::vector<int> opBegin, opEnd, regionBegin, regionEnd, depthOf;
  std::vector<ir::OpId> order;
  int next = 0;
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_LAYOUT_H
