#include "Transform/Record/Restore.h"
#include "IR/Builder.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

// What is not known yet, while it is being made, is none: it is stored.
ValueId Restore::restored(ValueId v, RegionId mirrored) {
  if (const std::optional<Carried> carried = startedWith(v); carried && isRestorable(*carried))
    return restore(*carried, mirrored).before;
  if (const std::optional<Carried> carried = becomes(v)) {
    const Place &place = restore(*carried, mirrored);
    const auto there = place.between.find(v);
    return there == place.between.end() ? ValueId() : there->second;
  }
  const std::optional<Carried> carried = handedOnAs(v);
  if (!carried || !isRestorable(*carried))
    return ValueId();
  // The reverse loop around the region that undoes v's own.
  const RegionId body = plan.visitRegion(argumentOf(*carried));
  RegionId around = mirrored;
  while (around && f[around].mirror != body)
    around = f.enclosing(around);
  return around ? restore(*carried, around).carried.behind : ValueId();
}

std::optional<Restore::Carried> Restore::startedWith(ValueId v) const {
  const OpId loop = f[f[v].owner].parent;
  if (f.definingOp(v) || !loop || !isLoop(f[loop].code))
    return std::nullopt;
  const std::vector<ValueId> &arguments = f[f[loop].regions.front()].arguments;
  const size_t at = static_cast<size_t>(std::find(arguments.begin(), arguments.end(), v) - arguments.begin());
  const size_t first = firstCarriedArgument(f[loop]);
  return at < first || at == arguments.size() ? std::nullopt : std::optional(Carried{loop, at - first});
}

// Does the iteration, or an arm in it, hand v on to the next one?
std::optional<Restore::Carried> Restore::handedOnAs(ValueId v) const {
  while (const Op *op = f.definingOp(v)) {
    const std::vector<ValueId> &yields = f[op->parent].yields;
    const auto found = std::find(yields.begin(), yields.end(), v);
    const OpId parent = f[op->parent].parent;
    if (found == yields.end() || !parent)
      return std::nullopt;
    const size_t number = static_cast<size_t>(found - yields.begin());
    if (isLoop(f[parent].code))
      return f[parent].regions.back() == op->parent && number < f[parent].results.size()
                 ? std::optional(Carried{parent, number})
                 : std::nullopt;
    v = f[parent].results[number];
  }
  return std::nullopt;
}

ValueId Restore::argumentOf(const Carried &carried) const {
  const Op &loop = f[carried.loop];
  return f[loop.regions.front()].arguments[firstCarriedArgument(loop) + carried.number];
}

ValueId Restore::nextOf(const Carried &carried) const {
  return f[f[carried.loop].regions.back()].yields[carried.number];
}

// A number is sooner kept than a branch is made for it.
bool Restore::isRestorable(const Carried &carried) const {
  const ValueId v = argumentOf(carried);
  return (module.types.isPointer(f[v].type) || module.types.isInt(f[v].type)) && pathOf(carried).back() == v;
}

// What the loop hands on, what of an iteration's own some arm of the branch that gives that left as it was, and so on,
// up to what the iteration started with, if all of it is of this kind.
std::vector<ValueId> Restore::pathOf(const Carried &carried) const {
  const ValueId v = argumentOf(carried);
  std::vector<ValueId> path{nextOf(carried)};
  while (path.back() != v) {
    const ValueId kept = keptBy(path.back(), f[carried.loop].regions.back());
    if (!kept)
      break;
    path.push_back(kept);
  }
  return path;
}

// Is v made on the way?
std::optional<Restore::Carried> Restore::becomes(ValueId v) const {
  const Op *op = f.definingOp(v);
  const OpId loop = op && op->code == Opcode::If ? f[op->parent].parent : OpId();
  if (!loop || !isLoop(f[loop].code) || f[loop].regions.back() != op->parent)
    return std::nullopt;
  for (size_t i = 0; i < f[loop].results.size(); ++i) {
    const Carried carried{loop, i};
    if (!isRestorable(carried) || nextOf(carried) == v)
      continue;
    const std::vector<ValueId> path = pathOf(carried);
    if (std::find(path.begin(), path.end(), v) != path.end())
      return carried;
  }
  return std::nullopt;
}

