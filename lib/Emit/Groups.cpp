// Interference of groups, by the tree of what sees what. If y sees x, and x sees w, and w is still read behind y, then
// w is still read behind x. So a value that meets none of its neighbours meets nobody beyond them.
#include "Emit/Groups.h"

#include "Emit/Folding.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

void Groups::add(ValueId v) {
  plan.variableOf[v.index] = static_cast<int>(groups.size());
  groups.push_back({{v}, {{plan.layout.definition(v).position, v}}, groups.size()});
}

void Groups::unfold(ValueId v) {
  plan.isFolded[v.index] = false;
  live.unfolded(v);
  add(v);
}

void Groups::merge(int first, int second) {
  Group *into = &groups[first], *from = &groups[second];
  const size_t place = into->place;
  const bool isFirstSmaller = into->members.size() < from->members.size();
  if (isFirstSmaller)
    std::swap(into, from);
  for (ValueId v : from->members)
    plan.variableOf[v.index] = static_cast<int>(into - groups.data());
  into->members.splice(isFirstSmaller ? into->members.begin() : into->members.end(), from->members);
  into->byDefinition.insert(from->byDefinition.begin(), from->byDefinition.end());
  from->byDefinition.clear();
  into->place = place;
}

std::vector<std::vector<ValueId>> Groups::inOrder() const {
  std::vector<std::vector<ValueId>> members(groups.size());
  for (const Group &group : groups)
    if (!group.members.empty())
      members[group.place].assign(group.members.begin(), group.members.end());
  members.erase(std::remove_if(members.begin(), members.end(), [](const auto &list) { return list.empty(); }),
                members.end());
  return members;
}

bool Groups::interfere(int a, int b) const {
  if (groups[a].members.size() > groups[b].members.size())
    std::swap(a, b);
  const auto &smaller = groups[a].members;
  return std::any_of(smaller.begin(), smaller.end(), [&](ValueId v) { return meets(v, b); });
}

bool Groups::meets(ValueId v, int group) const {
  const ValueId before = lastSeen(v, groups[group]);
  return (before && live.interfere(before, v)) || isSetWhileRead(v, groups[group]) || isChangedBeside(v, group);
}

// The member of the group that is defined last of those that are defined before v, or with it, and that v sees.
ValueId Groups::lastSeen(ValueId v, const Group &group) const {
  const Function &f = plan.function;
  const Point at = plan.layout.definition(v);
  for (auto end = group.byDefinition.upper_bound(at.position); end != group.byDefinition.begin();) {
    const ValueId before = std::prev(end)->second;
    RegionId left = plan.layout.definition(before).region;
    if (plan.layout.isVisible(left, at.region))
      return before;
    // Of a region that was left before v, nothing is seen.
    while (!plan.layout.isVisible(f.enclosing(left), at.region))
      left = f.enclosing(left);
    end = group.byDefinition.lower_bound(plan.layout.start(left).position);
  }
  return ValueId();
}

bool Groups::isSetWhileRead(ValueId v, const Group &group) const {
  const Point home = plan.layout.definition(v);
  const std::vector<Point> &reads = live.readsOf(v);
  for (auto next = group.byDefinition.upper_bound(home.position); next != group.byDefinition.end();) {
    const Point at = plan.layout.definition(next->second);
    if (!plan.layout.isVisible(home.region, at.region))
      return false; // nor is v visible later
    if (live.isLiveAfter(v, at))
      return true;
    const auto read = std::upper_bound(reads.begin(), reads.end(), at.position,
                                       [](int position, Point read) { return position < read.position; });
    if (read == reads.end())
      return false;
    // Where one arm reads v, the rest of the other arm may change it.
    const RegionId arm = plan.layout.exclusiveArm(at.region, read->region);
    next = group.byDefinition.lower_bound(plan.layout.end(arm).position);
  }
  return false;
}

// Does an InPlace change a member of the group and read v, or the other way round?
bool Groups::isChangedBeside(ValueId v, int group) const {
  const Function &f = plan.function;
  const auto isMember = [&](ValueId other) { return plan.variableOf[other.index] == group; };
  for (const Liveness::InPlaceRead &read : live.inPlaceReadsOf(v))
    for (ValueId changed : f[read.first].results)
      if (isMember(changed) && live.interfere(v, changed))
        return true;
  const Op *op = f.definingOp(v);
  if (!op || op->code != Opcode::InPlace)
    return false;
  bool found = false;
  for (ValueId operand : op->operands)
    forEachLeaf(plan, operand, [&](ValueId leaf) { found = found || (isMember(leaf) && live.interfere(v, leaf)); });
  return found;
}

} // namespace clangent::emit
