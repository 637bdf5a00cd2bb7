#include "Analysis/Memory.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

Memory::Memory(const Module &module, const Function &function) : module(module), f(function) {
  points.resize(f.values.size());
  seed();
  while (propagate(f.body)) {
  }
  markEscapes(f.body);
}

unsigned Memory::addObject(Object object) {
  table.push_back(object);
  stored.emplace_back();
  byOrigin[object.origin] = static_cast<unsigned>(table.size() - 1);
  return static_cast<unsigned>(table.size() - 1);
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
    // What pointers in the caller's memory lead to, at any depth, is one more object.
    object.isRestrict = false;
    table.push_back(object);
    stored.emplace_back();
    stored[o].insert(o + 1);
    stored[o + 1].insert(o + 1);
  }
}

bool Memory::add(ObjectSet &to, const ObjectSet &from) {
  size_t before = to.size();
  to.insert(from.begin(), from.end());
  return to.size() != before;
}

bool Memory::flow(ValueId from, ValueId to) { return &from != &to && add(points[to.index], ObjectSet(points[from.index])); }

bool Memory::propagate(RegionId region) {
  bool changed = false;
  for (OpId id : f[region].ops) {
    changed |= transfer(id);
    for (RegionId inner : f[id].regions)
      changed |= propagate(inner);
    changed |= carryRegions(f[id]);
  }
  return changed;
}

