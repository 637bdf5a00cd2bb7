#include "Analysis/Paths.h"
#include "Rules/Arithmetic.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

// ---- used

SurelyUsed::SurelyUsed(const Module &module, const Function &function, const Activity &activity, const Leaves &leaves,
                       const ResultUses &own, CalleeUses &callees)
    : module(module), f(function), activity(activity), leaves(leaves), callees(callees), values(function.values.size()),
      sure(values + leaves.size(), true) {
  do {
    isChanged = false;
    Used used;
    end(own, used);
    region(f.body, used);
    surelyRead.clear();
    for (const Parameter &parameter : f.parameters) {
      decide(parameter.value, used);
      const Leaves::Range range = leaves.behind(parameter.value);
      bool isRead = range.count != 0;
      for (unsigned leaf = range.first; leaf < range.end(); ++leaf)
        isRead &= used.count(leafId(leaf)) != 0;
      surelyRead.push_back(isRead);
    }
  } while (isChanged);
}

// What is used behind the last operation.
void SurelyUsed::end(const ResultUses &own, Used &used) const {
  const std::vector<ValueId> &yields = f[f.body].yields;
  if (own.empty() || f.resultKind == ResultKind::Object)
    used.insert(yields.begin(), yields.end());
  if (f.resultKind != ResultKind::Object)
    return;
  const Leaves::Range range = leaves.behind(yields[0]);
  for (unsigned i = 0; i < range.count; ++i)
    if (own.empty() || own[i] == ResultUse::Always)
      used.insert(leafId(range.first + i));
}

void SurelyUsed::decide(ValueId v, const Used &used) {
  if (!sure[v.index] || used.count(v))
    return;
  sure[v.index] = false;
  isChanged = true;
}

// Backwards: `used` holds what the operations behind surely use, at last also what those of the region do.
void SurelyUsed::region(RegionId id, Used &used) {
  const std::vector<OpId> &ops = f[id].ops;
  for (auto op = ops.rbegin(); op != ops.rend(); ++op) {
    for (ValueId result : f[*op].results)
      decide(result, used);
    if (f[*op].code == Opcode::If)
      branch(f[*op], used);
    else if (!f[*op].regions.empty())
      loop(f[*op], used);
    else
      operation(f[*op], used);
  }
}

// What both arms use is used, and what is used behind them of memory that neither writes.
void SurelyUsed::branch(const Op &op, Used &used) {
  const auto firstLeaf = used.lower_bound(leafId(0));
  Used arms[2] = {Used(firstLeaf, used.end()), Used(firstLeaf, used.end())};
  used.erase(firstLeaf, used.end());
  for (unsigned k : {0u, 1u}) {
    for (size_t i = 0; i < op.results.size(); ++i)
      if (sure[op.results[i].index])
        arms[k].insert(f[op.regions[k]].yields[i]);
    region(op.regions[k], arms[k]);
  }
  for (ValueId v : arms[0])
    if (arms[1].count(v))
      used.insert(v);
}

// What an iteration hands on is used by the next or behind the loop. What a loop uses of the values around it is not
// surely used: there may be no iteration.
void SurelyUsed::loop(const Op &op, Used &used) {
  const size_t operands = firstCarriedOperand(op), arguments = firstCarriedArgument(op);
  const RegionId first = op.regions.front(), last = op.regions.back();
  const auto isSure = [&](size_t i) {
    return sure[op.results[i].index] && sure[f[first].arguments[arguments + i].index];
  };
  Used inside;
  for (size_t i = 0; i < op.results.size(); ++i)
    if (isSure(i))
      inside.insert(f[last].yields[i]);
  region(last, inside);
  if (first != last)
    region(first, inside);
  for (RegionId r : op.regions)
    forgetStored(r, used);
  for (size_t i = 0; i < op.results.size(); ++i) {
    decide(f[first].arguments[arguments + i], inside);
    if (isSure(i))
      used.insert(op.operands[operands + i]);
  }
}

