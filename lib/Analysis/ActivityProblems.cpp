// What Activity finds that cannot be differentiated: values that vary where no derivative is tracked.
#include "Analysis/Activity.h"
#include "Analysis/CallGraph.h"
#include "IR/Members.h"
#include "IR/Spelling.h"

#include <algorithm>
#include <set>

namespace clangent::analysis {

using namespace ir;

void Activity::check(RegionId region) {
  if (isDeadEnd(region))
    return;
  for (OpId id : f[region].ops) {
    const Op &op = f[id];
    for (RegionId inner : op.regions)
      check(inner);
    checkReturned(id);
    checkOpaque(id);
    checkClosed(id);
    checkLists(id);
    checkContainers(id);
    if (op.code == Opcode::Call)
      checkCall(id);
    if (!isAccess(op.code))
      continue;
    const bool stores = isWrite(op.code);
    ValueId v = stores ? op.operands[1] : op.results[0];
    if (!isReal(v) && !(isPointer(v) && hasShadow(v))) {
      checkPublished(id);
      continue;
    }
    bool anyShadow = any(objectShadowed, memory.pointees(op.operands[0]));
    for (unsigned o : memory.pointees(op.operands[0])) {
      if (shadowable[o])
        continue;
      const std::string &name = f[memory.objects()[o].origin].name;
      bool carries = isPointer(v) || varied[v.index];
      if (const ReasonId reason = stores && carries ? reasonOf(op.operands[0], o) : ReasonId()) {
        found.push_back({ActivityProblemKind::NotLookedInto, id, name, reason});
        break;
      }
      if (stores && carries) {
        const bool isGlobal = memory.objects()[o].kind == Object::Kind::Global;
        found.push_back(
            {isGlobal ? ActivityProblemKind::StoreToGlobal : ActivityProblemKind::StoreToUntracked, id, name});
        break;
      }
      if (!stores && checkLoad(id, o))
        break;
      if (anyShadow && (stores || isPointer(v))) {
        found.push_back({ActivityProblemKind::MixedPointer, id, name});
        break;
      }
    }
  }
}

// A number that depends on an input, and that a wanted output depends on, in memory that cannot have a shadow: a call
// that was not inlined handed it out. Its derivative would be lost.
bool Activity::checkLoad(OpId id, unsigned object) {
  const ValueId v = f[id].results[0];
  const Op *made = f.definingOp(memory.objects()[object].origin);
  if (!isReal(v) || !varied[v.index] || !useful[v.index] || !objectVaried[object] || !made ||
      made->code != Opcode::Call)
    return false;
  if (made->isClosed)
    found.push_back({ActivityProblemKind::NotLookedInto, id, "", made->reason});
  else
    found.push_back({ActivityProblemKind::ReturnedPointer, f[memory.objects()[object].origin].definition,
                     module[made->callee].name});
  return true;
}

// Through a variable of the program's everybody may read what varies, and nobody would know that it does.
void Activity::checkPublished(OpId id) {
  const Op &op = f[id];
  if (op.code != Opcode::Store || !isPointer(op.operands[1]) || !reachesVaried(op.operands[1]))
    return;
  for (unsigned o : memory.pointees(op.operands[0]))
    if (memory.objects()[o].kind == Object::Kind::Global)
      return found.push_back({ActivityProblemKind::StoreToGlobal, id, f[memory.objects()[o].origin].name});
}

namespace {

// May the function hand numbers in lists to its caller, as its result or in memory?
bool handsOutLists(const Module &module, FunctionId id) {
  const auto givesList = [&](const Function &callee) {
    return callee.resultKind != ResultKind::Void && module.types.holdsUntracked(callee.resultType);
  };
  return givesList(module[id]) || anyInCalls(module, id, [&](const Function &callee, const Op &op) {
           if (op.code == Opcode::Call)
             return givesList(module[op.callee]);
           if (op.code != Opcode::Store || !module.types.holdsUntracked(callee[op.operands[1]].type))
             return false;
           const Op *base = callee.definingOp(callee.baseOf(op.operands[0]));
           return !base || base->code != Opcode::Local;
         });
}

} // namespace

// Lists of numbers have no derivatives: nothing that varies may become part of one, and one that is differentiated may
// not be read.
void Activity::checkLists(OpId id) {
  const Op &op = f[id];
  const auto isUntracked = [&](ValueId v) { return module.types.holdsUntracked(f[v].type) && !isReal(v); };
  const auto isVaried = [&](ValueId v) { return reachesVaried(v); };
  bool isLost = false;
  if (infoOf(op.code).numbers == NumberFlow::Ruled && op.rule)
    isLost = isUntracked(op.results[0]) && std::any_of(op.operands.begin(), op.operands.end(), isVaried);
  if (op.code == Opcode::Load && isUntracked(op.results[0]))
    for (unsigned o : memory.pointees(op.operands[0])) {
      const Object &object = memory.objects()[o];
      isLost |= object.kind == Object::Kind::Parameter && seed.parameters[object.parameter];
    }
  if (op.code == Opcode::Call)
    isLost = std::any_of(op.operands.begin(), op.operands.end(), isVaried) && handsOutLists(module, op.callee);
  if (isLost)
    found.push_back({ActivityProblemKind::UntrackedList, id, ""});
}

// Does an object of this type hold pointers to memory that may have derivatives?
bool Activity::holdsRealPointer(TypeId id) const {
  const Type &type = module.types[id];
  if (type.kind == TypeKind::Pointer)
    return module.types.holdsReal(type.element);
  if (type.kind == TypeKind::Array)
    return holdsRealPointer(type.element);
  return type.kind == TypeKind::Struct && std::any_of(type.fields.begin(), type.fields.end(),
                                                      [&](const Field &field) { return holdsRealPointer(field.type); });
}

// The shadow of a pointer that comes from a function not looked into is not known.
void Activity::checkReturned(OpId id) {
  const Op &op = f[id];
  if (op.isClosed || op.results.empty() || !isPointer(op.results[0]) || !hasShadow(op.results[0]))
    return;
  // An object's own shadow comes back with it, but not the shadows of pointers in it.
  if (op.code == Opcode::Call && (module[op.callee].resultKind == ResultKind::Object
                                      ? holdsRealPointer(module.types.pointee(f[op.results[0]].type))
                                      : !module[op.callee].isComplete))
    found.push_back({ActivityProblemKind::ReturnedPointer, id, module[op.callee].name});
  if (op.code == Opcode::Opaque)
    found.push_back({ActivityProblemKind::ReturnedPointer, id, calledFunction(op.term)});
}

// The first place where memory of the heap that has a shadow gets to the caller.
void Activity::checkHandedOut() {
  ObjectSet outside;
  // A container takes its memory along, and its adjoint is one of the caller's. So are those that the caller has, whose
  // changes are found where they are made (checkContainers).
  const bool isContainer = f.resultKind == ResultKind::Object && module.types.holdsOnlyOwned(f.resultType);
  for (ValueId v : f[f.body].yields)
    if (isPointer(v) && !isContainer)
      outside.merge(reachable(v));
  const auto ownsWhatItKeeps = [&](size_t o) {
    return shadowable[o] && module.types.holdsOnlyOwned(module.types.pointee(f[memory.objects()[o].origin].type));
  };
  for (size_t o = 0; o < memory.objects().size(); ++o)
    if (memory.objects()[o].kind == Object::Kind::Parameter && !ownsWhatItKeeps(o))
      outside.merge(reachable(memory.livingContents(static_cast<unsigned>(o))));
  for (unsigned o : outside)
    if (memory.objects()[o].kind == Object::Kind::Heap && objectShadowed[o])
      if (const ValueId origin = memory.objects()[o].origin; f[origin].definition)
        return found.push_back({ActivityProblemKind::AllocationLeaves, f[origin].definition, ""});
}

// Is it a reference to an object that owns, by containers, all the memory that it leads to?
bool Activity::ownsAll(unsigned parameter) const {
  const Parameter &given = f.parameters[parameter];
  return given.kind == ParameterKind::Reference &&
         module.types.holdsOnlyOwned(module.types.pointee(f[given.value].type));
}

// The bar of a container that the caller has is one of its own. What changes its structure works on another one, which
// can be made of an object that is known as a whole.
void Activity::checkContainers(OpId id) {
  const Op &op = f[id];
  ObjectSet reached;
  if (op.code == Opcode::Store && isStructure(module.types, f, op.operands[0]))
    reached = memory.pointees(op.operands[0]);
  else if (op.code == Opcode::Call && !op.isClosed)
    for (const size_t parameter : containerChanges.of(op.callee))
      if (const ValueId v = op.operands[parameter]; isPointer(v))
        reached.merge(reachable(v));
  for (unsigned o : reached)
    if (const Object &object = memory.objects()[o]; object.kind == Object::Kind::Parameter && objectShadowed[o]) {
      restructured[object.parameter] = true;
      if (!ownsAll(object.parameter))
        found.push_back({ActivityProblemKind::ContainerChanges, id, f[object.origin].name});
    }
}

// What varies must not be written by what is not looked into.
void Activity::checkOpaque(OpId id) {
  const Op &op = f[id];
  if (!op.mayWriteNumbers)
    return;
  const auto carries = [&](ValueId v) {
    const ObjectSet objects = isPointer(v) ? reachable(v) : ObjectSet();
    return std::any_of(objects.begin(), objects.end(), [&](unsigned o) {
      return (objectVaried[o] || objectShadowed[o]) &&
             module.types.holdsReal(module.types.pointee(f[memory.objects()[o].origin].type));
    });
  };
  if (std::any_of(op.operands.begin(), op.operands.end(), carries))
    found.push_back({ActivityProblemKind::InactiveWrites, id, calledFunction(op.term)});
}

// Why that was not looked into which gave the place, or made the object that it lies in; none if there is no such
// thing.
ReasonId Activity::reasonOf(ValueId place, unsigned object) const {
  const Op *given = f.definingOp(f.baseOf(place)), *made = f.definingOp(memory.objects()[object].origin);
  return given && given->isClosed ? given->reason : made && made->isClosed ? made->reason : ReasonId();
}

// A function that stays a call may give what varies to what could not be looked into, whether or not anything useful
// comes back from it.
void Activity::checkHandedOn(OpId call) {
  const Function &callee = module[f[call].callee];
  ActivitySeed handed{{}, false};
  for (ValueId v : f[call].operands)
    handed.parameters.push_back(reachesVaried(v));
  const bool isAny = std::find(handed.parameters.begin(), handed.parameters.end(), true) != handed.parameters.end();
  if (!isAny || !callee.isComplete || !handedOn.insert({f[call].callee, handed.parameters}).second)
    return;
  const Memory inside(module, callee);
  const Activity activity(module, callee, inside, handed, /*prune=*/true, handedOn);
  for (const ActivityProblem &problem : activity.problems())
    if (problem.kind == ActivityProblemKind::NotLookedInto)
      found.push_back({problem.kind, call, problem.object, problem.reason});
}

// What is run as it is, since it could not be looked into, may keep numbers and addresses for ever. What a part that is
// not looked into holds was handed to it by operations that are refused themselves.
void Activity::checkClosed(OpId id) {
  const Op &op = f[id];
  if (op.code == Opcode::Call && !op.isClosed && !module.reasons.empty())
    checkHandedOn(id);
  const auto givesVaried = [&](ValueId v) {
    ObjectSet given;
    for (unsigned o : memory.pointees(v))
      if (memory.objects()[o].kind != Object::Kind::Closed)
        given.insert(o);
    return varied[v.index] || any(objectVaried, reachable(given));
  };
  if (op.isClosed && std::any_of(op.operands.begin(), op.operands.end(), givesVaried))
    found.push_back({ActivityProblemKind::NotLookedInto, id, "", op.reason});
}

// What this function stored in each object: the pointers that a callee meets there.
void Activity::collectStored(RegionId region) {
  if (isDeadEnd(region))
    return;
  for (OpId id : f[region].ops) {
    const Op &op = f[id];
    if (op.code == Opcode::Store && isPointer(op.operands[1]))
      for (unsigned o : memory.pointees(op.operands[0]))
        storedHere[o].insert(memory.pointees(op.operands[1]).begin(), memory.pointees(op.operands[1]).end());
    for (RegionId inner : op.regions)
      collectStored(inner);
  }
}

// A callee takes every pointer that it finds behind an active argument to have a shadow.
void Activity::checkCall(OpId call) {
  for (ValueId v : f[call].operands) {
    if (!isPointer(v) || !hasShadow(v))
      continue;
    ObjectSet seen = memory.pointees(v);
    std::vector<unsigned> work(seen.begin(), seen.end());
    while (!work.empty()) {
      unsigned o = work.back();
      work.pop_back();
      const ValueId origin = memory.objects()[o].origin;
      if (!shadowable[o] && module.types.holdsReal(module.types.pointee(f[origin].type))) {
        found.push_back({ActivityProblemKind::MixedPointer, call, f[origin].name});
        return;
      }
      for (unsigned next : storedHere[o])
        if (seen.insert(next).second)
          work.push_back(next);
    }
  }
}

} // namespace clangent::analysis
