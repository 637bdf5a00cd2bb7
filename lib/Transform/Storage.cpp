#include "Transform/Storage.h"
#include "Transform/Iteration.h"
#include "Transform/Recording.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

ValueId Storage::store(ValueId v, RegionId visited, RegionId mirrored) {
  std::vector<OpId> loops = loopsAround(visited);
  const Nest nest = nestOf(loops);
  return nest.isIndexed ? storeInArray(v, visited, mirrored, loops, nest) : storeOnStack(v, visited, mirrored);
}

std::vector<OpId> Storage::loopsAround(RegionId region) const {
  std::vector<OpId> loops;
  for (RegionId r = region; r; r = f.enclosing(r))
    if (OpId parent = f[r].parent; parent && f[parent].code != Opcode::If)
      loops.insert(loops.begin(), parent);
  return loops;
}

// ---- the size of a nest

Storage::Nest &Storage::nestOf(const std::vector<OpId> &loops) {
  auto [entry, isNew] = nests.try_emplace(loops);
  Nest &nest = entry->second;
  if (!isNew)
    return nest;
  const OpId outermost = loops.front();
  // A loop under a condition may have a size that makes no sense where it does not run.
  for (size_t i = 1; i < loops.size(); ++i)
    if (f[f[loops[i]].parent].parent != loops[i - 1])
      return nest;
  for (OpId loop : loops)
    if (f[loop].code != Opcode::For || !canHoist(f[loop].operands[0], outermost) ||
        !canHoist(f[loop].operands[1], outermost) || !canHoist(f[loop].operands[2], outermost))
      return nest;
  nest.isIndexed = true;
  const RegionId around = f[outermost].parent;
  auto &ops = f[around].ops;
  Builder b(module, f, around);
  b.setRegion(around, static_cast<size_t>(std::find(ops.begin(), ops.end(), outermost) - ops.begin()));
  for (OpId loop : loops) {
    const std::vector<ValueId> range = f[loop].operands;
    ValueId lower = hoist(b, range[0], outermost);
    ValueId upper = hoist(b, range[1], outermost);
    ValueId step = hoist(b, range[2], outermost);
    ValueId trips = b.trips(lower, upper, step, f[loop].predicate);
    nest.trips.push_back(trips);
    nest.size = nest.size ? b.mul(nest.size, trips) : trips;
  }
  return nest;
}

// May v be computed before the outermost loop?
bool Storage::canHoist(ValueId v, OpId outermost) const {
  if (f.encloses(f[v].owner, f[outermost].parent))
    return true;
  const Op *op = f.definingOp(v);
  if (!op || !isValueOnly(*op))
    return false;
  if ((op->code == Opcode::Div || op->code == Opcode::Rem) && !module.types.isFloat(f[v].type)) {
    const Op *divisor = f.definingOp(op->operands[1]);
    if (!divisor || divisor->code != Opcode::Constant || divisor->integer == 0)
      return false;
  }
  return std::all_of(op->operands.begin(), op->operands.end(), [&](ValueId o) { return canHoist(o, outermost); });
}

ValueId Storage::hoist(Builder &b, ValueId v, OpId outermost) {
  if (f.encloses(f[v].owner, f[outermost].parent))
    return v;
  std::vector<ValueId> operands = f.definingOp(v)->operands;
  for (ValueId &o : operands)
    o = hoist(b, o, outermost);
  return b.again(v, operands);
}

// ---- arrays

ValueId Storage::storeInArray(ValueId v, RegionId visited, RegionId mirrored, const std::vector<OpId> &loops,
                              const Nest &nest) {
  const OpId outermost = loops.front();
  const RegionId around = f[outermost].parent;
  auto &ops = f[around].ops;
  Builder b(module, f, around);
  b.setRegion(around, static_cast<size_t>(std::find(ops.begin(), ops.end(), outermost) - ops.begin()));
  b.setStatement(f[outermost].statement, f[outermost].at);
  const std::string name = (f[v].name.empty() ? std::string("value") : f[v].name) + "_at";
  ValueId array = b.tapeArray(f[v].type, nest.size, name);

  ValueId forwardIndex = indexAt(visited, loops, nest, false);
  behind(v, visited, [&](Builder &at) { at.store(at.index(array, forwardIndex), v); });

  ValueId reverseIndex = indexAt(mirrored, loops, nest, true);
  ValueId base = recording.resolve(array, mirrored);
  return recording.atStart(mirrored, [&](Builder &at) { return at.load(at.index(base, reverseIndex), f[v].name); });
}

// ((k1 * trips2) + k2) * trips3 + k3, with k the number of the iteration of each loop.
ValueId Storage::indexAt(RegionId region, const std::vector<OpId> &loops, const Nest &nest, bool inReverse) {
  if (auto found = indices.find(region); found != indices.end())
    return found->second;
  auto read = [&](ValueId v) { return inReverse ? recording.resolve(v, region) : v; };
  struct Place {
    ValueId counter, lower, step, trips;
  };
  std::vector<Place> places;
  for (size_t i = 0; i < loops.size(); ++i) {
    const std::vector<ValueId> range = f[loops[i]].operands;
    ValueId counter = f[f[loops[i]].regions[0]].arguments[0];
    places.push_back({read(counter), read(range[0]), read(range[2]), i ? read(nest.trips[i]) : ValueId()});
  }
  ValueId index = recording.atStart(region, [&](Builder &b) {
    ValueId sum;
    for (size_t i = 0; i < loops.size(); ++i) {
      const Place &place = places[i];
      ValueId k = iterationNumber(b, loops[i], place.counter, place.lower, place.step);
      sum = sum ? b.add(b.mul(sum, place.trips), k) : k;
    }
    return sum;
  });
  indices[region] = index;
  return index;
}

void Storage::behind(ValueId v, RegionId visited, const std::function<void(Builder &)> &make) {
  OpId definition = f[v].definition;
  if (!definition || f[definition].parent != visited) {
    recording.atStart(visited, [&](Builder &b) {
      make(b);
      return ValueId();
    });
    return;
  }
  Builder b(module, f, visited);
  b.setStatement(f[definition].statement, f[definition].at);
  auto &ops = f[visited].ops;
  b.setRegion(visited, static_cast<size_t>(std::find(ops.begin(), ops.end(), definition) - ops.begin()) + 1);
  make(b);
}

// ---- stacks

ValueId Storage::storeOnStack(ValueId v, RegionId visited, RegionId mirrored) {
  const std::string name = (f[v].name.empty() ? std::string("value") : f[v].name) + "_stack";
  ValueId stack =
      recording.atStart(f.body, [&](Builder &b) { return b.stackNew(f[v].type, name); });
  behind(v, visited, [&](Builder &b) { b.push(stack, v); });
  ValueId reached = recording.resolve(stack, mirrored);
  return recording.atStart(mirrored, [&](Builder &b) { return b.pop(reached, f[v].name); });
}

} // namespace clangent::transform
