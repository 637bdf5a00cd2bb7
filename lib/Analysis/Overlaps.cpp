// The questions to Memory: which accesses may touch the same memory, and what may write what is read.
#include "Analysis/Memory.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

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
  // Accesses through different scalar types do not overlap ([basic.lval]), unless one object is made where another was;
  // characters never hold reals here.
  TypeId written = module.types.pointee(f[write].type), seen = module.types.pointee(f[read].type);
  auto isNumber = [&](TypeId id) { return module.types.isFloat(id) || module.types.isValue(id); };
  auto isWideInteger = [&](TypeId id) { return module.types.isInt(id) && module.types[id].bits > 8; };
  const bool isTyped = !module.types.haveUnions();
  if (isTyped && module.types.isNameable(written) && module.types.isNameable(seen) && written != seen &&
      (isNumber(written) || isNumber(seen)))
    return false;
  if (isTyped && ((isWideInteger(written) && module.types.isPointer(seen)) ||
                  (module.types.isPointer(written) && isWideInteger(seen))))
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
  return !module[callee].isComplete || mayReachGlobals(module[callee], module[callee].body, seen);
}

bool Memory::mayReachGlobals(const Function &g, RegionId region, std::set<FunctionId> &seen) const {
  auto isVariable = [&](const Op &op) {
    return op.code == Opcode::Global && module.types.isPointer(g[op.results[0]].type) &&
           !module.types[g[op.results[0]].type].toConst;
  };
  auto reaches = [&](OpId id) {
    const Op &op = g[id];
    if (effectOf(op) == Effect::Runs || isVariable(op) || (op.code == Opcode::Call && mayReachGlobals(op.callee, seen)))
      return true;
    return std::any_of(op.regions.begin(), op.regions.end(), [&](RegionId r) { return mayReachGlobals(g, r, seen); });
  };
  return std::any_of(g[region].ops.begin(), g[region].ops.end(), reaches);
}

bool Memory::mayWrite(OpId id, ValueId read, RegionId at) const {
  const Op &op = f[id];
  switch (effectOf(op)) {
  case Effect::None:
  case Effect::Reads:
  case Effect::Makes:
  case Effect::Changes:
  case Effect::Records: // nobody else has the address of a stack
  case Effect::Ends:    // nobody reads behind it
    return false;
  case Effect::Writes:
  case Effect::Releases:
    return mayAlias(op.operands[0], read);
  case Effect::Through:
    return std::any_of(op.operands.begin(), op.operands.end(),
                       [&](ValueId v) { return module.types.isPointer(f[v].type) && mayAlias(v, read); });
  case Effect::Calls:
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
  case Effect::Runs:
    // Opaque calls are known not to write memory that holds reals, but integers behind pointers they may.
    for (unsigned b : pointees(read)) {
      const Object &o = table[b];
      const bool isOutside = o.kind == Object::Kind::External || (o.kind == Object::Kind::Parameter && !o.isRestrict);
      if (o.kind == Object::Kind::Global || o.escapes ||
          (isOutside &&
           (op.mayWriteNumbers || op.isClosed || !module.types.isReal(module.types.pointee(f[read].type)))))
        return true;
    }
    return false;
  case Effect::Inner:
    for (RegionId r : op.regions)
      for (OpId inner : f[r].ops)
        if ((!ends.contains(r) || ends.contains(at)) && mayWrite(inner, read, at))
          return true;
    return false;
  }
  return true;
}

} // namespace clangent::analysis