bool Memory::carryRegions(const Op &op) {
  bool changed = false;
  if (op.code == Opcode::If) {
    for (RegionId r : op.regions)
      for (size_t i = 0; i < op.results.size(); ++i)
        changed |= flow(f[r].yields[i], op.results[i]);
  } else if (op.code == Opcode::For || op.code == Opcode::While) {
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
  auto [known, isNew] = globals.try_emplace(op.text, 0);
  if (isNew) {
    known->second = addObject({Object::Kind::Global, v});
    if (module.types.isPointer(f[v].type) && mayHoldPointers(module.types.pointee(f[v].type))) {
      const unsigned behind = static_cast<unsigned>(table.size());
      table.push_back({Object::Kind::External, v});
      stored.emplace_back();
      stored[known->second].insert(behind);
      stored[behind].insert(behind);
    }
  }
  return points[v.index].insert(known->second).second;
}

bool Memory::transfer(OpId id) {
  const Op &op = f[id];
  auto introduce = [&](Object::Kind kind, ValueId v) {
    if (byOrigin.count(v))
      return false;
    unsigned o = addObject({kind, v});
    points[v.index].insert(o);
    if (kind == Object::Kind::External)
      stored[o].insert(o);
    return true;
  };
  bool changed = false;
  switch (op.code) {
  case Opcode::Local:
    return introduce(Object::Kind::Local, op.results[0]);
  case Opcode::Global:
    return introduceGlobal(op);
  case Opcode::TapeArray:
    return introduce(Object::Kind::Tape, op.results[0]);
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
    return flow(op.operands[0], op.results[0]);
  case Opcode::Cast:
    // An integer made a pointer is refused by Frontend.
    return module.types.isPointer(f[op.results[0]].type) && flow(op.operands[0], op.results[0]);
  case Opcode::Select:
    changed |= flow(op.operands[1], op.results[0]);
    changed |= flow(op.operands[2], op.results[0]);
    return changed;
  case Opcode::Load:
    if (module.types.isPointer(f[op.results[0]].type))
      for (unsigned o : ObjectSet(points[op.operands[0].index]))
        changed |= add(points[op.results[0].index], ObjectSet(stored[o]));
    return changed;
  case Opcode::Store:
    if (module.types.isPointer(f[op.operands[1]].type))
      for (unsigned o : ObjectSet(points[op.operands[0].index]))
        changed |= add(stored[o], points[op.operands[1].index]);
    return changed;
  case Opcode::Call:
  case Opcode::Opaque: {
    ObjectSet all;
    for (ValueId v : op.operands)
      add(all, reachable(v));
    for (unsigned o : all)
      if (mayHoldPointers(module.types.pointee(f[table[o].origin].type)))
        changed |= add(stored[o], all);
    for (ValueId v : op.results)
      if (module.types.isPointer(f[v].type)) {
        // A class object returned by value is the caller's own.
        if (op.code == Opcode::Call && module[op.callee].resultKind == ResultKind::Object) {
          changed |= introduce(Object::Kind::Local, v);
          changed |= add(stored[byOrigin[v]], all);
          continue;
        }
        changed |= introduce(Object::Kind::External, v);
        changed |= add(points[v.index], all);
        changed |= add(stored[byOrigin[v]], all);
      }
    return changed;
  }
  default:
    return false;
  }
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

ObjectSet Memory::reachable(ValueId v) const {
  ObjectSet all = pointees(v);
  std::vector<unsigned> work(all.begin(), all.end());
  while (!work.empty()) {
    unsigned o = work.back();
    work.pop_back();
    for (unsigned next : stored[o])
      if (all.insert(next).second)
        work.push_back(next);
  }
  return all;
}

void Memory::markEscapes(RegionId region) {
  for (OpId id : f[region].ops) {
    const Op &op = f[id];
    if (op.code == Opcode::Store)
      for (unsigned o : pointees(op.operands[1]))
        table[o].escapes = true;
    if (op.code == Opcode::Call || op.code == Opcode::Opaque || op.code == Opcode::Trap)
      for (ValueId v : op.operands)
        for (unsigned o : reachable(v))
          table[o].escapes = true;
    for (RegionId inner : op.regions)
      markEscapes(inner);
  }
}

bool Memory::objectsMayOverlap(unsigned a, unsigned b) const {
  if (a == b)
    return true;
  const Object &x = table[a], &y = table[b];
  auto isOutside = [](const Object &o) {
    return o.kind == Object::Kind::Parameter || o.kind == Object::Kind::Global || o.kind == Object::Kind::External;
  };
  if (!isOutside(x) || !isOutside(y))
    return false;
  if (x.isRestrict || y.isRestrict)
    return false;
  return !(x.kind == Object::Kind::Global && y.kind == Object::Kind::Global);
}

bool Memory::mayAlias(ValueId write, ValueId read) const {
  // Accesses through different scalar types do not overlap ([basic.lval]); characters never hold reals here.
  TypeId written = module.types.pointee(f[write].type), seen = module.types.pointee(f[read].type);
  auto isNumber = [&](TypeId id) { return module.types.isFloat(id) || module.types.isValue(id); };
  if (module.types.isNameable(written) && module.types.isNameable(seen) && written != seen &&
      (isNumber(written) || isNumber(seen)))
    return false;
  // A value made after the analysis ran.
  if (write.index >= points.size() || read.index >= points.size())
    return true;
  for (unsigned a : pointees(write))
    for (unsigned b : pointees(read))
      if (objectsMayOverlap(a, b))
        return true;
  return false;
}

// May the function, or one that it calls, write memory that it was not handed?
bool Memory::mayReachGlobals(FunctionId callee, std::set<FunctionId> &seen) const {
  if (!seen.insert(callee).second)
    return false;
  return !module[callee].body || mayReachGlobals(module[callee], module[callee].body, seen);
}

bool Memory::mayReachGlobals(const Function &g, RegionId region, std::set<FunctionId> &seen) const {
  auto isVariable = [&](const Op &op) {
    return op.code == Opcode::Global && module.types.isPointer(g[op.results[0]].type) &&
           !module.types[g[op.results[0]].type].toConst;
  };
  auto reaches = [&](OpId id) {
    const Op &op = g[id];
    if ((op.code == Opcode::Opaque && !op.isPureCall) ||
        isVariable(op) ||
        (op.code == Opcode::Call && mayReachGlobals(op.callee, seen)))
      return true;
    return std::any_of(op.regions.begin(), op.regions.end(), [&](RegionId r) { return mayReachGlobals(g, r, seen); });
  };
  return std::any_of(g[region].ops.begin(), g[region].ops.end(), reaches);
}

bool Memory::mayWrite(OpId id, ValueId read) const {
  const Op &op = f[id];
  switch (op.code) {
  case Opcode::Store:
  case Opcode::Update:
    return mayAlias(op.operands[0], read);
  case Opcode::Call:
    // A callee may write globals, which the caller's arguments may refer to, and whatever its arguments reach.
    for (unsigned b : pointees(read)) {
      const Object &o = table[b];
      if (o.kind == Object::Kind::Global || o.kind == Object::Kind::External || o.escapes)
        return true;
      std::set<FunctionId> seen;
      if (o.kind == Object::Kind::Parameter && !o.isRestrict && mayReachGlobals(op.callee, seen))
        return true;
      for (ValueId v : op.operands)
        for (unsigned a : reachable(v))
          if (objectsMayOverlap(a, b))
            return true;
    }
    return false;
  case Opcode::Opaque:
    if (op.isPureCall)
      return false;
    // Opaque calls are known not to write memory that holds reals, but integers behind pointers they may.
    for (unsigned b : pointees(read)) {
      const Object &o = table[b];
      const bool isOutside = o.kind == Object::Kind::External || (o.kind == Object::Kind::Parameter && !o.isRestrict);
      if (o.kind == Object::Kind::Global || o.escapes ||
          (isOutside && !module.types.isReal(module.types.pointee(f[read].type))))
        return true;
    }
    return false;
  default:
    break;
  }
  for (RegionId r : op.regions)
    for (OpId inner : f[r].ops)
      if (mayWrite(inner, read))
        return true;
  return false;
}

} // namespace clangent::analysis
