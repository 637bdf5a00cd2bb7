#include "Analysis/Activity.h"
#include "Analysis/CallGraph.h"
#include "Rules/Elementary.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

Activity::Activity(const Module &module, const Function &function, const Memory &memory, const ActivitySeed &seed,
                   bool prune, HandedOn &handedOn)
    : handedOn(handedOn), module(module), f(function), memory(memory), seed(seed), prune(prune),
      varied(f.values.size()), useful(f.values.size()), objectVaried(memory.objects().size()),
      objectUseful(memory.objects().size()), shadowable(memory.objects().size()), objectActive(memory.objects().size()),
      restructured(f.parameters.size()), containerChanges(module) {
  seedInputs();
  seedOutputs();
  do {
    while (forward(f.body)) {
    }
    while (backward(f.body)) {
    }
  } while (unify());
  decide();
  collectStored(f.body);
  for (size_t i = 0; i < f.parameters.size(); ++i)
    if (const ValueId v = f.parameters[i].value; seed.parameters[i] && !isPointer(v) && !isReal(v) &&
                                                 module.types.holdsUntracked(f[v].type))
      found.push_back({ActivityProblemKind::UntrackedList, OpId(), f[v].name});
  check(f.body);
  checkHandedOut();
  if (f.selfPointing)
    found.push_back({ActivityProblemKind::SelfPointer, f.selfPointing, ""});
}

void Activity::seedInputs() {
  for (unsigned i = 0; i < f.parameters.size(); ++i) {
    ValueId v = f.parameters[i].value;
    if (seed.parameters[i] && isReal(v))
      varied[v.index] = true;
  }
  for (size_t o = 0; o < memory.objects().size(); ++o) {
    const Object &object = memory.objects()[o];
    bool isActiveParameter = object.kind == Object::Kind::Parameter && seed.parameters[object.parameter];
    // A list of numbers never comes to depend on anything, whoever is handed it.
    const TypeId type = module.types.pointee(f[object.origin].type);
    const bool isData = module.types.holdsUntracked(type) && !module.types.holdsReal(type);
    const bool isMadeHere = object.kind == Object::Kind::Local || object.kind == Object::Kind::Heap;
    shadowable[o] = (isMadeHere && !isData) || object.kind == Object::Kind::Tape || isActiveParameter;
    objectVaried[o] = isActiveParameter;
    objectUseful[o] = isActiveParameter;
  }
  for (size_t o = 0; o < memory.objects().size(); ++o)
    if (memory.objects()[o].kind == Object::Kind::Parameter && seed.parameters[memory.objects()[o].parameter])
      markHandedOut(reachable(memory.livingContents(static_cast<unsigned>(o))));
}

// The caller takes all memory of numbers that it is handed to have a shadow.
void Activity::markHandedOut(const ObjectSet &objects) {
  for (unsigned o : objects) {
    const TypeId type = module.types.pointee(f[memory.objects()[o].origin].type);
    if (memory.objects()[o].kind == Object::Kind::Heap && shadowable[o] &&
        (module.types.holdsReal(type) || module.types.holdsPointer(type)))
      objectVaried[o] = objectUseful[o] = true;
  }
}

void Activity::seedOutputs() {
  if (!seed.result || f.resultKind == ResultKind::Void)
    return;
  for (ValueId v : f[f.body].yields) {
    if (isReal(v))
      useful[v.index] = true;
    if (!isPointer(v))
      continue;
    markObjects(objectUseful, memory.pointees(v));
    markHandedOut(reachable(v));
  }
}

bool Activity::mark(std::vector<bool> &set, size_t i) {
  if (set[i])
    return false;
  set[i] = true;
  return true;
}

bool Activity::markObjects(std::vector<bool> &set, const ObjectSet &objects) {
  bool changed = false;
  for (unsigned o : objects)
    changed |= memory.objects()[o].kind != Object::Kind::Closed && mark(set, o);
  return changed;
}

bool Activity::any(const std::vector<bool> &set, const ObjectSet &objects) const {
  for (unsigned o : objects)
    if (set[o])
      return true;
  return false;
}

// Does it vary, or lead to memory that does?
bool Activity::reachesVaried(ValueId v) const {
  return varied[v.index] || (isPointer(v) && any(objectVaried, reachable(v)));
}

