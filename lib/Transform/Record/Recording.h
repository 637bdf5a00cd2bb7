// What the reverse sweep reads of the primal (ADJOINT 3). The reverse sweep names primal values wherever they were
// computed; this stage makes each of them reachable: it is still in scope, or recomputed, or stored.
// In: a forward sweep and a reverse sweep that ignores scopes; out: a function in which every use is in scope.
#ifndef CLANGENT_TRANSFORM_RECORD_RECORDING_H
#define CLANGENT_TRANSFORM_RECORD_RECORDING_H

#include "Analysis/Memory.h"
#include "Transform/Plan/RecordingPlan.h"
#include "Transform/Record/OwnMemory.h"
#include "Transform/Record/Restore.h"
#include "Transform/Record/Storage.h"

#include <map>

namespace clangent::transform {

class Recording final : private ReverseSide {
public:
  // `reverseRoot` mirrors the body in a function whose sweeps are to be split; otherwise it is invalid, the reverse
  // operations stand behind the forward ones in the body, and values of the body itself are in scope.
  Recording(ir::Module &module, ir::Function &function, RecordingPlan &plan, OwnMemory &own, ir::RegionId reverseRoot)
      : module(module), f(function), plan(plan), own(own), reverseRoot(reverseRoot), storage(module, function, *this),
        restore(module, function, plan, storage, *this) {}

  // Makes every use in these operations of the body or the reverse root, and inside them, reach its value.
  void run(const std::vector<ir::OpId> &reverseOps, ir::RegionId region);

  // Once all of that is done: memory that need not be kept is given back.
  void settle() { own.settle(*this); }

  ir::ValueId resolve(ir::ValueId v, ir::RegionId at) override;

  // Of a split function: the forward values that the reverse root reads. They become the residual; the arguments of
  // the reverse root, in the same order, stand for them.
  const std::vector<ir::ValueId> &residual() const { return residualValues; }
  // Values that could not be made reachable: errors of the compiler.
  const std::vector<std::string> &problems() const { return found; }

private:
  ir::ValueId atStart(ir::RegionId region, const std::function<ir::ValueId(ir::Builder &)> &make) override;
  void fix(const std::vector<ir::OpId> &ops, ir::RegionId region);
  ir::ValueId provide(ir::ValueId v, ir::RegionId mirrored);
  ir::ValueId recompute(ir::ValueId v, ir::RegionId mirrored);
  ir::ValueId lift(ir::ValueId v);
  ir::RegionId mirroredAncestor(ir::RegionId forward, ir::RegionId at);

  ir::Module &module;
  ir::Function &f;
  RecordingPlan &plan;
  OwnMemory &own;
  ir::RegionId reverseRoot;
  Storage storage;
  Restore restore;
  std::map<std::pair<ir::ValueId, ir::RegionId>, ir::ValueId> provided;
  std::map<ir::ValueId, ir::ValueId> lifted;
  std::map<ir::RegionId, size_t> starts;
  std::vector<ir::ValueId> residualValues;
  std::vector<std::string> found;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_RECORDING_H
