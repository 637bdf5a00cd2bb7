#include "Emit/Releases.h"

#include "Emit/Folding.h"
#include "Emit/Liveness.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

namespace {

// The first statement of the body that changes an adjoint or undoes a region; none in a function without reverse sweep.
OpId firstOfReverse(const Plan &plan) {
  const Function &f = plan.function;
  for (OpId id : f[f.body].ops) {
    if (!isStatement(plan, id) || !f[id].isDerivative)
      continue;
    const auto &regions = f[id].regions;
    const bool isMirror = std::any_of(regions.begin(), regions.end(), [&](RegionId r) { return f[r].mirror.valid(); });
    if (isMirror || f[id].code == Opcode::InPlace)
      return id;
  }
  return OpId();
}

int lastRead(const Variable &variable, const Liveness &live) {
  int last = -1;
  for (ValueId v : variable.members)
    for (Point read : live.readsOf(v))
      last = std::max(last, read.position);
  return last;
}

// The statement of the body that contains the point, or follows it.
OpId statementAt(const Plan &plan, int position) {
  const Function &f = plan.function;
  for (OpId id : f[f.body].ops)
    if (isStatement(plan, id) && plan.layout.end(id).position >= position)
      return id;
  return OpId();
}

} // namespace

void findReleases(Plan &plan) {
  const Function &f = plan.function;
  const OpId reverse = firstOfReverse(plan);
  if (!reverse)
    return;
  const TypeTable &types = plan.module.types;
  const Liveness live(plan);
  for (size_t i = 0; i < plan.variables.size(); ++i) {
    Variable &variable = plan.variables[i];
    const TypeId type = f[variable.members[0]].type;
    if (variable.isParameter || variable.scope != f.body || !types.isValue(type) || !types.isReal(type))
      continue;
    const int last = lastRead(variable, live);
    const OpId at = last < 0 ? OpId() : statementAt(plan, last);
    if (!at || plan.layout.end(at).position >= plan.layout.begin(reverse).position)
      continue;
    variable.isMutable = true;
    plan.releases[at.index].push_back(i);
  }
}

} // namespace clangent::emit