// What code that is only run gives may be the same object each time.
bool Activity::markOthers(TypeId type) {
  bool changed = false;
  for (size_t o = 0; o < memory.objects().size(); ++o) {
    const Object &object = memory.objects()[o];
    if (object.kind == Object::Kind::External && f[object.origin].type == type)
      changed |= mark(objectVaried, o);
  }
  return changed;
}

// Has the result a derivative with respect to this operand that is not zero everywhere?
bool Activity::depends(const Op &op, unsigned operand) const {
  if (op.results.empty() || !isReal(op.results[0]) || !isReal(op.operands[operand]))
    return false;
  if (infoOf(op.code).numbers == NumberFlow::Ruled)
    return op.rule.valid();
  return op.code != Opcode::Math || rules::isDifferentiable(op.function, operand);
}

// ---- varied

bool Activity::forward(RegionId region) {
  bool changed = false;
  if (isDeadEnd(region))
    return changed;
  for (OpId id : f[region].ops) {
    changed |= forwardOp(f[id]);
    for (RegionId inner : f[id].regions)
      changed |= forward(inner);
  }
  return changed;
}

bool Activity::forwardOp(const Op &op) {
  bool changed = false;
  auto flow = [&](ValueId from, ValueId to) {
    if (isReal(to) && varied[from.index])
      changed |= mark(varied, to.index);
  };
  switch (infoOf(op.code).numbers) {
  case NumberFlow::None: {
    // A number that is written as text may be read back from where it stands.
    const bool isWritten =
        effectOf(op) == Effect::Runs &&
        std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) { return isReal(v) && varied[v.index]; });
    for (ValueId v : op.operands)
      if (isWritten && isPointer(v) && !module.types[f[v].type].toConst) {
        changed |= markObjects(objectVaried, reachable(v));
        changed |= markOthers(f[v].type);
      }
    return changed;
  }
  case NumberFlow::Loaded:
    if (isReal(op.results[0]) && any(objectVaried, memory.pointees(op.operands[0])))
      changed |= mark(varied, op.results[0].index);
    return changed;
  case NumberFlow::Stored:
  case NumberFlow::Added:
    if (isReal(op.operands[1]) && varied[op.operands[1].index])
      changed |= markObjects(objectVaried, memory.pointees(op.operands[0]));
    return changed;
  case NumberFlow::Inner: {
    if (op.code == Opcode::If) {
      for (RegionId r : op.regions)
        for (size_t i = 0; i < op.results.size(); ++i)
          flow(f[r].yields[i], op.results[i]);
      return changed;
    }
    const size_t operands = firstCarriedOperand(op), arguments = firstCarriedArgument(op);
    const Region &first = f[op.regions.front()], &last = f[op.regions.back()];
    for (size_t i = 0; i < op.results.size(); ++i) {
      flow(op.operands[operands + i], first.arguments[arguments + i]);
      flow(last.yields[i], first.arguments[arguments + i]);
      flow(first.arguments[arguments + i], op.results[i]);
    }
    return changed;
  }
  case NumberFlow::Callee: {
    bool input = false;
    for (ValueId v : op.operands)
      input |= reachesVaried(v);
    if (!input)
      return changed;
    // The callee is refused when it writes a varied value to memory without a shadow.
    const bool writes = std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) { return isPointer(v); }) &&
                        writesNumbers(op.callee);
    for (ValueId v : op.operands)
      if (writes && isPointer(v))
        for (unsigned o : reachable(v))
          changed |= shadowable[o] && mark(objectVaried, o);
    for (ValueId v : op.results) {
      if (isReal(v))
        changed |= mark(varied, v.index);
      if (isPointer(v))
        changed |= markObjects(objectVaried, reachable(v));
    }
    return changed;
  }
  case NumberFlow::Operands:
  case NumberFlow::Ruled:
    for (unsigned k = 0; k < op.operands.size(); ++k)
      if (depends(op, k))
        flow(op.operands[k], op.results[0]);
    return changed;
  }
  return changed;
}

