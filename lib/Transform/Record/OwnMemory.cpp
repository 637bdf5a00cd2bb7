#include "Transform/Record/OwnMemory.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;
using analysis::ObjectSet;

void OwnMemory::bind(const Shadows &shadows) {
  for (const auto &[p, shadow] : shadows.all()) {
    if (!isUsed || p.index >= analysed || !pointers.isOwner(p))
      continue;
    shadowOf[p] = shadow;
    primals[shadow] = p;
  }
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

// The shadow of p at the start of a region that undoes `visited`.
ValueId OwnMemory::undo(ReverseSide &recording, ValueId p, RegionId visited, RegionId mirrored) {
  const Consumer consumer = *pointers.consumerIn(p, visited);
  if (consumer.kind == Consumer::Kind::Release)
    return make(recording, p, mirrored);
  if (consumer.kind != Consumer::Kind::Branch)
    return handedOn(recording, consumer, mirrored);
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
    const Consumer consumer = *pointers.consumerIn(p, arm);
    if (consumer.kind == Consumer::Kind::Branch)
      resolveAround(recording, p, consumer.op, outer, mirrored);
    if (consumer.kind == Consumer::Kind::Release)
      resolveCount(recording, p, outer, mirrored);
    if (consumer.kind != Consumer::Kind::Result)
      continue;
    Consumer last = consumer;
    while (last.op != outer)
      last = *pointers.consumerIn(f[last.op].results[last.number], f[last.op].parent);
    recording.resolve(shadowOf.at(f[outer].results[last.number]), mirrored);
  }
}

void OwnMemory::resolveCount(ReverseSide &recording, ValueId p, OpId outer, RegionId mirrored) {
  const ValueId count = countOf(p);
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
  const ValueId last = recording.resolve(shadowOf.at(f[loop].results[carried]), f.enclosing(mirrored));
  const ValueId argument = shadowOf.at(f[f[loop].regions.front()].arguments[firstCarriedArgument(f[loop]) + carried]);
  carryBack(module, f, mirrored, last, argument, place, [&] { return provide(recording, argument, mirrored); });
  return place;
}

// The release of p is undone: its shadow begins.
ValueId OwnMemory::make(ReverseSide &recording, ValueId p, RegionId mirrored) {
  made.insert(memory.pointees(p).begin(), memory.pointees(p).end());
  const ValueId shadow = shadowOf.at(p), count = recording.resolve(countOf(p), mirrored);
  return recording.atStart(mirrored, [&](Builder &b) {
    const ValueId there = b.allocate(Heap::Tape, module.types.pointee(f[shadow].type), count, "", true);
    f.describeAs(there, shadow);
    return there;
  });
}

// ---- the number of elements that a pointer owns

ValueId OwnMemory::countOf(ValueId p) {
  if (const auto known = counts.find(p); known != counts.end())
    return known->second;
  const Op *op = f.definingOp(p);
  if (op && op->code == Opcode::Allocate)
    return counts[p] = op->operands[0];
  if (!op || isLoop(op->code)) {
    const OpId loop = op ? f[p].definition : f[f[p].owner].parent;
    const std::vector<ValueId> &among = op ? f[loop].results : f[f[loop].regions.front()].arguments;
    const size_t at = static_cast<size_t>(std::find(among.begin(), among.end(), p) - among.begin());
    carryCount(loop, op ? at : at - firstCarriedArgument(f[loop]));
    return counts.at(p);
  }
  const OpId branch = f[p].definition;
  for (ValueId v : f[branch].results)
    if (isCount(v, p, SameCarried()))
      return counts[p] = v;
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), p) - op->results.begin());
  for (RegionId arm : std::vector<RegionId>(op->regions)) {
    Builder b(module, f, arm);
    b.setStatement(f[branch].statement, f[branch].at);
    const ValueId count = countAt(b, f[arm].yields[i]);
    f[arm].yields.push_back(count);
  }
  Builder b(module, f, f[branch].parent);
  return counts[p] = b.addResult(branch, module.types.sizeType(), "count");
}

// Is the integer that number of elements, as the capacity of a vector is?
bool OwnMemory::isCount(ValueId v, ValueId p, const SameCarried &carried) {
  const auto [known, isNew] = carried.known.try_emplace({v, p}, false);
  return isNew ? known->second = findCount(v, p, carried) : known->second;
}

