// Which pointers own the memory of an iteration: each comes from an allocation, through loops and branches that hand it
// on, and on every path it is handed on or released once. So the reverse sweep can follow it backwards.
#ifndef CLANGENT_TRANSFORM_PLAN_OWNPOINTERS_H
#define CLANGENT_TRANSFORM_PLAN_OWNPOINTERS_H

#include "Analysis/Activity.h"
#include "Transform/Edit/Uses.h"

#include <map>
#include <optional>

namespace clangent::transform {

// What becomes of an owning pointer in a region.
struct Consumer {
  enum class Kind : uint8_t {
    Release, // `op`
    Result,  // number `number` of the results of the branch `op` that the region is an arm of
    Next,    // carried value `number` of the loop `op` around the region, in the next iteration
    Start,   // carried value `number` of the loop `op` in the region, in the first iteration
    Branch,  // each arm of `op` has a consumer of its own
  };
  Kind kind;
  ir::OpId op;
  size_t number = 0;
};

class OwnPointers {
public:
  OwnPointers(const ir::Module &module, const ir::Function &function, const analysis::Memory &memory,
              const analysis::Activity &activity);

  // Objects all of whose pointers are understood.
  const analysis::ObjectSet &objects() const { return own; }
  // Does the pointer own such an object, and is no step from one that does?
  bool isOwner(ir::ValueId p) const { return p.index < owners.size() && owners[p.index]; }
  // Of an owner, in a region from its own inwards.
  std::optional<Consumer> consumerIn(ir::ValueId p, ir::RegionId region) const;
  // The region whose visits p belongs to.
  ir::RegionId visitRegion(ir::ValueId p) const;

private:
  bool isCandidate(const analysis::Object &object) const;
  bool isUnderstood(ir::ValueId v) const;
  bool isOwned(ir::ValueId v) const;
  bool isReached(ir::ValueId v) const;
  bool isOfNumber(const ir::Op &op) const;
  bool isConsumed(ir::ValueId p, ir::RegionId region, ir::OpId outermost = ir::OpId()) const;
  bool leadsTo(const Consumer &consumer, ir::OpId outermost) const;
  bool comesFromOwners(ir::ValueId p) const;
  bool isOwnerOrNothing(ir::ValueId v) const;
  std::vector<Consumer> consumersIn(ir::ValueId p, ir::RegionId region) const;

  const ir::Module &module;
  const ir::Function &f;
  const analysis::Memory &memory;
  const analysis::Activity &activity;
  const Uses uses;
  analysis::ObjectSet own;
  std::vector<bool> owners;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_OWNPOINTERS_H
