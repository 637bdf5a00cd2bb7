#include "Transform/Plan/UsePlan.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;
using analysis::ResultUse;

// Only numbers, and structs of them that rules take and return, have derivatives that can be infinite; what a load or a
// parameter contributes goes to memory, which has no such conditions, if nobody asks.
bool UsePlan::mayBeUnused(ValueId v) const {
  if (!(module.types.isFloat(f[v].type) || module.types.isPacked(f[v].type)) || surelyUsed(v))
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
  for (size_t k = 0; k < result.size(); ++k) {
    const ValueId v = call.operands[k];
    const analysis::Leaves::Range referred = leaves.behind(v);
    result[k] = module.types.isPointer(f[v].type)
                    ? referred.count != 0 && activity.hasShadow(v) && needsFlag(referred.first)
                    : !sure[k] && mayBeUnused(v);
  }
  return result;
}

// A number that is used on every path is not asked, and one that is not read has no adjoint. A callee is told of all
// numbers that it is handed the address of, or of none.
bool UsePlan::needsFlag(unsigned leaf) const {
  const analysis::Leaves::Object &object = leaves.objectOf(leaf);
  if (object.isParameter)
    return true;
  if (!object.isPassed)
    return !surelyUsed.isLeafSure(leaf) && (leaves.isLoaded(leaf) || leaves.isStored(leaf));
  for (unsigned i = object.range.first; i < object.range.end(); ++i)
    if (!surelyUsed.isLeafSure(i))
      return true;
  return false;
}

ValueId UsePlan::addFlag(Builder &b, const analysis::Leaves::Object &object, unsigned leaf, bool isZeroed) {
  const std::string name =
      analysis::leafName(module.types, module.types.pointee(f[object.address].type), leaf - object.range.first);
  const std::string of = f[object.address].name.empty() ? "result" : f[object.address].name;
  return flags[leaf] = b.local(module.types.boolType(), of + "_" + name + (name.empty() ? "used" : "_used"), isZeroed);
}

void UsePlan::addFlags(Builder &b, ValueId object) {
  const analysis::Leaves::Range range = leaves.behind(object);
  for (unsigned leaf = range.first; leaf < range.end(); ++leaf)
    if (needsFlag(leaf))
      addFlag(b, leaves.objectOf(leaf), leaf, true);
}

bool UsePlan::isOwn(ValueId object) const {
  return f.resultKind == ResultKind::Object && f[f.body].yields[0] == object;
}

void UsePlan::addLocalFlags(Module &module, Function &function) {
  for (const analysis::Leaves::Object &object : leaves.all()) {
    const OpId made = function[object.address].definition;
    if (object.isParameter || isOwn(object.address) || function[made].code != Opcode::Local ||
        !activity.hasShadow(object.address) || flags.count(object.range.first))
      continue;
    const RegionId region = function[made].parent;
    const std::vector<OpId> &ops = function[region].ops;
    Builder b(module, function, region);
    b.setRegion(region, static_cast<size_t>(std::find(ops.begin(), ops.end(), made) - ops.begin()) + 1);
    b.setStatement(function[made].statement, function[made].at);
    addFlags(b, object.address);
  }
}

void UsePlan::addOwnFlags(Builder &b, const std::vector<ValueId> &asked) {
  const analysis::Leaves::Range range = leaves.behind(f[f.body].yields[0]);
  size_t next = 0;
  for (unsigned i = 0; i < range.count; ++i) {
    const ResultUse use = results.empty() ? ResultUse::Always : results[i];
    const ValueId told = use == ResultUse::Asked ? asked[next++] : ValueId();
    if (!needsFlag(range.first + i))
      continue;
    const ValueId flag = addFlag(b, leaves.objectOf(range.first), range.first + i, false);
    b.store(flag, told ? told : b.constantBool(use == ResultUse::Always));
  }
}

void UsePlan::bindFlags(size_t i, const std::vector<ValueId> &places) {
  const analysis::Leaves::Range range = leaves.behind(f.parameters[i].value);
  for (unsigned k = 0; k < range.count; ++k)
    flags[range.first + k] = places[k];
}

ValueId UsePlan::flagAt(ValueId pointer) const {
  const std::optional<unsigned> leaf = leaves.at(pointer);
  auto found = leaf ? flags.find(*leaf) : flags.end();
  return found == flags.end() ? ValueId() : found->second;
}

bool UsePlan::isShared(ValueId pointer) const {
  const std::optional<unsigned> leaf = leaves.at(pointer);
  return leaf && (leaves.objectOf(*leaf).isParameter || leaves.objectOf(*leaf).isPassed ||
                  isOwn(leaves.objectOf(*leaf).address));
}

std::vector<ValueId> UsePlan::flagsBehind(ValueId operand) const {
  std::vector<ValueId> result;
  const analysis::Leaves::Range range = leaves.behind(operand);
  for (unsigned leaf = range.first; leaf < range.end(); ++leaf)
    result.push_back(flags.at(leaf));
  return result;
}

std::vector<ValueId> UsePlan::flagsOf(ValueId object, const analysis::ResultUses &results) const {
  const unsigned first = leaves.behind(object).first;
  std::vector<ValueId> result;
  for (unsigned i = 0; i < results.size(); ++i)
    if (results[i] == ResultUse::Asked)
      result.push_back(flags.at(first + i));
  return result;
}

} // namespace clangent::transform