namespace {

// May the operation itself put a number, in memory or on a stack, where its function's caller finds it?
bool writesNumber(const Module &module, const Function &f, const Op &op) {
  const auto isPointer = [&](ValueId v) { return module.types.isPointer(f[v].type); };
  const auto isNumber = [&](ValueId v) { return module.types.holdsReal(f[v].type) && !isPointer(v); };
  switch (effectOf(op)) {
  case Effect::None:
  case Effect::Reads:
  case Effect::Makes:
  case Effect::Inner:
  case Effect::Calls:
  case Effect::Releases:
  case Effect::Ends:
    return false;
  case Effect::Writes: {
    const Op *base = f.definingOp(f.baseOf(op.operands[0]));
    return isNumber(op.operands[1]) && !(base && base->code == Opcode::Local);
  }
  case Effect::Changes:
  case Effect::Through:
  case Effect::Records:
    return true;
  case Effect::Runs:
    return op.mayWriteNumbers || std::any_of(op.operands.begin(), op.operands.end(), isNumber);
  }
  return true;
}

} // namespace

// May the function, or one that it calls, write numbers to memory that is not its own?
bool Activity::writesNumbers(FunctionId callee) {
  auto [known, isNew] = writers.try_emplace(callee);
  if (isNew) // what is only run never gets hold of what varies
    known->second = !module[callee].isComplete || anyInCalls(module, callee, [&](const Function &g, const Op &op) {
      return op.code == Opcode::Call ? !op.isClosed && !module[op.callee].isComplete : writesNumber(module, g, op);
    });
  return known->second;
}

// ---- useful

bool Activity::backward(RegionId region) {
  bool changed = false;
  if (isDeadEnd(region))
    return changed;
  const std::vector<OpId> &ops = f[region].ops;
  for (auto id = ops.rbegin(); id != ops.rend(); ++id) {
    for (auto inner = f[*id].regions.rbegin(); inner != f[*id].regions.rend(); ++inner)
      changed |= backward(*inner);
    changed |= backwardOp(f[*id]);
  }
  return changed;
}

bool Activity::backwardOp(const Op &op) {
  bool changed = false;
  auto flow = [&](ValueId from, ValueId to) {
    if (isReal(to) && useful[from.index])
      changed |= mark(useful, to.index);
  };
  switch (infoOf(op.code).numbers) {
  case NumberFlow::None:
    return changed;
  case NumberFlow::Loaded:
    if (isReal(op.results[0]) && useful[op.results[0].index])
      changed |= markObjects(objectUseful, memory.pointees(op.operands[0]));
    return changed;
  case NumberFlow::Stored:
  case NumberFlow::Added:
    if (isReal(op.operands[1]) && any(objectUseful, memory.pointees(op.operands[0])))
      changed |= mark(useful, op.operands[1].index);
    return changed;
  case NumberFlow::Inner: {
    if (op.code == Opcode::If) {
      for (RegionId r : op.regions)
        for (size_t i = 0; i < op.results.size(); ++i)
          flow(op.results[i], f[r].yields[i]);
      return changed;
    }
    const size_t operands = firstCarriedOperand(op), arguments = firstCarriedArgument(op);
    const Region &first = f[op.regions.front()], &last = f[op.regions.back()];
    for (size_t i = 0; i < op.results.size(); ++i) {
      flow(op.results[i], first.arguments[arguments + i]);
      flow(first.arguments[arguments + i], last.yields[i]);
      flow(first.arguments[arguments + i], op.operands[operands + i]);
    }
    return changed;
  }
  case NumberFlow::Callee: {
    bool output = false;
    for (ValueId v : op.operands)
      output |= isPointer(v) && any(objectUseful, reachable(v));
    for (ValueId v : op.results)
      output |= isPointer(v) ? any(objectUseful, reachable(v)) : bool(useful[v.index]);
    if (!output) {
      // It is differentiated for what goes in all the same, and may write that to memory which nobody reads later.
      const bool isActive = std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
        return isReal(v) && varied[v.index] && useful[v.index];
      });
      for (ValueId v : op.operands)
        if (isActive && isPointer(v) && !module.types[f[v].type].toConst)
          changed |= markObjects(objectUseful, reachable(v));
      return changed;
    }
    for (ValueId v : op.operands) {
      if (isReal(v))
        changed |= mark(useful, v.index);
      if (isPointer(v))
        changed |= markObjects(objectUseful, reachable(v));
    }
    return changed;
  }
  case NumberFlow::Operands:
  case NumberFlow::Ruled:
    for (unsigned k = 0; k < op.operands.size(); ++k)
      if (depends(op, k))
        flow(op.results[0], op.operands[k]);
    return changed;
  }
  return changed;
}

