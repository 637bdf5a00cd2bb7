#include "Analysis/Memory.h"

#include <algorithm>
#include <iterator>

namespace clangent::analysis {

using namespace ir;

Memory::Memory(const Module &module, const Function &function) : module(module), f(function), ends(module, function) {
  points.resize(f.values.size());
  seed();
  while (propagate(f.body, false)) {
  }
  living = stored;
  while (ends.any() && propagate(f.body, true)) {
  }
  living.resize(stored.size());
  markEscapes(f.body);
}

unsigned Memory::addObject(Object object) {
  table.push_back(object);
  stored.emplace_back();
  byOrigin[object.origin] = static_cast<unsigned>(table.size() - 1);
  return static_cast<unsigned>(table.size() - 1);
}

// What pointers in object o lead to, at any depth, is one more object.
void Memory::addBehind(unsigned o, Object object) {
  const unsigned behind = static_cast<unsigned>(table.size());
  table.push_back(object);
  stored.emplace_back();
  stored[o].insert(behind);
  stored[behind].insert(behind);
}

const ObjectSet &Memory::pointees(ValueId v) const { return v.index < points.size() ? points[v.index] : none; }

// Is a class that holds no pointers taken for one that does, as a base for the class that derives from it?
bool Memory::entersHolders() const {
  const TypeTable &types = module.types;
  const auto isClass = [&](TypeId pointer) {
    return types.isPointer(pointer) && types[types.pointee(pointer)].kind == TypeKind::Struct;
  };
  return std::any_of(f.ops.begin(), f.ops.end(), [&](const Op &op) {
    if (op.code != Opcode::Cast)
      return false;
    const TypeId from = f[op.operands[0]].type, to = f[op.results[0]].type;
    return isClass(from) && isClass(to) && !mayHoldPointers(types.pointee(from)) && mayHoldPointers(types.pointee(to));
  });
}

void Memory::seed() {
  const bool areBases = entersHolders();
  for (unsigned i = 0; i < f.parameters.size(); ++i) {
    const Parameter &parameter = f.parameters[i];
    if (!module.types.isPointer(f[parameter.value].type))
      continue;
    Object object{Object::Kind::Parameter, parameter.value, i, parameter.isRestrict};
    // A class object by value belongs to the function alone.
    if (parameter.kind == ParameterKind::Object)
      object.isRestrict = true;
    unsigned o = addObject(object);
    points[parameter.value.index].insert(o);
    const TypeId type = module.types.pointee(f[parameter.value].type);
    if (!mayHoldPointers(type) && !(areBases && module.types[type].kind == TypeKind::Struct))
      continue;
    object.isRestrict = false;
    addBehind(o, object);
  }
}

bool Memory::add(ObjectSet &to, const ObjectSet &from) {
  size_t before = to.size();
  to.insert(from.begin(), from.end());
  return to.size() != before;
}

bool Memory::flow(ValueId from, ValueId to) {
  return &from != &to && add(points[to.index], ObjectSet(points[from.index]));
}

// First where control comes to an end, then, with what is known from there, where it never does.
bool Memory::propagate(RegionId region, bool inDeadEnds) {
  const bool isDead = ends.contains(region);
  if (isDead && !inDeadEnds)
    return false;
  bool changed = false;
  for (OpId id : f[region].ops) {
    changed |= isDead == inDeadEnds && transfer(id);
    for (RegionId inner : f[id].regions)
      changed |= propagate(inner, inDeadEnds);
    changed |= isDead == inDeadEnds && carryRegions(f[id]);
  }
  return changed;
}

bool Memory::carryRegions(const Op &op) {
  bool changed = false;
  if (op.code == Opcode::If) {
    for (RegionId r : op.regions)
      for (size_t i = 0; i < op.results.size(); ++i)
        changed |= flow(f[r].yields[i], op.results[i]);
  } else if (isLoop(op.code)) {
    const size_t operands = firstCarriedOperand(op), arguments = firstCarriedArgument(op);
    const Region &first = f[op.regions.front()], &last = f[op.regions.back()];
    for (size_t i = 0; i < op.results.size(); ++i) {
      changed |= flow(op.operands[operands + i], first.arguments[arguments + i]);
      changed |= flow(last.yields[i], first.arguments[arguments + i]);
      changed |= flow(first.arguments[arguments + i], op.results[i]);
    }
  }
  return changed;
}

// A variable is one object wherever it is named. What pointers in it lead to may be any other memory from outside.
bool Memory::introduceGlobal(const Op &op) {
  const ValueId v = op.results[0];
  auto [known, isNew] = globals.try_emplace(op.term.spelling, 0);
  if (isNew) {
    known->second = addObject({Object::Kind::Global, v});
    if (module.types.isPointer(f[v].type) && mayHoldPointers(module.types.pointee(f[v].type)))
      addBehind(known->second, {Object::Kind::External, v});
  }
  return points[v.index].insert(known->second).second;
}

// Is it a class that is not looked into, or an array of one?
bool Memory::isClosed(TypeId id) const {
  while (module.types[id].kind == TypeKind::Array)
    id = module.types[id].element;
  return module.types[id].kind == TypeKind::Opaque;
}

ObjectSet Memory::closedPartsOf(const ObjectSet &objects, ValueId place) {
  ObjectSet parts;
  for (unsigned o : objects) {
    const auto [known, isNew] = closedParts.try_emplace(o, o);
    if (isNew && table[o].kind != Object::Kind::Closed) {
      known->second = static_cast<unsigned>(table.size());
      table.push_back({Object::Kind::Closed, place});
      stored.emplace_back();
    }
    parts.insert(known->second);
  }
  return parts;
}

// A pointer to something else does not lead to an object that is not looked into.
ObjectSet Memory::seenThrough(ValueId pointer, ObjectSet objects) const {
  if (isClosed(module.types.pointee(f[pointer].type)))
    return objects;
  ObjectSet seen;
  std::copy_if(objects.begin(), objects.end(), std::inserter(seen, seen.end()),
               [&](unsigned o) { return table[o].kind != Object::Kind::Closed; });
  return seen;
}

bool Memory::introduce(Object::Kind kind, ValueId v) {
  if (byOrigin.count(v))
    return false;
  if (kind == Object::Kind::Local && isClosed(module.types.pointee(f[v].type)))
    kind = Object::Kind::Closed;
  unsigned o = addObject({kind, v});
  isHeapUsed |= kind == Object::Kind::Heap;
  points[v.index].insert(o);
  if (kind == Object::Kind::External)
    stored[o].insert(o);
  return true;
}

const Sources &Memory::sourcesOfCallee(FunctionId callee) {
  const auto [known, isNew] = sources.try_emplace(callee);
  if (isNew)
    known->second = sourcesOf(module, callee);
  return known->second;
}

bool Memory::hasPointers(const Op &op) const {
  const auto isPointer = [&](ValueId v) { return module.types.isPointer(f[v].type); };
  return std::any_of(op.results.begin(), op.results.end(), isPointer) ||
         std::any_of(op.operands.begin(), op.operands.end(), isPointer);
}

// All that a call allocates is one object, which may hold whatever its results and operands lead to.
unsigned Memory::allocatedBy(const Op &call) {
  const auto [known, isNew] = allocated.try_emplace(&call, static_cast<unsigned>(table.size()));
  if (!isNew)
    return known->second;
  // A pointer that leads to numbers, if there is one: the object's type is only known from there.
  ValueId origin;
  for (const auto *list : {&call.results, &call.operands})
    for (ValueId v : *list) {
      const TypeId type = f[v].type;
      if (module.types.isPointer(type) && (!origin || !module.types.holdsReal(f[origin].type)))
        origin = v;
    }
  table.push_back({Object::Kind::Heap, origin});
  table.back().isOfCallee = true;
  isHeapUsed = true;
  stored.emplace_back();
  return known->second;
}

// A callee that is not looked into may store any pointer that it can reach in any memory that it can reach, and return
// it.
bool Memory::transferCall(const Op &op) {
  bool changed = false;
  const bool isSeen = op.code == Opcode::Call && !op.isClosed;
  ObjectSet all;
  for (ValueId v : op.operands)
    add(all, reachable(pointees(v), stored, !isSeen));
  const Sources sources = isSeen ? sourcesOfCallee(op.callee) : Sources{false, true};
  if (sources.isAllocated && hasPointers(op))
    all.insert(allocatedBy(op));
  // What is looked into, and is handed numbers alone, finds no place for a pointer.
  const bool findsPlace =
      !isSeen || sources.isOutside || std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
        const TypeId type = f[v].type;
        return module.types.isPointer(type) && mayHoldPointers(module.types.pointee(type));
      });
  // What is not looked into keeps what it is handed by closed operations, which are refused in the callee if that
  // varies.
  for (unsigned o : all)
    if (const TypeId type = module.types.pointee(f[table[o].origin].type);
        findsPlace && !(isSeen && isClosed(type)) && mayHoldPointers(type))
      changed |= add(stored[o], all);
  for (ValueId v : op.results)
    if (module.types.isPointer(f[v].type)) {
      // A class object returned by value is the caller's own.
      if (op.code == Opcode::Call && module[op.callee].resultKind == ResultKind::Object) {
        const bool isNew = introduce(Object::Kind::Local, v);
        changed |= isNew;
        if (!mayHoldPointers(module.types.pointee(f[v].type)))
          continue;
        // Pointers in it may lead to memory that the callee has from elsewhere.
        std::set<FunctionId> seen;
        if (isNew && mayReachGlobals(op.callee, seen))
          addBehind(byOrigin[v], {Object::Kind::External, v});
        changed |= add(stored[byOrigin[v]], all);
        continue;
      }
      changed |= add(points[v.index], seenThrough(v, all));
      if (!sources.isOutside)
        continue;
      changed |= introduce(Object::Kind::External, v);
      changed |= add(stored[byOrigin[v]], all);
    }
  return changed;
}

