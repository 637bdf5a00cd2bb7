// if (c) A else B; ...; if (c) C else D  becomes  ...; if (c) {A C} else {B D}  when what stands between is made of
// values alone and uses no result of the first branch. In an arm, the first branch's results are that arm's yields.
#include "Transform/Simplify/Branches.h"

#include <unordered_map>

namespace clangent::transform {

using namespace ir;

namespace {

class BranchMerger {
public:
  BranchMerger(const Module &module, Function &function) : module(module), f(function) {}
  bool changed = false;
  void visit(RegionId region);

private:
  using Map = std::unordered_map<ValueId, ValueId>;

  // Is b's condition that of a, or its opposite?
  bool isSame(ValueId a, ValueId b) const { return a == b; }
  bool isOpposite(ValueId a, ValueId b) const { return isNotOf(a, b) || isNotOf(b, a); }
  bool isNotOf(ValueId a, ValueId b) const {
    const Op *op = f.definingOp(a);
    return op && op->code == Opcode::Not && op->operands[0] == b;
  }
  size_t partner(const std::vector<OpId> &kept, OpId branch) const;
  void merge(OpId first, OpId second);
  void substitute(RegionId region, const Map &map);

  const Module &module;
  Function &f;
};

constexpr size_t nobody = SIZE_MAX;

// The position of the branch that `branch` can be joined with.
size_t BranchMerger::partner(const std::vector<OpId> &kept, OpId branch) const {
  size_t i = kept.size();
  while (i > 0 && isValueOnly(f[kept[i - 1]]))
    --i;
  if (i == 0 || f[kept[i - 1]].code != Opcode::If)
    return nobody;
  const Op &first = f[kept[i - 1]];
  ValueId a = first.operands[0], b = f[branch].operands[0];
  if (!isSame(a, b) && !isOpposite(a, b))
    return nobody;
  // What is declared in an arm dies with it.
  if (declaresObject(module, f, first.regions[0]) || declaresObject(module, f, first.regions[1]))
    return nobody;
  for (size_t k = i; k < kept.size(); ++k)
    for (ValueId v : f[kept[k]].operands)
      if (f[v].definition == kept[i - 1])
        return nobody;
  return i - 1;
}

void BranchMerger::substitute(RegionId region, const Map &map) {
  auto rewrite = [&](ValueId &v) {
    auto found = map.find(v);
    if (found != map.end())
      v = found->second;
  };
  for (OpId id : f[region].ops) {
    for (ValueId &v : f[id].operands)
      rewrite(v);
    for (RegionId inner : f[id].regions)
      substitute(inner, map);
  }
  for (ValueId &v : f[region].yields)
    rewrite(v);
}

void BranchMerger::merge(OpId first, OpId second) {
  bool isSwapped = !isSame(f[first].operands[0], f[second].operands[0]);
  for (unsigned arm : {0u, 1u}) {
    RegionId target = f[first].regions[arm], source = f[second].regions[isSwapped ? 1 - arm : arm];
    Map map;
    for (size_t i = 0; i < f[first].results.size(); ++i)
      map[f[first].results[i]] = f[target].yields[i];
    substitute(source, map);
    for (OpId op : f[source].ops) {
      f[op].parent = target;
      for (ValueId v : f[op].results)
        f[v].owner = target;
      f[target].ops.push_back(op);
    }
    f[target].yields.insert(f[target].yields.end(), f[source].yields.begin(), f[source].yields.end());
    f[source].ops.clear();
  }
  for (ValueId v : f[second].results) {
    f[v].definition = first;
    f[first].results.push_back(v);
  }
  f[second].results.clear();
}

void BranchMerger::visit(RegionId region) {
  std::vector<OpId> kept;
  for (OpId id : std::vector<OpId>(f[region].ops)) {
    size_t at = f[id].code == Opcode::If ? partner(kept, id) : nobody;
    if (at == nobody) {
      kept.push_back(id);
      continue;
    }
    OpId first = kept[at];
    merge(first, id);
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(at));
    kept.push_back(first);
    changed = true;
  }
  f[region].ops = kept;
  for (OpId id : kept)
    for (RegionId inner : f[id].regions)
      visit(inner);
}

} // namespace

bool mergeBranches(Module &module, Function &function) {
  BranchMerger merger(module, function);
  merger.visit(function.body);
  return merger.changed;
}

} // namespace clangent::transform
