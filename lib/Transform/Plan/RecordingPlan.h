// Where each primal value that the reverse sweep needs comes from: recomputed from other values, or stored. Reads the
// forward sweep only; the sound default is to store (ADJOINT 3).
#ifndef CLANGENT_TRANSFORM_PLAN_RECORDINGPLAN_H
#define CLANGENT_TRANSFORM_PLAN_RECORDINGPLAN_H

#include "Analysis/Memory.h"
#include "Transform/Differentiate/Shadows.h"

#include <map>

namespace clangent::transform {

class RecordingPlan {
public:
  // `recompute` off: everything is stored that can be.
  RecordingPlan(const ir::Module &module, const ir::Function &function, const analysis::Memory &memory, bool isSplit,
                bool recompute)
      : module(module), f(function), memory(memory), isSplit(isSplit), mayRecompute(recompute),
        analysed(function.values.size()) {}

  // Call between the sweeps: operations made later are not the primal's.
  void endForwardSweep(const Shadows &shadows);

  bool isRecomputed(ir::ValueId v);
  // The region whose visits v belongs to: a value of a While's condition belongs to its body.
  ir::RegionId visitRegion(ir::ValueId v) const;
  // Is the value one of the body's own, usable everywhere in a joint function?
  bool isAlwaysInScope(ir::ValueId v) const;
  // May what is needed be made of what the reverse sweep has, or is all of it stored?
  bool mayRestore() const { return mayRecompute; }

private:
  bool decide(ir::ValueId v);
  bool isFree(ir::ValueId v, unsigned &budget, unsigned depth);
  unsigned loopDepth(ir::ValueId v) const;
  bool isExact(ir::ValueId v) const;
  bool isCheap(const ir::Op &op) const;
  bool isReloadable(ir::OpId load);
  bool staysWithShadow(ir::ValueId place) const;
  bool outlivesForwardSweep(ir::ValueId pointer) const;
  bool isOfVisit(ir::ValueId pointer, ir::RegionId region);
  bool mayWriteForward(ir::OpId op, ir::ValueId read) const;

  const ir::Module &module;
  const ir::Function &f;
  const analysis::Memory &memory;
  bool isSplit, mayRecompute;
  size_t analysed; // values below were seen by the analysis; the others are shadows and counters
  size_t forwardOps = SIZE_MAX;
  std::map<ir::OpId, ir::OpId> primalLoads; // of shadow pointers: the load of the pointer
  std::map<ir::ValueId, bool> decided;
  std::map<std::pair<unsigned, ir::RegionId>, bool> staysInVisit; // by object and region
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_RECORDINGPLAN_H
