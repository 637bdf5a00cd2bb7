#include "Transform/Edit/Uses.h"

namespace clangent::transform {

using namespace ir;

Uses::Uses(const Function &function) : uses(function.values.size()) { collect(function, function.body); }

void Uses::collect(const Function &f, RegionId region) {
  for (OpId id : f[region].ops) {
    const Op &op = f[id];
    for (unsigned k = 0; k < op.operands.size(); ++k)
      uses[op.operands[k].index].push_back({id, k, {}});
    for (RegionId inner : op.regions)
      collect(f, inner);
  }
  for (unsigned k = 0; k < f[region].yields.size(); ++k)
    uses[f[region].yields[k].index].push_back({{}, k, region});
}

void replaceUses(Function &function, const Uses &uses, ValueId from, ValueId to) {
  for (const Use &use : uses.of(from))
    if (use.op)
      function[use.op].operands[use.operand] = to;
    else
      function[use.region].yields[use.operand] = to;
}

} // namespace clangent::transform
