// Finds users from the end of the text backwards, so that what only dead operations use is dead.
#include "Emit/Uses.h"

namespace clangent::emit {

using namespace ir;

bool isNamedAdjoint(const Function &function, ValueId v) {
  return function[v].role == Role::Adjoint && !function[v].name.empty();
}

bool hasEffect(const Function &function, OpId op) {
  if (ir::hasEffect(function[op]))
    return true;
  for (RegionId region : function[op].regions)
    for (OpId inner : function[region].ops)
      if (hasEffect(function, inner))
        return true;
  return false;
}

namespace {

bool anyUsed(const Plan &plan, const Op &op) {
  for (ValueId result : op.results)
    if (plan.isUsed(result))
      return true;
  return false;
}

void useYields(Plan &plan, RegionId region, const std::vector<ValueId> *results) {
  const auto &yields = plan.function[region].yields;
  for (unsigned k = 0; k < yields.size(); ++k)
    if (!results || plan.isUsed((*results)[k]))
      plan.uses[yields[k].index].push_back({OpId(), region, k});
}

// The number of operations in the expression of an arm of a c ? a : b; a large number if it is no such expression.
constexpr unsigned tooLarge = 1000;

unsigned armSize(const Plan &plan, RegionId arm) {
  const Function &f = plan.function;
  unsigned size = 0;
  for (OpId id : f[arm].ops) {
    if (plan.isDead[id.index])
      continue;
    const Op &op = f[id];
    const bool isExpression = isPure(op) || plan.isTernary[id.index];
    if (!isExpression || op.results.size() != 1 || op.code == Opcode::Undef)
      return tooLarge;
    if (op.code == Opcode::Constant || op.code == Opcode::Global)
      continue;
    if (plan.uses[op.results[0].index].size() != 1)
      return tooLarge;
    if (op.code == Opcode::GuardedMul && f[op.operands[0]].owner == arm)
      return tooLarge; // its first operand needs a name
    size += op.code == Opcode::If ? 3 : isAddress(op.code) ? 0 : 1;
  }
  return size;
}

// `if (c) s = ...;` reads better than `t = c ? ... : s;` when s is not read again and can be changed in place.
bool changesInPlace(const Plan &plan, OpId id, ValueId yield) {
  const Function &f = plan.function;
  const Op *definition = f.definingOp(yield);
  bool isParameter = !definition && f[yield].owner == f.body;
  bool isCounter = !definition && !isParameter && f[yield].owner && f[f[f[yield].owner].parent].code == Opcode::For &&
                   f[f[yield].owner].arguments[0] == yield;
  bool isConstant = definition && (definition->code == Opcode::Constant || definition->code == Opcode::Undef);
  RegionId owner = f[yield].owner;
  if (isParameter || !owner || isCounter || isConstant || plan.layout.contains(id, owner))
    return false;
  for (const Use &use : plan.uses[yield.index]) {
    Point read = readingPoint(plan, use);
    if (read.position > plan.layout.end(id).position ||
        plan.layout.sharedLoopWithout(read.region, f[id].parent, plan.layout.definition(yield).region))
      return false;
  }
  return true;
}

bool isTernary(const Plan &plan, OpId id) {
  const Op &op = plan.function[id];
  constexpr unsigned readable = 6;
  if (op.code != Opcode::If || op.results.size() != 1 || plan.isDead[id.index] || !plan.isUsed(op.results[0]))
    return false;
  for (RegionId arm : op.regions) {
    ValueId yield = plan.function[arm].yields[0];
    const Op *definition = plan.function.definingOp(yield);
    if ((definition && definition->code == Opcode::Undef) || armSize(plan, arm) > readable ||
        changesInPlace(plan, id, yield))
      return false;
  }
  return true;
}

} // namespace

void findUses(Plan &plan) {
  const Function &f = plan.function;
  plan.uses.resize(f.values.size());
  plan.isDead.assign(f.ops.size(), true); // also what no region lists any more
  useYields(plan, f.body, nullptr);
  // Users first: whoever comes later in the text, or around.
  const auto &order = plan.layout.innerFirst();
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    const Op &op = f[*it];
    bool insideDead = f[op.parent].parent && plan.isDead[f[op.parent].parent.index];
    if (insideDead || (!anyUsed(plan, op) && !hasEffect(f, *it)))
      continue;
    plan.isDead[it->index] = false;
    for (unsigned k = 0; k < op.operands.size(); ++k)
      plan.uses[op.operands[k].index].push_back({*it, RegionId(), k});
    for (RegionId region : op.regions)
      useYields(plan, region, op.code == Opcode::If ? &op.results : nullptr);
  }
}

void findTernaries(Plan &plan) {
  plan.isTernary.assign(plan.function.ops.size(), false);
  for (OpId id : plan.layout.innerFirst())
    plan.isTernary[id.index] = isTernary(plan, id);
}

Point readingPoint(const Plan &plan, const Use &use) {
  const Function &f = plan.function;
  if (!use.op) {
    OpId parent = f[use.yield].parent;
    if (parent && !plan.isTernary.empty() && plan.isTernary[parent.index])
      return plan.layout.evaluation(parent);
    return plan.layout.end(use.yield);
  }
  const Op &op = f[use.op];
  if (op.code == Opcode::For && use.index < 3)
    return plan.layout.head(op.regions[0]); // the head of the loop may read its bounds in each iteration
  if (!op.regions.empty() && !plan.isTernary[use.op.index])
    return plan.layout.begin(use.op);
  return plan.layout.evaluation(use.op);
}

} // namespace clangent::emit
