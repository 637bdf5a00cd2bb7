#include "Analysis/DeadEnds.h"

namespace clangent::analysis {

using namespace ir;

DeadEnds::DeadEnds(const Module &module, const Function &function) : module(module), dead(function.regions.size()) {
  if (!function.body)
    return;
  find(function, function.body, dead);
  spread(function, function.body, false);
}

void DeadEnds::find(const Function &f, RegionId region, std::vector<bool> &found) {
  bool isFound = false;
  for (OpId id : f[region].ops) {
    for (RegionId inner : f[id].regions)
      find(f, inner, found);
    isFound = isFound || neverEnds(f, f[id], found);
  }
  found[region.index] = isFound;
}

bool DeadEnds::neverEnds(const Function &f, const Op &op, const std::vector<bool> &found) {
  if (leavingOf(op) == Leaving::Surely)
    return true;
  if (op.code == Opcode::Call)
    return !op.isClosed && neverReturns(op.callee);
  if (op.code != Opcode::If)
    return false;
  const Op *condition = f.definingOp(op.operands[0]);
  const bool isDecided = condition && condition->code == Opcode::Constant;
  const bool then = found[op.regions[0].index], otherwise = found[op.regions[1].index];
  return isDecided ? (condition->integer ? then : otherwise) : then && otherwise;
}

// Of a function that calls itself it is not known meanwhile.
bool DeadEnds::neverReturns(FunctionId callee) {
  const Function &f = module[callee];
  if (auto [known, isNew] = callees.try_emplace(callee, false); !isNew || !f.isComplete)
    return known->second;
  std::vector<bool> found(f.regions.size());
  find(f, f.body, found);
  return callees[callee] = found[f.body.index];
}

// What stands in a dead end is one.
void DeadEnds::spread(const Function &f, RegionId region, bool isInside) {
  isInside = isInside || dead[region.index];
  dead[region.index] = isInside;
  hasAny |= isInside;
  for (OpId id : f[region].ops)
    for (RegionId inner : f[id].regions)
      spread(f, inner, isInside);
}

} // namespace clangent::analysis
