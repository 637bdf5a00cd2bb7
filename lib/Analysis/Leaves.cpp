#include "Analysis/Leaves.h"
#include "Analysis/CallGraph.h"
#include "IR/Bases.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

namespace {

constexpr uint64_t mostLeaves = 16;

} // namespace

std::optional<unsigned> countLeaves(const TypeTable &types, TypeId id) {
  const Type &type = types[id];
  if (types.isFloat(id))
    return 1;
  if (types.isScalar(id))
    return 0;
  uint64_t count = 0;
  if (type.kind == TypeKind::Array) {
    const std::optional<unsigned> each = countLeaves(types, type.element);
    if (!each)
      return std::nullopt;
    count = *each == 0 ? 0 : type.count > mostLeaves ? mostLeaves + 1 : *each * type.count;
  } else if (type.kind == TypeKind::Struct && type.isUnion && type.fields.size() > 1) {
    return std::nullopt; // a leaf would be what others are as well
  } else if (type.kind == TypeKind::Struct) {
    for (const Field &field : type.fields) {
      const std::optional<unsigned> part = countLeaves(types, field.type);
      if (!part)
        return std::nullopt;
      count += *part;
    }
  } else {
    return std::nullopt;
  }
  return count > mostLeaves ? std::nullopt : std::optional<unsigned>(static_cast<unsigned>(count));
}

std::string leafName(const TypeTable &types, TypeId id, unsigned leaf) {
  const Type &type = types[id];
  if (type.kind == TypeKind::Array) {
    const unsigned each = *countLeaves(types, type.element);
    const std::string rest = leafName(types, type.element, leaf % each);
    return std::to_string(leaf / each) + (rest.empty() ? "" : "_" + rest);
  }
  for (const Field &field : type.fields) {
    const unsigned count = *countLeaves(types, field.type);
    if (leaf < count) {
      const std::string rest = leafName(types, field.type, leaf);
      return wordOfField(field) + (rest.empty() ? "" : "_" + rest);
    }
    leaf -= count;
  }
  return {};
}

NamedParameters::NamedParameters(const Module &module) {
  for (const Function &f : module.functions) {
    std::vector<bool> pointers;
    for (const Parameter &parameter : f.parameters)
      pointers.push_back(f.isComplete && module.types.isPointer(f[parameter.value].type));
    written.emplace_back(pointers.size());
    named.push_back(std::move(pointers));
  }
  // Everything is reached by name, and nothing written, until something says otherwise.
  const std::vector<FunctionId> order = callGraph(module).bottomUp;
  bool isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (FunctionId f : order)
      isChanged |= review(module, f);
  }
}

bool NamedParameters::review(const Module &module, FunctionId id) {
  if (std::find(named[id.index].begin(), named[id.index].end(), true) == named[id.index].end())
    return false;
  const Function &f = module[id];
  const Leaves leaves(module, f, *this, named[id.index]);
  bool isChanged = false;
  for (size_t i = 0; i < f.parameters.size(); ++i) {
    if (!named[id.index][i])
      continue;
    const bool isNamed = leaves.has(f.parameters[i].value);
    const Leaves::Range range = leaves.behind(f.parameters[i].value);
    bool isStored = false;
    for (unsigned leaf = range.first; leaf < range.end(); ++leaf)
      isStored |= leaves.isStored(leaf);
    isChanged |= !isNamed || isStored != written[id.index][i];
    named[id.index][i] = isNamed;
    written[id.index][i] = isStored;
  }
  return isChanged;
}

Leaves::Leaves(const Module &module, const Function &function, const NamedParameters &callees,
               const std::vector<bool> &referred)
    : module(module), f(function), callees(callees), uses(function.values.size()) {
  std::vector<ValueId> made;
  for (const Region &region : f.regions)
    for (OpId op : region.ops)
      if (f[op].code == Opcode::Local ||
          (f[op].code == Opcode::Call && module[f[op].callee].resultKind == ResultKind::Object))
        made.push_back(f[op].results[0]);
  if (made.empty() && std::find(referred.begin(), referred.end(), true) == referred.end())
    return;
  collectUses();
  for (ValueId object : made)
    add(object, false);
  for (size_t i = 0; i < referred.size(); ++i)
    if (referred[i] && module.types.isPointer(f[f.parameters[i].value].type))
      add(f.parameters[i].value, true);
}

