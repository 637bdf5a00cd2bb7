#include "Transform/Record/Recording.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

void Recording::run(const std::vector<OpId> &reverseOps, RegionId region) { fix(reverseOps, region); }

void Recording::fix(const std::vector<OpId> &ops, RegionId region) {
  for (OpId id : ops) {
    for (size_t k = 0; k < f[id].operands.size(); ++k) {
      ValueId v = resolve(f[id].operands[k], region);
      f[id].operands[k] = v;
    }
    for (RegionId inner : std::vector<RegionId>(f[id].regions)) {
      fix(std::vector<OpId>(f[inner].ops), inner);
      for (size_t k = 0; k < f[inner].yields.size(); ++k) {
        ValueId v = resolve(f[inner].yields[k], inner);
        f[inner].yields[k] = v;
      }
    }
  }
}

ValueId Recording::resolve(ValueId v, RegionId at) {
  own.note(v);
  if (own.isMadeInReverse(v))
    return own.provide(*this, v, mirroredAncestor(plan.visitRegion(v), at));
  if (f.encloses(f[v].owner, at))
    return v;
  RegionId mirrored = mirroredAncestor(plan.visitRegion(v), at);
  auto key = std::make_pair(v, mirrored);
  if (auto found = provided.find(key); found != provided.end())
    return found->second;
  ValueId there = provide(v, mirrored);
  provided[key] = there;
  return there;
}

ValueId Recording::atStart(RegionId region, const std::function<ValueId(Builder &)> &make) {
  Builder b(module, f, region);
  b.setRegion(region, starts[region]);
  const size_t before = f[region].ops.size();
  const ValueId v = make(b);
  starts[region] += f[region].ops.size() - before;
  return v;
}

// The region around `at` that undoes visits of `forward`.
RegionId Recording::mirroredAncestor(RegionId forward, RegionId at) {
  for (RegionId r = at; r; r = f.enclosing(r))
    if (f[r].mirror == forward)
      return r;
  found.push_back("the reverse sweep reads a value outside of the regions that undo its own");
  return at;
}

ValueId Recording::provide(ValueId v, RegionId mirrored) {
  const RegionId visited = plan.visitRegion(v);
  const OpId parent = f[visited].parent;
  if (parent && f[parent].code == Opcode::For && f[visited].arguments[0] == v)
    return f[mirrored].arguments[0];
  if (plan.isRecomputed(v))
    return recompute(v, mirrored);
  if (visited == f.body) {
    residualValues.push_back(v);
    Builder b(module, f, reverseRoot);
    const ValueId read = b.addArgument(reverseRoot, f[v].type);
    f.describeAs(read, v);
    return read;
  }
  if (plan.mayRestore())
    if (const ValueId restored = restore.restored(v, mirrored))
      return restored;
  for (RegionId r = visited; r; r = f.enclosing(r))
    if (OpId p = f[r].parent; p && f[p].code != Opcode::If)
      return storage.store(v, visited, mirrored);
  return resolve(lift(v), mirrored);
}

ValueId Recording::recompute(ValueId v, RegionId mirrored) {
  Op op = f[f[v].definition];
  for (ValueId &o : op.operands)
    o = resolve(o, mirrored);
  return atStart(mirrored, [&](Builder &b) {
    b.setStatement(op.statement, op.at);
    return b.again(v, op.operands);
  });
}

// Outside all loops a value of an arm leaves it as a result of the If; where the arm is not taken it is never read.
ValueId Recording::lift(ValueId v) {
  if (auto found = lifted.find(v); found != lifted.end())
    return found->second;
  ValueId result = v;
  while (f[result].owner != f.body) {
    RegionId region = f[result].owner;
    OpId branch = f[region].parent;
    for (RegionId arm : std::vector<RegionId>(f[branch].regions)) {
      Builder b(module, f, arm);
      ValueId yielded = arm == region ? result : b.undef(f[v].type);
      f[arm].yields.push_back(yielded);
    }
    Builder b(module, f, f[branch].parent);
    result = b.addResult(branch, f[v].type);
    f.describeAs(result, v);
  }
  lifted[v] = result;
  return result;
}

} // namespace clangent::transform