bool OwnMemory::findCount(ValueId v, ValueId p, const SameCarried &carried) {
  const auto isWide = [&](ValueId i) { return module.types.isInt(f[i].type) && module.types[f[i].type].bits == 64; };
  const auto source = [&](ValueId i) {
    for (const Op *op = f.definingOp(i); op && op->code == Opcode::Cast && isWide(op->operands[0]);
         op = f.definingOp(i))
      i = op->operands[0];
    return i;
  };
  if (f[v].type != module.types.sizeType())
    return false;
  if (memory.pointees(p).empty())
    return isZeroConstant(f, v);
  if (const auto known = counts.find(p); known != counts.end())
    return source(v) == source(known->second);
  const Op *op = f.definingOp(p);
  if (op && op->code == Opcode::Allocate)
    return source(v) == source(op->operands[0]);
  if (op && op->code == Opcode::If && f[v].definition == f[p].definition) {
    const auto inArm = [&](unsigned k, ValueId result) {
      const size_t i =
          static_cast<size_t>(std::find(op->results.begin(), op->results.end(), result) - op->results.begin());
      return f[op->regions[k]].yields[i];
    };
    return isCount(inArm(0, v), inArm(0, p), carried) && isCount(inArm(1, v), inArm(1, p), carried);
  }
  return p == carried.pointer && v == carried.integer;
}

// Is something carried already that is it?
bool OwnMemory::findCarriedCount(OpId loop, size_t carried) {
  const Op &op = f[loop];
  const std::vector<ValueId> &arguments = f[op.regions.front()].arguments, &yields = f[op.regions.back()].yields;
  const size_t argument = firstCarriedArgument(op), operand = firstCarriedOperand(op);
  for (size_t k = 0; k < op.results.size(); ++k) {
    const SameCarried same{arguments[argument + carried], arguments[argument + k], {}};
    if (!isCount(op.operands[operand + k], op.operands[operand + carried], SameCarried()) ||
        !isCount(yields[k], yields[carried], same))
      continue;
    counts[same.pointer] = same.integer;
    counts[op.results[carried]] = op.results[k];
    return true;
  }
  return false;
}

void OwnMemory::carryCount(OpId loop, size_t carried) {
  if (findCarriedCount(loop, carried))
    return;
  const TypeId type = module.types.sizeType();
  const RegionId first = f[loop].regions.front(), last = f[loop].regions.back();
  const ValueId initial = f[loop].operands[firstCarriedOperand(f[loop]) + carried];
  Builder b(module, f, f[loop].parent);
  b.setStatement(f[loop].statement, f[loop].at);
  if (!memory.pointees(initial).empty())
    countOf(initial);
  const std::vector<OpId> &ops = f[f[loop].parent].ops;
  b.setRegion(f[loop].parent, static_cast<size_t>(std::find(ops.begin(), ops.end(), loop) - ops.begin()));
  const ValueId start = countAt(b, initial);
  f[loop].operands.push_back(start);
  counts[f[first].arguments[firstCarriedArgument(f[loop]) + carried]] = b.addArgument(first, type, "count");
  counts[f[loop].results[carried]] = b.addResult(loop, type, "count");
  const size_t next = f[last].yields.size();
  f[last].yields.push_back(start);
  b.setRegion(last);
  const ValueId count = countAt(b, f[last].yields[carried]);
  f[last].yields[next] = count;
}

// A pointer that leads nowhere owns nothing.
ValueId OwnMemory::countAt(Builder &b, ValueId p) {
  const TypeId type = module.types.sizeType();
  if (memory.pointees(p).empty())
    return b.constantInt(type, 0);
  const ValueId count = countOf(p);
  return b.cast(count, type);
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

// The allocations are undone.
void OwnMemory::giveBack(ReverseSide &recording) {
  ObjectSet done;
  for (bool isChanged = true; isChanged;) {
    isChanged = false;
    for (unsigned o : ObjectSet(made)) {
      if (!done.insert(o).second)
        continue;
      isChanged = true;
      const ValueId origin = memory.objects()[o].origin;
      const RegionId mirrored = reverseOf(pointers.visitRegion(origin));
      const ValueId shadow = recording.resolve(shadowOf.at(origin), mirrored);
      Builder b(module, f, mirrored);
      b.setStatement(f[f[origin].definition].statement, f[f[origin].definition].at);
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