// What a loop may write over.
void SurelyUsed::forgetStored(RegionId id, Used &used) const {
  for (OpId opId : f[id].ops) {
    const Op &op = f[opId];
    if (op.code == Opcode::Store)
      if (const std::optional<unsigned> leaf = leaves.at(op.operands[0]))
        forget(*leaf, used);
    for (size_t k = 0; op.code == Opcode::Call && k < op.operands.size(); ++k)
      for (unsigned leaf = leaves.writtenBy(op, k).first; leaf < leaves.writtenBy(op, k).end(); ++leaf)
        forget(leaf, used);
    for (RegionId inner : op.regions)
      forgetStored(inner, used);
  }
}

// A leaf is written over. What one parameter leads to another may lead to as well.
void SurelyUsed::forget(unsigned leaf, Used &used) const {
  used.erase(leafId(leaf));
  if (!leaves.objectOf(leaf).isParameter)
    return;
  for (const Leaves::Object &object : leaves.all())
    for (unsigned other = object.range.first; object.isParameter && other < object.range.end(); ++other)
      used.erase(leafId(other));
}

void SurelyUsed::operation(const Op &op, Used &used) {
  switch (infoOf(op.code).numbers) {
  case NumberFlow::Loaded:
  case NumberFlow::Stored:
  case NumberFlow::Added:
    return memory(op, used);
  case NumberFlow::Callee:
    return call(op, used);
  case NumberFlow::Ruled:
    return rule(op, used);
  case NumberFlow::Operands:
    for (unsigned k = 0; k < op.operands.size() && used.count(op.results[0]); ++k)
      if (rules::carriesDerivative(module, f, op, k) && !rules::isConditional(op, k))
        used.insert(op.operands[k]);
    return;
  case NumberFlow::None:
  case NumberFlow::Inner: // branch, loop
    return;
  }
}

void SurelyUsed::memory(const Op &op, Used &used) {
  const std::optional<unsigned> leaf = leaves.at(op.operands[0]);
  if (op.code == Opcode::Load) {
    if (leaf && used.count(op.results[0]))
      used.insert(leafId(*leaf));
    return;
  }
  if (leaf)
    decide(leafId(*leaf), used);
  if (leaf ? used.count(leafId(*leaf)) != 0 : activity.hasShadow(op.operands[0]))
    used.insert(op.operands[1]);
  if (leaf && op.code == Opcode::Store)
    forget(*leaf, used);
}

// A rule uses what it says something about.
void SurelyUsed::rule(const Op &op, Used &used) {
  if (!op.rule || !used.count(op.results[0]))
    return;
  const Rule &rule = module[op.rule];
  for (unsigned k = 0; k < op.operands.size(); ++k)
    if (rule.covers(rule.adjoint, k))
      used.insert(op.operands[k]);
}

void SurelyUsed::call(const Op &op, Used &used) {
  for (unsigned leaf = leavesOf(op).first; leaf < leavesOf(op).end(); ++leaf) {
    decide(leafId(leaf), used);
    used.erase(leafId(leaf));
  }
  std::vector<unsigned> written;
  for (size_t k = 0; k < op.operands.size(); ++k)
    for (unsigned leaf = leaves.writtenBy(op, k).first; leaf < leaves.writtenBy(op, k).end(); ++leaf) {
      decide(leafId(leaf), used);
      written.push_back(leaf);
    }
  for (unsigned leaf : written)
    forget(leaf, used);
  const std::vector<bool> operands = operandsOf(op);
  for (size_t k = 0; k < operands.size(); ++k) {
    if (!operands[k])
      continue;
    used.insert(op.operands[k]);
    const Leaves::Range read = leaves.behind(op.operands[k]);
    for (unsigned leaf = read.first; leaf < read.end(); ++leaf)
      used.insert(leafId(leaf));
  }
}

Leaves::Range SurelyUsed::leavesOf(const Op &call) const {
  return call.results.empty() ? Leaves::Range() : leaves.behind(call.results[0]);
}

