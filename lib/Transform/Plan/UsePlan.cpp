#include "Transform/Plan/UsePlan.h"

namespace clangent::transform {

using namespace ir;
using analysis::ResultUse;

// Only numbers have derivatives that can be infinite; what a load or a parameter contributes goes to memory, which has
// no such conditions, if nobody asks.
bool UsePlan::mayBeUnused(ValueId v) const {
  if (!module.types.isFloat(f[v].type) || surelyUsed(v))
    return false;
  if (const Op *op = f.definingOp(v)) {
    if (op->code != Opcode::Load)
      return true;
    const std::optional<unsigned> leaf = leaves.at(op->operands[0]);
    return leaf && needsFlag(*leaf);
  }
  for (size_t i = 0; i < f.parameters.size(); ++i)
    if (f.parameters[i].value == v)
      return isTold(i);
  return true;
}

std::vector<bool> UsePlan::toldBy(const Op &call) const {
  std::vector<bool> result(call.operands.size()), sure = surelyUsed.operandsOf(call);
  for (size_t k = 0; k < result.size(); ++k)
    result[k] = !sure[k] && mayBeUnused(call.operands[k]);
  return result;
}

// A member of another object that is used on every path is not asked, and one that is not read has no adjoint.
bool UsePlan::needsFlag(unsigned leaf) const {
  const std::vector<ValueId> &yields = f[f.body].yields;
  const analysis::Leaves::Range own = yields.empty() ? analysis::Leaves::Range() : leaves.of(yields[0]);
  if (leaf >= own.first && leaf < own.first + own.count)
    return results[leaf - own.first] != ResultUse::Always;
  return !surelyUsed.isLeafSure(leaf) && leaves.isLoaded(leaf);
}

ValueId UsePlan::addFlag(Builder &b, ValueId object, unsigned leaf, bool isZeroed) {
  const unsigned number = leaf - leaves.of(object).first;
  const std::string name = analysis::leafName(module.types, module.types.pointee(f[object].type), number);
  const std::string of = f[object].name.empty() ? "result" : f[object].name;
  return flags[leaf] = b.local(module.types.boolType(), of + "_" + name + "_used", isZeroed);
}

void UsePlan::addFlags(Builder &b, ValueId object) {
  const analysis::Leaves::Range range = leaves.of(object);
  for (unsigned leaf = range.first; leaf < range.first + range.count; ++leaf)
    if (needsFlag(leaf))
      addFlag(b, object, leaf, true);
}

void UsePlan::addOwnFlags(Builder &b, ValueId object, const std::vector<ValueId> &asked) {
  const analysis::Leaves::Range range = leaves.of(object);
  size_t next = 0;
  for (unsigned i = 0; i < range.count; ++i) {
    if (results[i] == ResultUse::Always)
      continue;
    const ValueId flag = addFlag(b, object, range.first + i, false);
    b.store(flag, results[i] == ResultUse::Asked ? asked[next++] : b.constantBool(false));
  }
}

ValueId UsePlan::flagAt(ValueId pointer) const {
  const std::optional<unsigned> leaf = leaves.at(pointer);
  auto found = leaf ? flags.find(*leaf) : flags.end();
  return found == flags.end() ? ValueId() : found->second;
}

std::vector<ValueId> UsePlan::flagsOf(ValueId object) const {
  const analysis::Leaves::Range range = leaves.of(object);
  std::vector<ValueId> result;
  for (unsigned leaf = range.first; leaf < range.first + range.count; ++leaf)
    if (auto found = flags.find(leaf); found != flags.end())
      result.push_back(found->second);
  return result;
}

} // namespace clangent::transform
