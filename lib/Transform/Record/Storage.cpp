#include "Transform/Record/Storage.h"
#include "Transform/Differentiate/Iteration.h"

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
  if (!isIndexable(loops))
    return nest;
  nest.isIndexed = true;
  const RegionId around = f[loops.front()].parent;
  auto &ops = f[around].ops;
  Builder b(module, f, around);
  b.setRegion(around, static_cast<size_t>(std::find(ops.begin(), ops.end(), loops.front()) - ops.begin()));
  for (size_t i = 0; i < loops.size(); ++i) {
    ValueId trips = tripsOf(b, loops, i, nest.trips);
    nest.trips.push_back(trips);
  }
  return nest;
}

// Are the ranges of all loops known before the outermost one?
bool Storage::isIndexable(const std::vector<OpId> &loops) const {
  for (size_t i = 0; i < loops.size(); ++i) {
    // A loop under a condition may have a size that makes no sense where it does not run.
    if (i > 0 && f[f[loops[i]].parent].parent != loops[i - 1])
      return false;
    if (f[loops[i]].code != Opcode::For)
      return false;
    for (unsigned k = 0; k < 3; ++k)
      if (!canHoist(f[loops[i]].operands[k], loops.front()))
        return false;
    if (isGuarded(loops[i], loops.front()) && mayNotArrive(loops[i]))
      return false;
  }
  return true;
}

// May v be computed before the outermost loop?
bool Storage::canHoist(ValueId v, OpId outermost) const {
  if (f.encloses(f[v].owner, f[outermost].parent))
    return true;
  const Op *op = f.definingOp(v);
  return op && isValueOnly(*op) &&
         std::all_of(op->operands.begin(), op->operands.end(), [&](ValueId o) { return canHoist(o, outermost); });
}

// Is some part of the loop's range defined only where the loop is reached?
bool Storage::isGuarded(OpId loop, OpId outermost) const {
  return std::any_of(f[loop].operands.begin(), f[loop].operands.begin() + 3,
                     [&](ValueId v) { return mayBeUndefined(v, outermost); });
}

bool Storage::mayBeUndefined(ValueId v, OpId outermost) const {
  if (f.encloses(f[v].owner, f[outermost].parent))
    return false;
  const Op &op = *f.definingOp(v);
  return !isTotal(module, f, op) ||
         std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId o) { return mayBeUndefined(o, outermost); });
}

// May the first iteration of the loop around end before it comes to this loop?
bool Storage::mayNotArrive(OpId loop) const {
  const std::vector<OpId> &ops = f[f[loop].parent].ops;
  return std::any_of(ops.begin(), std::find(ops.begin(), ops.end(), loop), [&](OpId id) { return mayLeave(id); });
}

bool Storage::mayLeave(OpId id) const {
  const Op &op = f[id];
  switch (leavingOf(op)) {
  case Leaving::Never:
    return false;
  case Leaving::Perhaps:
  case Leaving::Surely:
    return true;
  case Leaving::Inside:
    return std::any_of(op.regions.begin(), op.regions.end(), [&](RegionId r) {
      return std::any_of(f[r].ops.begin(), f[r].ops.end(), [&](OpId inner) { return mayLeave(inner); });
    });
  }
  return true;
}

// The trips of loop i, computed before the outermost loop. Where the loops around it do not run, the program evaluated
// no bounds, and it may be wrong to do so: `a * b` may overflow, a NaN has no integer.
ValueId Storage::tripsOf(Builder &b, const std::vector<OpId> &loops, size_t i, const std::vector<ValueId> &outer) {
  const OpId loop = loops[i], outermost = loops.front();
  if (!isGuarded(loop, outermost))
    return hoistTrips(b, loop, outermost);
  const TypeId type = module.types.sizeType();
  ValueId runs;
  for (ValueId trips : outer) {
    ValueId some = b.compare(Predicate::Gt, trips, b.constantInt(type, 0));
    runs = runs ? b.binary(Opcode::BitAnd, runs, some) : some;
  }
  OpId guard = b.ifOp(runs);
  Builder there(module, f, f[guard].regions[0]), absent(module, f, f[guard].regions[1]);
  ValueId trips = hoistTrips(there, loop, outermost), none = absent.constantInt(type, 0);
  f[f[guard].regions[0]].yields = {trips};
  f[f[guard].regions[1]].yields = {none};
  return b.addResult(guard, type, f[f[f[loop].regions[0]].arguments[0]].name + "_trips");
}

ValueId Storage::hoistTrips(Builder &b, OpId loop, OpId outermost) {
  const std::vector<ValueId> range = f[loop].operands;
  ValueId lower = hoist(b, range[0], outermost), upper = hoist(b, range[1], outermost);
  ValueId step = hoist(b, range[2], outermost);
  return b.trips(lower, upper, step, f[loop].predicate);
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
  ValueId array = b.tapeArray(f[v].type, nest.trips, name);
  f[array].role = Role::Tape;

  ValueId forwardIndex = indexAt(visited, loops, nest, false);
  behind(v, visited, [&](Builder &at) { at.store(at.index(array, forwardIndex), v); });

  ValueId reverseIndex = indexAt(mirrored, loops, nest, true);
  ValueId base = recording.resolve(array, mirrored);
  return recording.atStart(mirrored, [&](Builder &at) {
    const ValueId read = at.load(at.index(base, reverseIndex));
    f.describeAs(read, v);
    return read;
  });
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
  ValueId stack = recording.atStart(f.body, [&](Builder &b) { return b.stackNew(f[v].type, name); });
  behind(v, visited, [&](Builder &b) { b.push(stack, v); });
  ValueId reached = recording.resolve(stack, mirrored);
  return recording.atStart(mirrored, [&](Builder &b) {
    const ValueId read = b.pop(reached);
    f.describeAs(read, v);
    return read;
  });
}

} // namespace clangent::transform