// Objects that one pointer may refer to get shadows together, so that every pointer has a shadow or none.
bool Activity::unify() {
  bool changed = false;
  auto active = [&](unsigned o) { return shadowable[o] && objectVaried[o] && objectUseful[o]; };
  for (size_t i = 0; i < f.values.size(); ++i) {
    const ObjectSet &objects = memory.pointees(ValueId(i));
    if (isInDeadEnd(ValueId(i)))
      continue;
    bool one = false;
    for (unsigned o : objects)
      one |= active(o);
    if (!one)
      continue;
    for (unsigned o : objects)
      if (shadowable[o]) {
        changed |= mark(objectVaried, o);
        changed |= mark(objectUseful, o);
      }
  }
  return changed;
}

// What is given to code that could not be looked into holds nothing that varies, or is refused.
ObjectSet Activity::givenAway() const {
  ObjectSet given;
  const auto isClosed = [](const Function &, const Op &op) { return op.isClosed; };
  for (const Op &op : f.ops) {
    if (isDeadEnd(op.parent) || (!op.isClosed && !(op.code == Opcode::Call && anyInCalls(module, op.callee, isClosed))))
      continue;
    for (ValueId v : op.operands)
      if (isPointer(v))
        given.merge(reachable(v));
  }
  return given;
}

void Activity::decide() {
  const ObjectSet given = prune ? ObjectSet() : givenAway();
  for (size_t o = 0; o < memory.objects().size(); ++o) {
    const Object &object = memory.objects()[o];
    // A base may hold no real where the class that derives from it does.
    bool holdsFloat = module.types.holdsReal(module.types.pointee(f[object.origin].type));
    bool carries =
        (objectVaried[o] && objectUseful[o]) || (!prune && holdsFloat && !given.count(static_cast<unsigned>(o)));
    objectActive[o] = shadowable[o] && carries && !isInDeadEnd(object.origin);
  }
  objectShadowed = objectActive;
  while (shadowHolders()) {
  }
}

// Objects that hold pointers to memory with shadows have shadows too, and so have all that one pointer may refer to.
// Memory that cannot have one holds no such pointers: storing them there is refused.
bool Activity::shadowHolders() {
  bool changed = false;
  for (size_t o = 0; o < objectShadowed.size(); ++o)
    if (shadowable[o] && !objectShadowed[o] && any(objectShadowed, memory.livingContents(static_cast<unsigned>(o))))
      changed |= mark(objectShadowed, o);
  for (size_t i = 0; i < f.values.size(); ++i) {
    const ObjectSet &objects = memory.pointees(ValueId(i));
    if (isInDeadEnd(ValueId(i)) || !any(objectShadowed, objects))
      continue;
    for (unsigned o : objects)
      changed |= shadowable[o] && mark(objectShadowed, o);
  }
  return changed;
}

bool Activity::isActive(ValueId v) const {
  // Values made after the analysis (shadows, trip counts) carry nothing.
  if (v.index >= varied.size() || !isReal(v) || isInDeadEnd(v))
    return false;
  if (prune)
    return varied[v.index] && useful[v.index];
  const Op *d = f.definingOp(v);
  if (d && d->code == Opcode::Load)
    return hasShadow(d->operands[0]);
  return !d || (!d->isClosed && infoOf(d->code).numbers != NumberFlow::None);
}

bool Activity::hasShadow(ValueId pointer) const { return leadsToShadow(pointer) && !isInDeadEnd(pointer); }

bool Activity::leadsToShadow(ValueId pointer) const {
  return pointer.index < varied.size() && any(objectShadowed, memory.pointees(pointer));
}

bool Activity::isMixed(ValueId pointer) const {
  const ObjectSet &objects = memory.pointees(pointer);
  for (unsigned o : objects)
    if (!shadowable[o])
      return any(objectShadowed, objects);
  return false;
}

} // namespace clangent::analysis
