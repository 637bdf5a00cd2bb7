#include "Transform/Record/OwnMemory.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;
using analysis::ObjectSet;

std::set<OpId> OwnMemory::bind(const Shadows &shadows) {
  if (!isUsed)
    return {};
  for (const auto &[p, shadow] : shadows.all()) {
    if (p.index >= analysed || !pointers.isOwner(p))
      continue;
    shadowOf[p] = shadow;
    primals[shadow] = p;
  }
  return relocations.loops();
}

void OwnMemory::note(ValueId v) {
  if (v.index >= analysed || memory.pointees(v).empty())
    return;
  read.insert(memory.pointees(v).begin(), memory.pointees(v).end());
  if (const ValueId owner = f.baseOf(v); pointers.isOwner(owner))
    readThrough.insert(owner);
}

ValueId OwnMemory::provide(ReverseSide &recording, ValueId v, RegionId mirrored) {
  const ValueId p = primals.at(v);
  if (const auto known = provided.find({p, mirrored}); known != provided.end())
    return known->second;
  const ValueId there = undo(recording, p, pointers.visitRegion(p), mirrored);
  provided[{p, mirrored}] = there;
  return there;
}

// What becomes of it, as the block that it has grown to, if it has.
Consumer OwnMemory::consumerOf(ValueId &p, RegionId visited) const {
  Consumer consumer = *pointers.consumerIn(p, visited);
  while (consumer.kind == Consumer::Kind::Release) {
    const ValueId grown = relocations.grownFrom(consumer.op);
    if (!grown)
      break;
    p = grown;
    consumer = *pointers.consumerIn(p, visited);
  }
  return consumer;
}

// The result of the branch that it becomes in every arm.
ValueId OwnMemory::resultOf(ValueId p, OpId branch) const {
  ValueId result;
  for (RegionId arm : f[branch].regions) {
    ValueId inArm = p;
    Consumer consumer = consumerOf(inArm, arm);
    while (consumer.kind == Consumer::Kind::Branch && (inArm = resultOf(inArm, consumer.op)))
      consumer = consumerOf(inArm, arm);
    if (consumer.kind != Consumer::Kind::Result || (result && f[branch].results[consumer.number] != result))
      return ValueId();
    result = f[branch].results[consumer.number];
  }
  return result;
}

// The shadow of p at the start of a region that undoes `visited`.
ValueId OwnMemory::undo(ReverseSide &recording, ValueId p, RegionId visited, RegionId mirrored) {
  ValueId last = p;
  const Consumer consumer = consumerOf(last, visited);
  if (last != p)
    return recording.resolve(shadowOf.at(last), mirrored);
  if (consumer.kind == Consumer::Kind::Release)
    return make(recording, p, mirrored);
  if (consumer.kind != Consumer::Kind::Branch)
    return handedOn(recording, consumer, mirrored);
  if (const ValueId result = resultOf(p, consumer.op))
    return recording.resolve(shadowOf.at(result), mirrored);
  // What is outside of the branch comes before it. If p is carried, that may have led here.
  resolveAround(recording, p, consumer.op, consumer.op, mirrored);
  if (const auto known = provided.find({p, mirrored}); known != provided.end() && visited == pointers.visitRegion(p))
    return known->second;
  return branchBack(f, recording, consumer.op, mirrored, shadowOf.at(p),
                    [&](RegionId arm, RegionId reversedArm) { return undo(recording, p, arm, reversedArm); });
}

// The shadows of those results of the outer branch that p, consumed in `branch` in it, becomes, and how many elements
// it has.
void OwnMemory::resolveAround(ReverseSide &recording, ValueId p, OpId branch, OpId outer, RegionId mirrored) {
  for (RegionId arm : std::vector<RegionId>(f[branch].regions)) {
    ValueId inArm = p;
    const Consumer consumer = consumerOf(inArm, arm);
    if (consumer.kind == Consumer::Kind::Branch)
      resolveAround(recording, inArm, consumer.op, outer, mirrored);
    if (consumer.kind == Consumer::Kind::Release)
      resolveCount(recording, inArm, outer, mirrored);
    if (consumer.kind != Consumer::Kind::Result)
      continue;
    Consumer end = consumer;
    while (end.op != outer) {
      ValueId result = f[end.op].results[end.number];
      end = consumerOf(result, f[end.op].parent);
    }
    recording.resolve(shadowOf.at(f[outer].results[end.number]), mirrored);
  }
}

