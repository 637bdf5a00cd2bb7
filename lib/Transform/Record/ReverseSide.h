// The reverse sweep as the rooms of the recording see it that add to it.
#ifndef CLANGENT_TRANSFORM_RECORD_REVERSESIDE_H
#define CLANGENT_TRANSFORM_RECORD_REVERSESIDE_H

#include "IR/Builder.h"

#include <functional>

namespace clangent::transform {

class ReverseSide {
public:
  // The value to use in region `at` of the reverse sweep for the primal value v.
  virtual ir::ValueId resolve(ir::ValueId v, ir::RegionId at) = 0;
  // Runs make(builder) with a builder at the start of a region, behind what was put there before.
  virtual ir::ValueId atStart(ir::RegionId region, const std::function<ir::ValueId(ir::Builder &)> &make) = 0;

protected:
  ~ReverseSide() = default;
};

// What a reverse loop carries against the direction of the primal's loop.
struct CarriedBack {
  ir::ValueId behind; // in an iteration of the reverse loop: what it was behind the iteration of the primal's
  ir::ValueId result; // behind the reverse loop: what it was before the primal's
};

// The reverse loop of the region carries something that is named and typed like the argument of the primal's loop.
// Where it starts, last(), and what it was before the undone iteration, before(), may be made of it: `carried` is there
// by then.
void carryBack(ir::Module &module, ir::Function &f, ir::RegionId mirrored, ir::ValueId argument, CarriedBack &carried,
               const std::function<ir::ValueId()> &last, const std::function<ir::ValueId()> &before);

// The branch is undone at the start of the region: of each arm, before(arm, reversed) gives in the reversed arm what
// `like` was before.
ir::ValueId branchBack(ir::Function &f, ReverseSide &recording, ir::OpId branch, ir::RegionId mirrored,
                       ir::ValueId like, const std::function<ir::ValueId(ir::RegionId, ir::RegionId)> &before);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_REVERSESIDE_H