// The value of the region, or of its loop, that an arm of a branch in it, or in an arm of that, gives as it is.
ValueId Restore::keptBy(ValueId next, RegionId visible) const {
  const Op *op = f.definingOp(next);
  if (!op || op->code != Opcode::If)
    return ValueId();
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), next) - op->results.begin());
  for (RegionId arm : op->regions) {
    const ValueId yielded = f[arm].yields[i];
    const OpId around = f[f[yielded].owner].parent;
    // The carried values of a While are arguments of its condition.
    const bool isOfLoop = around && around == f[visible].parent;
    if (f[yielded].owner == visible || isOfLoop)
      return yielded;
    if (f[yielded].owner == arm)
      if (const ValueId kept = keptBy(yielded, visible))
        return kept;
  }
  return ValueId();
}

const Restore::Place &Restore::restore(const Carried &carried, RegionId mirrored) {
  const ValueId v = argumentOf(carried);
  const auto [known, isNew] = places.try_emplace({v, mirrored});
  Place &place = known->second;
  if (!isNew)
    return place;
  const ValueId result = f[carried.loop].results[carried.number];
  carryBack(
      module, f, mirrored, v, place.carried, [&] { return recording.resolve(result, f.enclosing(mirrored)); },
      [&] {
        const std::vector<ValueId> path = pathOf(carried);
        ValueId there = place.carried.behind;
        for (size_t k = 1; k < path.size(); ++k) {
          there = undo(path[k - 1], path[k], there, mirrored);
          place.between[path[k]] = there;
        }
        return place.before = there;
      });
  return place;
}

// Is it a branch in the arm that `kept` passes through?
bool Restore::isUndoneInside(ValueId yielded, ValueId kept, OpId branch, RegionId arm) const {
  return f[yielded].owner == arm && keptBy(yielded, f[branch].parent) == kept;
}

// What conditions in the arm are made of that is from around it: it has to be there before the branch that undoes it.
void Restore::provideAround(ValueId v, RegionId arm, RegionId mirrored) {
  if (!f.encloses(arm, f[v].owner))
    return void(recording.resolve(v, mirrored));
  if (f[v].definition && plan.isRecomputed(v))
    for (ValueId operand : std::vector<ValueId>(f[f[v].definition].operands))
      provideAround(operand, arm, mirrored);
}

// The same for all branches in the branch that are undone with it.
void Restore::provideConditions(ValueId next, ValueId kept, RegionId outermost, RegionId mirrored) {
  const OpId branch = f[next].definition;
  const std::vector<ValueId> &results = f[branch].results;
  const size_t i = static_cast<size_t>(std::find(results.begin(), results.end(), next) - results.begin());
  for (RegionId arm : std::vector<RegionId>(f[branch].regions)) {
    const ValueId yielded = f[arm].yields[i];
    if (!isUndoneInside(yielded, kept, branch, arm))
      continue;
    const RegionId around = outermost ? outermost : arm;
    provideAround(f[f[yielded].definition].operands[0], around, mirrored);
    provideConditions(yielded, kept, around, mirrored);
  }
}

// What `kept` was before the branch made `next` of it, whose value is `behind`.
ValueId Restore::undo(ValueId next, ValueId kept, ValueId behind, RegionId mirrored) {
  const OpId branch = f[next].definition;
  const std::vector<ValueId> &results = f[branch].results;
  const size_t i = static_cast<size_t>(std::find(results.begin(), results.end(), next) - results.begin());
  provideConditions(next, kept, RegionId(), mirrored);
  return branchBack(f, recording, branch, mirrored, kept, [&](RegionId arm, RegionId reversedArm) {
    const ValueId yielded = f[arm].yields[i];
    return yielded == kept                              ? behind
           : isUndoneInside(yielded, kept, branch, arm) ? undo(yielded, kept, behind, reversedArm)
                                                        : storage.storeOnStack(kept, arm, reversedArm);
  });
}

} // namespace clangent::transform
