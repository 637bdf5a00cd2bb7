// What a loop carries and changes in some of its iterations only, as the buffer of a vector that grows: the reverse
// sweep carries it backwards, and takes what it was before from a stack where it was changed.
#ifndef CLANGENT_TRANSFORM_RECORD_RESTORE_H
#define CLANGENT_TRANSFORM_RECORD_RESTORE_H

#include "Transform/Plan/RecordingPlan.h"
#include "Transform/Record/Storage.h"

#include <map>
#include <optional>
#include <set>

namespace clangent::transform {

class Restore {
public:
  Restore(ir::Module &module, ir::Function &function, RecordingPlan &plan, Storage &storage, ReverseSide &recording)
      : module(module), f(function), plan(plan), storage(storage), recording(recording) {}

  // The primal value v of visits that `mirrored` undoes, if it is of this kind: one that an iteration starts with,
  // makes of that, or hands on.
  ir::ValueId restored(ir::ValueId v, ir::RegionId mirrored);

private:
  // A carried value; what it is in the reverse loop behind an iteration (`carried`), in front of it, and in between.
  struct Carried {
    ir::OpId loop;
    size_t number;
  };
  struct Place {
    CarriedBack carried;
    ir::ValueId before;
    std::map<ir::ValueId, ir::ValueId> between;
  };

  std::optional<Carried> startedWith(ir::ValueId v) const;
  std::optional<Carried> handedOnAs(ir::ValueId v) const;
  ir::ValueId argumentOf(const Carried &carried) const;
  ir::ValueId nextOf(const Carried &carried) const;
  std::optional<Carried> becomes(ir::ValueId v) const;
  bool isRestorable(const Carried &carried) const;
  std::vector<ir::ValueId> pathOf(const Carried &carried) const;
  ir::ValueId keptBy(ir::ValueId next, ir::RegionId visible) const;
  const Place &restore(const Carried &carried, ir::RegionId mirrored);
  bool isUndoneInside(ir::ValueId yielded, ir::ValueId kept, ir::OpId branch, ir::RegionId arm) const;
  void provideAround(ir::ValueId v, ir::RegionId arm, ir::RegionId mirrored);
  void provideConditions(ir::ValueId next, ir::ValueId kept, ir::RegionId outermost, ir::RegionId mirrored);
  ir::ValueId undo(ir::ValueId next, ir::ValueId kept, ir::ValueId behind, ir::RegionId mirrored);

  ir::Module &module;
  ir::Function &f;
  RecordingPlan &plan;
  Storage &storage;
  ReverseSide &recording;
  std::map<std::pair<ir::ValueId, ir::RegionId>, Place> places; // by argument and region of the reverse loop
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_RESTORE_H
