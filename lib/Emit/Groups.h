// The values that share a variable, while it is still decided which do. No two members of a group interfere. So to
// learn whether two groups may become one, each value of the smaller group is compared only with its neighbours in the
// other one: of the values defined before it, the last that it can see; of those behind it, the ones that are set while
// it is still read. That, and moving the smaller group into the larger, takes n log n steps for n values.
#ifndef CLANGENT_EMIT_GROUPS_H
#define CLANGENT_EMIT_GROUPS_H

#include "Emit/Liveness.h"

#include <list>
#include <map>

namespace clangent::emit {

class Groups {
public:
  explicit Groups(Plan &plan) : plan(plan), live(plan) {}

  // Plan::variableOf is the group of each value until `finish`.
  void add(ir::ValueId v);
  // The value was folded, and gets a group of its own.
  void unfold(ir::ValueId v);
  bool interfere(int a, int b) const;
  // The members of the second group follow those of the first, and the place in the order of groups is that of the
  // first.
  void merge(int first, int second);
  // The members of each group, by the places in the order.
  std::vector<std::vector<ir::ValueId>> inOrder() const;

private:
  struct Group {
    std::list<ir::ValueId> members;
    std::map<int, ir::ValueId> byDefinition; // by the number of the point
    size_t place = 0;
  };
  bool meets(ir::ValueId v, int group) const;
  ir::ValueId lastSeen(ir::ValueId v, const Group &group) const;
  bool isSetWhileRead(ir::ValueId v, const Group &group) const;
  bool isChangedBeside(ir::ValueId v, int group) const;

  Plan &plan;
  Liveness live;
  std::vector<Group> groups;
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_GROUPS_H