bool SurelyUsed::changesShadows(const Op &call) const {
  const auto hasShadow = [&](ValueId v) { return module.types.isPointer(f[v].type) && activity.hasShadow(v); };
  return std::any_of(call.operands.begin(), call.operands.end(), hasShadow) ||
         std::any_of(call.results.begin(), call.results.end(), hasShadow);
}

ResultUses SurelyUsed::resultsOf(const Op &call) const {
  if (call.results.empty())
    return {};
  const ValueId result = call.results[0];
  if (module.types.isFloat(f[result].type))
    return sure[result.index] || !activity.isActive(result) || !changesShadows(call) ? ResultUses()
                                                                                     : ResultUses{ResultUse::Asked};
  const Leaves::Range range = leavesOf(call);
  ResultUses uses;
  if (!activity.hasShadow(result))
    return uses;
  bool isAll = true;
  for (unsigned i = range.first; i < range.end(); ++i) {
    uses.push_back(isLeafSure(i) ? ResultUse::Always : leaves.isLoaded(i) ? ResultUse::Asked : ResultUse::Never);
    isAll &= isLeafSure(i);
  }
  return isAll ? ResultUses() : uses;
}

std::vector<bool> SurelyUsed::operandsOf(const Op &call) const {
  // One that is left out uses nothing.
  if (!call.results.empty() && module.types.isFloat(f[call.results[0]].type) && activity.isActive(call.results[0]) &&
      !sure[call.results[0].index] && !changesShadows(call))
    return std::vector<bool>(call.operands.size());
  std::vector<bool> referred;
  for (ValueId v : call.operands)
    referred.push_back(leaves.behind(v).count != 0 && activity.hasShadow(v));
  return callees.surelyUsed(f, call, activity, resultsOf(call), referred);
}

// ---- varied

SurelyVaried::SurelyVaried(const Module &module, const Function &function, const Activity &activity)
    : module(module), f(function), sure(function.values.size()) {
  for (size_t i = 0; i < sure.size(); ++i)
    sure[i] = activity.isActive(ValueId(i)) && activity.isVaried(ValueId(i));
  do {
    isChanged = false;
    region(f.body);
  } while (isChanged);
}

void SurelyVaried::decide(ValueId v, bool isSure) {
  if (!sure[v.index] || isSure)
    return;
  sure[v.index] = false;
  isChanged = true;
}

void SurelyVaried::region(RegionId id) {
  for (OpId opId : f[id].ops) {
    const Op &op = f[opId];
    for (RegionId inner : op.regions)
      region(inner);
    if (op.code == Opcode::If) {
      for (size_t i = 0; i < op.results.size(); ++i)
        decide(op.results[i], sure[f[op.regions[0]].yields[i].index] && sure[f[op.regions[1]].yields[i].index]);
    } else if (!op.regions.empty()) {
      const size_t operands = firstCarriedOperand(op), arguments = firstCarriedArgument(op);
      for (size_t i = 0; i < op.results.size(); ++i) {
        const ValueId argument = f[op.regions.front()].arguments[arguments + i];
        decide(argument, sure[op.operands[operands + i].index] && sure[f[op.regions.back()].yields[i].index]);
        decide(op.results[i], sure[argument.index]);
      }
    } else {
      operation(op);
    }
  }
}

// A value is made of one operand that varies, or of one of several, each of which does.
void SurelyVaried::operation(const Op &op) {
  if (op.results.size() != 1 || !sure[op.results[0].index])
    return;
  if (op.code == Opcode::Select)
    return decide(op.results[0], sure[op.operands[1].index] && sure[op.operands[2].index]);
  if (op.code == Opcode::Call)
    return decide(op.results[0], std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
                    return sure[v.index] || module.types.isPointer(f[v].type);
                  }));
  bool isScalar = false, isSure = false;
  for (unsigned k = 0; k < op.operands.size(); ++k) {
    if (!rules::carriesDerivative(module, f, op, k))
      continue;
    isScalar = true;
    isSure = isSure || (sure[op.operands[k].index] && !rules::isConditional(op, k));
  }
  // Of memory and rules every result that is active varies.
  if (isScalar)
    decide(op.results[0], isSure);
}

} // namespace clangent::analysis