void OwnMemory::resolveCount(ReverseSide &recording, ValueId p, OpId outer, RegionId mirrored) {
  const ValueId count = counts.of(p);
  const std::vector<RegionId> &arms = f[outer].regions;
  if (std::none_of(arms.begin(), arms.end(), [&](RegionId arm) { return f.encloses(arm, f[count].owner); }))
    recording.resolve(count, mirrored);
}

ValueId OwnMemory::handedOn(ReverseSide &recording, const Consumer &consumer, RegionId mirrored) {
  switch (consumer.kind) {
  case Consumer::Kind::Result:
    return recording.resolve(shadowOf.at(f[consumer.op].results[consumer.number]), f.enclosing(mirrored));
  case Consumer::Kind::Next:
    return place(recording, consumer.op, consumer.number, mirrored).behind;
  case Consumer::Kind::Start:
    return place(recording, consumer.op, consumer.number, reverseOf(f[consumer.op].regions.back())).result;
  case Consumer::Kind::Release:
  case Consumer::Kind::Branch:
    break;
  }
  return ValueId();
}

const CarriedBack &OwnMemory::place(ReverseSide &recording, OpId loop, size_t carried, RegionId mirrored) {
  const auto [known, isNew] = places.try_emplace({loop, carried, mirrored});
  CarriedBack &place = known->second;
  if (!isNew)
    return place;
  const ValueId result = shadowOf.at(f[loop].results[carried]);
  const ValueId argument = shadowOf.at(f[f[loop].regions.front()].arguments[firstCarriedArgument(f[loop]) + carried]);
  carryBack(
      module, f, mirrored, argument, place, [&] { return recording.resolve(result, f.enclosing(mirrored)); },
      [&] { return provide(recording, argument, mirrored); });
  return place;
}

// The release of p is undone: its shadow begins.
ValueId OwnMemory::make(ReverseSide &recording, ValueId p, RegionId mirrored) {
  made.insert(memory.pointees(p).begin(), memory.pointees(p).end());
  const ValueId shadow = shadowOf.at(p), count = recording.resolve(counts.of(p), mirrored);
  return recording.atStart(mirrored, [&](Builder &b) {
    const ValueId there = b.allocate(Heap::Tape, module.types.pointee(f[shadow].type), count, "", true);
    f.describeAs(there, shadow);
    return there;
  });
}

// ---- the end

void OwnMemory::settle(ReverseSide &recording) {
  giveBack(recording);
  keepOrRelease();
}

// The region of the reverse sweep itself, which was there first.
RegionId OwnMemory::reverseOf(RegionId visited) const {
  for (size_t r = 0; r < f.regions.size(); ++r)
    if (f.regions[r].mirror == visited)
      return RegionId(r);
  return RegionId();
}

// The allocations are undone. The shadow of a block that grows ends with the visit in which the block does: which of
// its allocations came first is not recorded.
void OwnMemory::giveBack(ReverseSide &recording) {
  ObjectSet done;
  for (bool isChanged = true; isChanged;) {
    isChanged = false;
    for (unsigned o : ObjectSet(made)) {
      if (!done.insert(o).second)
        continue;
      isChanged = true;
      const Relocations::Family *family = relocations.familyOf(o);
      if (family)
        done.insert(family->objects.begin(), family->objects.end());
      const ValueId p = family ? f[family->last].operands[0] : memory.objects()[o].origin;
      const OpId undone = family ? family->last : f[p].definition;
      const RegionId mirrored = reverseOf(family ? f[undone].parent : pointers.visitRegion(p));
      const ValueId shadow = recording.resolve(shadowOf.at(p), mirrored);
      Builder b(module, f, mirrored);
      b.setStatement(f[undone].statement, f[undone].at);
      b.release(Heap::Tape, shadow);
    }
  }
}

