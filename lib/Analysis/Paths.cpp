#include "Analysis/Paths.h"
#include "Rules/Arithmetic.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

// ---- used

SurelyUsed::SurelyUsed(const Module &module, const Function &function, const Activity &activity)
    : module(module), f(function), activity(activity), sure(function.values.size(), true) {
  do {
    isChanged = false;
    Used used(f[f.body].yields.begin(), f[f.body].yields.end());
    region(f.body, used);
  } while (isChanged);
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

// What both arms use is used.
void SurelyUsed::branch(const Op &op, Used &used) {
  Used arms[2];
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
  for (size_t i = 0; i < op.results.size(); ++i) {
    decide(f[first].arguments[arguments + i], inside);
    if (isSure(i))
      used.insert(op.operands[operands + i]);
  }
}

void SurelyUsed::operation(const Op &op, Used &used) {
  switch (infoOf(op.code).numbers) {
  case NumberFlow::Stored:
  case NumberFlow::Added:
    if (activity.hasShadow(op.operands[0]))
      used.insert(op.operands[1]);
    return;
  case NumberFlow::Ruled:
    if (used.count(op.results[0]))
      used.insert(op.operands.begin(), op.operands.end());
    return;
  case NumberFlow::Operands:
    for (unsigned k = 0; k < op.operands.size() && used.count(op.results[0]); ++k)
      if (rules::carriesDerivative(module, f, op, k) && !rules::isConditional(op, k))
        used.insert(op.operands[k]);
    return;
  case NumberFlow::None:
  case NumberFlow::Loaded: // memory has no bits
  case NumberFlow::Callee: // nor do callees tell what they use
  case NumberFlow::Inner:  // branch, loop
    return;
  }
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