void Leaves::collectUses() {
  for (const Region &region : f.regions) {
    for (OpId op : region.ops)
      for (unsigned k = 0; k < f[op].operands.size(); ++k)
        uses[f[op].operands[k].index].push_back({op, k});
    const bool isResult = &region == &f[f.body] && f.resultKind == ResultKind::Object;
    for (ValueId v : region.yields)
      uses[v.index].push_back({{}, 0, isResult});
  }
}

void Leaves::add(ValueId object, bool isParameter) {
  const std::optional<unsigned> count = countLeaves(module.types, module.types.pointee(f[object].type));
  if (!count || (*count == 0 && !isParameter))
    return;
  const unsigned first = static_cast<unsigned>(loaded.size());
  const std::map<ValueId, unsigned> before = places;
  loaded.resize(first + *count);
  stored.resize(first + *count);
  objectOfLeaf.resize(first + *count, objects.size());
  objects.push_back({object, {first, *count}, isParameter});
  if (visit(object, first))
    return;
  places = before;
  objects.pop_back();
  loaded.resize(first);
  stored.resize(first);
  objectOfLeaf.resize(first);
}

// Every way from the pointer goes on by name, and ends in reading or writing a leaf.
bool Leaves::visit(ValueId pointer, unsigned first) {
  places[pointer] = first;
  return std::all_of(uses[pointer.index].begin(), uses[pointer.index].end(), [&](const Use &use) {
    return use.op ? visitUse(use.op, use.operand, first) : use.isResult && pointer == objects.back().address;
  });
}

bool Leaves::visitUse(OpId id, unsigned operand, unsigned first) {
  const Op &op = f[id];
  if (op.code == Opcode::Call)
    return visitCall(op, operand, first);
  if (operand != 0)
    return false;
  const TypeTable &types = module.types;
  const Type &type = types[types.pointee(f[op.operands[0]].type)];
  if (op.code == Opcode::Load) {
    if (types.isFloat(f[op.results[0]].type))
      loaded[first] = true;
    return true;
  }
  if (isAccess(op.code)) {
    if (types.isFloat(f[op.operands[1]].type))
      stored[first] = true;
    return true;
  }
  if (op.code == Opcode::Cast)
    return visitCast(op, first);
  if (op.code == Opcode::Field) {
    for (unsigned i = 0; i < op.field; ++i)
      first += *countLeaves(types, type.fields[i].type);
    return visit(op.results[0], first);
  }
  if (op.code != Opcode::Element)
    return false;
  const Op *index = f.definingOp(op.operands[1]);
  if (!index || index->code != Opcode::Constant || index->integer < 0 ||
      static_cast<uint64_t>(index->integer) >= type.count)
    return false;
  return visit(op.results[0], first + static_cast<unsigned>(index->integer) * *countLeaves(types, type.element));
}

// To what the pointer leads to itself, or to a base of it.
bool Leaves::visitCast(const Op &op, unsigned first) {
  const TypeTable &types = module.types;
  const TypeId from = f[op.operands[0]].type, to = f[op.results[0]].type;
  if (!types.isPointer(to))
    return false;
  if (types.pointee(from) == types.pointee(to))
    return visit(op.results[0], first);
  const std::optional<unsigned> base = firstFieldOfBase(types, types.pointee(from), types.pointee(to));
  if (!base || !countLeaves(types, types.pointee(to)))
    return false;
  for (unsigned i = 0; i < *base; ++i)
    first += *countLeaves(types, types[types.pointee(from)].fields[i].type);
  return visit(op.results[0], first);
}

bool Leaves::visitCall(const Op &op, unsigned operand, unsigned first) {
  if (!callees.isNamed(op.callee, operand))
    return false;
  const unsigned count = *countLeaves(module.types, module.types.pointee(f[op.operands[operand]].type));
  for (unsigned leaf = first; leaf < first + count; ++leaf) {
    loaded[leaf] = true;
    stored[leaf] = stored[leaf] || callees.isWritten(op.callee, operand);
  }
  objects.back().isPassed = true;
  return true;
}

std::optional<unsigned> Leaves::at(ValueId pointer) const {
  const Range range = behind(pointer);
  return range.count == 1 && module.types.isFloat(module.types.pointee(f[pointer].type))
             ? std::optional<unsigned>(range.first)
             : std::nullopt;
}

Leaves::Range Leaves::behind(ValueId pointer) const {
  auto found = places.find(pointer);
  if (found == places.end())
    return {};
  return {found->second, *countLeaves(module.types, module.types.pointee(f[pointer].type))};
}

Leaves::Range Leaves::writtenBy(const Op &call, size_t operand) const {
  return callees.isWritten(call.callee, operand) ? behind(call.operands[operand]) : Range();
}

} // namespace clangent::analysis