// The releases of memory that the reverse sweep reads through owners of it: where what they own comes to.
std::set<OpId> OwnMemory::readLater() const {
  std::set<OpId> releases;
  std::set<ValueId> seen = readThrough;
  std::vector<std::pair<ValueId, RegionId>> work;
  for (ValueId p : seen)
    work.emplace_back(p, pointers.visitRegion(p));
  const auto follow = [&](ValueId p) {
    if (seen.insert(p).second)
      work.emplace_back(p, pointers.visitRegion(p));
  };
  while (!work.empty()) {
    const auto [p, region] = work.back();
    work.pop_back();
    const Consumer consumer = *pointers.consumerIn(p, region);
    const Op &op = f[consumer.op];
    switch (consumer.kind) {
    case Consumer::Kind::Release:
      releases.insert(consumer.op);
      break;
    case Consumer::Kind::Result:
      follow(op.results[consumer.number]);
      break;
    case Consumer::Kind::Next:
    case Consumer::Kind::Start:
      follow(f[op.regions.front()].arguments[firstCarriedArgument(op) + consumer.number]);
      follow(op.results[consumer.number]);
      break;
    case Consumer::Kind::Branch:
      for (RegionId arm : op.regions)
        work.emplace_back(p, arm);
      break;
    }
  }
  return releases;
}

// Those that the reverse sweep reads, and what is released where they may be; of what has owners, each release is
// asked.
ObjectSet OwnMemory::kept() const {
  ObjectSet kept;
  for (unsigned o = 0; o < memory.objects().size(); ++o)
    if (!isUsed || memory.objects()[o].escapes || (read.count(o) && !pointers.objects().count(o)))
      kept.insert(o);
  for (bool isChanged = true; isChanged;) {
    isChanged = false;
    for (size_t i = 0; i < f.ops.size(); ++i) {
      const Op &op = f.ops[i];
      if (op.code != Opcode::Release || !op.isOwn || !op.isPutOff)
        continue;
      const ObjectSet &objects = memory.pointees(op.operands[0]);
      if (std::any_of(objects.begin(), objects.end(), [&](unsigned o) { return kept.count(o) != 0; }))
        for (unsigned o : objects)
          isChanged |= kept.insert(o).second;
    }
  }
  return kept;
}

void OwnMemory::keepOrRelease() {
  const ObjectSet stays = kept();
  const std::set<OpId> later = readLater();
  const auto isKept = [&](ValueId p) {
    const ObjectSet &objects = memory.pointees(p);
    return std::any_of(objects.begin(), objects.end(), [&](unsigned o) { return stays.count(o) != 0; });
  };
  for (Region &region : f.regions)
    region.ops.erase(std::remove_if(region.ops.begin(), region.ops.end(),
                                    [&](OpId id) {
                                      const Op &op = f[id];
                                      return op.code == Opcode::Release && op.isOwn && op.isPutOff &&
                                             (later.count(id) || isKept(op.operands[0]));
                                    }),
                     region.ops.end());
  // What is never given back need not be borrowed.
  ObjectSet released;
  forEachOp(f, f.body, [&](OpId id) {
    if (const Op &op = f[id]; op.code == Opcode::Release && op.isOwn && op.isPutOff)
      released.insert(memory.pointees(op.operands[0]).begin(), memory.pointees(op.operands[0]).end());
  });
  const auto isReleased = [&](ValueId p) { return released.count(*memory.pointees(p).begin()) != 0; };
  for (Op &op : f.ops) {
    if (op.code == Opcode::Release && op.isOwn && op.isPutOff) {
      op.isPutOff = false;
      op.heap = Heap::Tape;
      op.term = Term();
    }
    if (op.code != Opcode::Allocate || !op.isOwn || op.results[0].index >= analysed ||
        !activity.hasShadow(op.results[0]))
      continue;
    op.term = Term();
    if (!isKept(op.results[0]) && isReleased(op.results[0])) {
      op.heap = Heap::Tape;
      continue;
    }
    op.code = Opcode::TapeArray;
    op.heap = Heap::New;
    op.isOfProgram = true;
    op.isOwn = false;
  }
}

} // namespace clangent::transform