// What was stored through another pointer may be found there, too, if both may lead to the same memory. What was there
// from the beginning is told apart by the pointer through which it is reached.
ObjectSet Memory::loadedFrom(ValueId place) const {
  ObjectSet found;
  for (unsigned o : points[place.index]) {
    found.insert(stored[o].begin(), stored[o].end());
    for (unsigned other = 0; isHeapUsed && other < table.size(); ++other)
      if (other != o && objectsMayOverlap(o, other))
        for (unsigned target : stored[other])
          if (table[target].kind == Object::Kind::Heap)
            found.insert(target);
  }
  return found;
}

bool Memory::transfer(OpId id) {
  const Op &op = f[id];
  const auto intoMemory = [&](ValueId place, ValueId v) {
    bool changed = false;
    if (module.types.isPointer(f[v].type))
      for (unsigned o : ObjectSet(points[place.index]))
        changed |= add(stored[o], points[v.index]);
    return changed;
  };
  const Object::Kind made = op.code == Opcode::Local      ? Object::Kind::Local
                            : op.code == Opcode::Allocate ? Object::Kind::Heap
                                                          : Object::Kind::Tape;
  bool changed = false;
  switch (infoOf(op.code).pointers) {
  case PointerFlow::None:
  case PointerFlow::Inner: // carryRegions
    return false;
  case PointerFlow::New:
    return introduce(made, op.results[0]);
  case PointerFlow::Holding:
    changed = introduce(made, op.results[0]);
    for (ValueId v : op.operands)
      changed |= intoMemory(op.results[0], v);
    return changed;
  case PointerFlow::Named:
    return introduceGlobal(op);
  case PointerFlow::Base:
    if (op.code == Opcode::Field && isClosed(module.types.pointee(f[op.results[0]].type)))
      return add(points[op.results[0].index], closedPartsOf(ObjectSet(points[op.operands[0].index]), op.results[0]));
    // An integer made a pointer is refused by Frontend.
    return module.types.isPointer(f[op.results[0]].type) && flow(op.operands[0], op.results[0]);
  case PointerFlow::Chosen:
    changed |= flow(op.operands[1], op.results[0]);
    changed |= flow(op.operands[2], op.results[0]);
    return changed;
  case PointerFlow::Loaded:
    return module.types.isPointer(f[op.results[0]].type) &&
           add(points[op.results[0].index], seenThrough(op.results[0], loadedFrom(op.operands[0])));
  case PointerFlow::Stored:
    return intoMemory(op.operands[0], op.operands[1]);
  case PointerFlow::Callee:
    return transferCall(op);
  }
  return changed;
}

