#include "Transform/Plan/BlockCounts.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

ValueId BlockCounts::known(ValueId p) {
  if (const auto found = counts.find(p); found != counts.end())
    return found->second;
  const Op *op = f.definingOp(p);
  if (op && op->code == Opcode::Allocate)
    return counts[p] = op->operands[0];
  if (op && op->code == Opcode::If) {
    for (ValueId v : op->results)
      if (isCount(v, p, SameCarried()))
        return counts[p] = v;
    return ValueId();
  }
  const auto [loop, number] = carriedAt(p);
  return findCarriedCount(loop, number) ? counts.at(p) : ValueId();
}

ValueId BlockCounts::of(ValueId p) {
  if (const ValueId there = known(p))
    return there;
  const Op *op = f.definingOp(p);
  if (!op || isLoop(op->code)) {
    const auto [loop, number] = carriedAt(p);
    carryCount(loop, number);
    return counts.at(p);
  }
  const OpId branch = f[p].definition;
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), p) - op->results.begin());
  for (RegionId arm : std::vector<RegionId>(op->regions)) {
    Builder b(module, f, arm);
    b.setStatement(f[branch].statement, f[branch].at);
    const ValueId count = at(b, f[arm].yields[i]);
    f[arm].yields.push_back(count);
  }
  Builder b(module, f, f[branch].parent);
  return counts[p] = b.addResult(branch, module.types.sizeType(), "count");
}

// Where the loop carries the pointer, an argument or a result of it.
std::pair<OpId, size_t> BlockCounts::carriedAt(ValueId p) const {
  const bool isResult = f.definingOp(p) != nullptr;
  const OpId loop = isResult ? f[p].definition : f[f[p].owner].parent;
  const std::vector<ValueId> &among = isResult ? f[loop].results : f[f[loop].regions.front()].arguments;
  const size_t place = static_cast<size_t>(std::find(among.begin(), among.end(), p) - among.begin());
  return {loop, isResult ? place : place - firstCarriedArgument(f[loop])};
}

// Is the integer that number of elements, as the capacity of a vector is?
bool BlockCounts::isCount(ValueId v, ValueId p, const SameCarried &carried) {
  const auto [known, isNew] = carried.known.try_emplace({v, p}, false);
  return isNew ? known->second = findCount(v, p, carried) : known->second;
}

// Casts between integers as wide as sizes change nothing of them.
ValueId BlockCounts::source(ValueId integer) const {
  const auto isWide = [&](ValueId v) { return module.types.isInt(f[v].type) && module.types[f[v].type].bits == 64; };
  for (const Op *op = f.definingOp(integer);
       op && op->code == Opcode::Cast && isWide(integer) && isWide(op->operands[0]); op = f.definingOp(integer))
    integer = op->operands[0];
  return integer;
}

bool BlockCounts::findCount(ValueId v, ValueId p, const SameCarried &carried) {
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
bool BlockCounts::findCarriedCount(OpId loop, size_t carried) {
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

void BlockCounts::carryCount(OpId loop, size_t carried) {
  const TypeId type = module.types.sizeType();
  const RegionId first = f[loop].regions.front(), last = f[loop].regions.back();
  const ValueId initial = f[loop].operands[firstCarriedOperand(f[loop]) + carried];
  Builder b(module, f, f[loop].parent);
  b.setStatement(f[loop].statement, f[loop].at);
  if (!memory.pointees(initial).empty())
    of(initial);
  const std::vector<OpId> &ops = f[f[loop].parent].ops;
  b.setRegion(f[loop].parent, static_cast<size_t>(std::find(ops.begin(), ops.end(), loop) - ops.begin()));
  const ValueId start = at(b, initial);
  f[loop].operands.push_back(start);
  counts[f[first].arguments[firstCarriedArgument(f[loop]) + carried]] = b.addArgument(first, type, "count");
  counts[f[loop].results[carried]] = b.addResult(loop, type, "count");
  const size_t next = f[last].yields.size();
  f[last].yields.push_back(start);
  b.setRegion(last);
  const ValueId count = at(b, f[last].yields[carried]);
  f[last].yields[next] = count;
}

// A pointer that leads nowhere owns nothing.
ValueId BlockCounts::at(Builder &b, ValueId p) {
  const TypeId type = module.types.sizeType();
  if (memory.pointees(p).empty())
    return b.constantInt(type, 0);
  const ValueId count = of(p);
  return b.cast(count, type);
}

} // namespace clangent::transform
