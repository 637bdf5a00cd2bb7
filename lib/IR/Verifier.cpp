// Structure: every value is defined once, every operand's definition encloses and precedes its use, regions have the
// shape that their operation wants. What each opcode asks of types stands in VerifierTypes.cpp.
#include "IR/Verifier.h"
#include "IR/VerifierTypes.h"

namespace clangent::ir {

namespace {

class StructureVerifier {
public:
  StructureVerifier(const Module &module, const Function &function)
      : module(module), function(function), position(function.ops.size(), unseen), regionSeen(function.regions.size()),
        defined(function.values.size()) {}

  std::vector<std::string> run();

private:
  static constexpr size_t unseen = SIZE_MAX;

  void error(const std::string &text) { errors.push_back(function.name + ": " + text); }
  static std::string describe(OpId op) { return "operation " + std::to_string(op.index); }
  bool exists(ValueId v) const { return v.index < function.values.size(); }
  bool exists(OpId op) const { return op.index < function.ops.size(); }
  bool exists(RegionId r) const { return r.index < function.regions.size(); }

  void define(ValueId v, OpId definition, RegionId owner, const std::string &where);
  void visitRegion(RegionId region, OpId parent);
  void visitOp(OpId op, RegionId region);
  void checkRegionCount(OpId op);
  void checkUses(RegionId region);
  void checkUse(ValueId v, RegionId region, size_t at, const std::string &where);
  bool isVisible(ValueId v, RegionId region, size_t at) const;
  void checkBefore(OpId loop);

  const Module &module;
  const Function &function;
  std::vector<std::string> errors;
  std::vector<size_t> position; // of every reachable operation in its region
  std::vector<bool> regionSeen;
  std::vector<bool> defined;
};

std::vector<std::string> StructureVerifier::run() {
  if (!exists(function.body)) {
    error("has no body");
    return std::move(errors);
  }
  for (const Parameter &p : function.parameters)
    define(p.value, OpId(), function.body, "parameter " + p.name);
  visitRegion(function.body, OpId());
  if (errors.empty())
    checkUses(function.body);
  // Types are looked at only where every id leads somewhere.
  if (errors.empty())
    verifyTypes(module, function, errors);
  return std::move(errors);
}

void StructureVerifier::define(ValueId v, OpId definition, RegionId owner, const std::string &where) {
  if (!exists(v))
    return error(where + " defines a value that does not exist");
  if (defined[v.index])
    error(where + " defines value " + std::to_string(v.index) + " a second time");
  defined[v.index] = true;
  const Value &value = function[v];
  if (value.definition != definition)
    error("value " + std::to_string(v.index) + " names another definition than " + where);
  if (value.owner != owner)
    error("value " + std::to_string(v.index) + " names another region than that of " + where);
  if (!value.type || value.type.index >= module.types.size())
    error("value " + std::to_string(v.index) + " has no type");
}

void StructureVerifier::visitRegion(RegionId id, OpId parent) {
  if (!exists(id))
    return error(describe(parent) + " has a region that does not exist");
  if (regionSeen[id.index])
    return error("region " + std::to_string(id.index) + " is reached twice");
  regionSeen[id.index] = true;
  const Region &region = function[id];
  if (region.parent != parent)
    error("region " + std::to_string(id.index) + " names another parent");
  for (ValueId v : region.arguments)
    define(v, OpId(), id, "region " + std::to_string(id.index));
  for (size_t i = 0; i < region.ops.size(); ++i) {
    OpId op = region.ops[i];
    if (!exists(op)) {
      error("region " + std::to_string(id.index) + " lists an operation that does not exist");
      continue;
    }
    if (position[op.index] != unseen) {
      error(describe(op) + " stands in two places");
      continue;
    }
    position[op.index] = i;
    visitOp(op, id);
  }
}

void StructureVerifier::visitOp(OpId id, RegionId region) {
  const Op &op = function[id];
  if (op.parent != region)
    error(describe(id) + " names another region than the one that lists it");
  for (ValueId v : op.results)
    define(v, id, region, describe(id));
  checkRegionCount(id);
  for (RegionId r : op.regions)
    visitRegion(r, id);
}

void StructureVerifier::checkRegionCount(OpId id) {
  const Op &op = function[id];
  size_t wanted = op.code == Opcode::If || op.code == Opcode::While ? 2 : op.code == Opcode::For ? 1 : 0;
  if (op.regions.size() != wanted)
    error(describe(id) + " has " + std::to_string(op.regions.size()) + " regions, not " + std::to_string(wanted));
}

void StructureVerifier::checkUses(RegionId id) {
  const Region &region = function[id];
  for (size_t i = 0; i < region.ops.size(); ++i) {
    const Op &op = function[region.ops[i]];
    for (ValueId v : op.operands)
      checkUse(v, id, i, describe(region.ops[i]));
    for (RegionId r : op.regions)
      checkUses(r);
    if (op.code == Opcode::While)
      checkBefore(region.ops[i]);
  }
  for (ValueId v : region.yields)
    checkUse(v, id, region.ops.size(), "the yield of region " + std::to_string(id.index));
}

void StructureVerifier::checkUse(ValueId v, RegionId region, size_t at, const std::string &where) {
  if (!exists(v) || !defined[v.index])
    error(where + " uses a value that is nowhere defined");
  else if (!isVisible(v, region, at))
    error(where + " uses value " + std::to_string(v.index) + " where it is not defined yet or out of scope");
}

// Goes outwards from the use until the region that owns the value. A While body stands behind its `before`.
bool StructureVerifier::isVisible(ValueId v, RegionId region, size_t at) const {
  const Value &value = function[v];
  while (region) {
    if (value.owner == region)
      return !value.definition || position[value.definition.index] < at;
    OpId parent = function[region].parent;
    if (!parent)
      return false;
    const Op &op = function[parent];
    if (op.code == Opcode::While && region == op.regions[1]) {
      region = op.regions[0];
      at = function[region].ops.size();
    } else {
      region = op.parent;
      at = position[parent.index];
    }
  }
  return false;
}

void StructureVerifier::checkBefore(OpId loop) {
  for (OpId op : function[function[loop].regions[0]].ops)
    if (!isPure(function[op]))
      error(describe(op) + " in the condition of loop " + std::to_string(loop.index) + " is not pure");
}

} // namespace

std::vector<std::string> verify(const Module &module, const Function &function) {
  return StructureVerifier(module, function).run();
}

} // namespace clangent::ir
