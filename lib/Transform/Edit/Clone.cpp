#include "Transform/Edit/Clone.h"

namespace clangent::transform {

using namespace ir;

ValueId Cloner::cloneValue(ValueId v, OpId definition, RegionId owner) {
  ValueId id(to.values.size());
  Value copy = from[v];
  copy.definition = definition;
  copy.owner = owner;
  to.values.push_back(std::move(copy));
  values[v] = id;
  return id;
}

OpId Cloner::cloneOp(OpId source, RegionId target) {
  OpId id(to.ops.size());
  Op copy = from[source]; // `to` may be `from`: copy before the table grows
  const std::vector<ValueId> results = std::move(copy.results);
  const std::vector<RegionId> inner = std::move(copy.regions);
  copy.results.clear();
  copy.regions.clear();
  copy.parent = target;
  copy.isDerivative |= to.isDerivative;
  for (ValueId &v : copy.operands)
    v = (*this)(v);
  to.ops.push_back(std::move(copy));
  to[target].ops.push_back(id);
  for (RegionId r : inner) {
    RegionId region(to.regions.size());
    to.regions.emplace_back();
    to[region].parent = id;
    to[region].mirror = from[r].mirror;
    to[id].regions.push_back(region);
    regions[r] = region;
    for (size_t i = 0; i < from[r].arguments.size(); ++i) {
      ValueId argument = cloneValue(from[r].arguments[i], OpId(), region);
      to[region].arguments.push_back(argument);
    }
    cloneOps(r, region);
    for (size_t i = 0; i < from[r].yields.size(); ++i)
      to[region].yields.push_back((*this)(from[r].yields[i]));
  }
  for (ValueId v : results) {
    ValueId result = cloneValue(v, id, target);
    to[id].results.push_back(result);
  }
  return id;
}

void Cloner::cloneOps(RegionId source, RegionId target) {
  const std::vector<OpId> ops = from[source].ops;
  for (OpId id : ops)
    cloneOp(id, target);
}

} // namespace clangent::transform