bool Memory::mayHoldPointers(TypeId id) const {
  const Type &type = module.types[id];
  switch (type.kind) {
  case TypeKind::Array:
    return mayHoldPointers(type.element);
  case TypeKind::Struct:
    return std::any_of(type.fields.begin(), type.fields.end(),
                       [&](const Field &field) { return mayHoldPointers(field.type); });
  default:
    return !module.types.isInt(id) && !module.types.isFloat(id) && !module.types.isValue(id);
  }
}

ObjectSet Memory::reachable(const ObjectSet &from, const std::vector<ObjectSet> &contents, bool isRun) const {
  ObjectSet all = from;
  std::vector<unsigned> work(all.begin(), all.end());
  while (!work.empty()) {
    unsigned o = work.back();
    work.pop_back();
    for (unsigned next : contents[o])
      if (all.insert(next).second)
        work.push_back(next);
    if (const auto part = closedParts.find(o); isRun && part != closedParts.end() && all.insert(part->second).second)
      work.push_back(part->second);
  }
  return all;
}

void Memory::markEscapes(RegionId region) {
  for (OpId id : f[region].ops) {
    const Op &op = f[id];
    const OperationInfo &info = infoOf(op.code);
    if (info.pointers == PointerFlow::Stored)
      for (unsigned o : pointees(op.operands[1]))
        table[o].escapes = true;
    if (info.pointers == PointerFlow::Callee || info.pointers == PointerFlow::Holding || info.effect == Effect::Ends)
      for (ValueId v : op.operands)
        for (unsigned o : reachable(v))
          table[o].escapes = true;
    for (RegionId inner : op.regions)
      markEscapes(inner);
  }
}

} // namespace clangent::analysis
