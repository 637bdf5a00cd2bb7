#include "Analysis/Leaves.h"

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
      return field.name.substr(field.name.rfind(':') + 1) + (rest.empty() ? "" : "_" + rest);
    }
    leaf -= count;
  }
  return {};
}

Leaves::Leaves(const Module &module, const Function &function, bool ownResult)
    : module(module), f(function), uses(function.values.size()) {
  std::vector<ValueId> made;
  for (const Region &region : f.regions)
    for (OpId op : region.ops)
      if (f[op].code == Opcode::Call && module[f[op].callee].resultKind == ResultKind::Object)
        made.push_back(f[op].results[0]);
  const bool hasOwn = ownResult && f.resultKind == ResultKind::Object;
  if (made.empty() && !hasOwn)
    return;
  for (const Region &region : f.regions)
    for (OpId op : region.ops)
      for (unsigned k = 0; k < f[op].operands.size(); ++k)
        uses[f[op].operands[k].index].push_back({op, k});
  for (const Region &region : f.regions)
    for (ValueId v : region.yields)
      uses[v.index].push_back({});
  for (ValueId object : made)
    add(object, false);
  if (hasOwn)
    add(f[f.body].yields[0], true);
}

void Leaves::add(ValueId object, bool isOwn) {
  const std::optional<unsigned> count = countLeaves(module.types, module.types.pointee(f[object].type));
  if (!count || *count == 0)
    return;
  const unsigned first = static_cast<unsigned>(loaded.size());
  const std::map<ValueId, unsigned> before = places;
  loaded.resize(first + *count);
  if (visit(object, first, isOwn)) {
    objects[object] = {first, *count};
    return;
  }
  places = before;
  loaded.resize(first);
}

// Every way from the pointer goes on by name, and ends in reading or writing a leaf.
bool Leaves::visit(ValueId pointer, unsigned first, bool isOwn) {
  if (module.types.isFloat(module.types.pointee(f[pointer].type)))
    places[pointer] = first;
  return std::all_of(uses[pointer.index].begin(), uses[pointer.index].end(),
                     [&](const Use &use) { return use.op ? visitUse(use.op, use.operand, first) : isOwn; });
}

bool Leaves::visitUse(OpId id, unsigned operand, unsigned first) {
  const Op &op = f[id];
  if (operand != 0)
    return false;
  const TypeTable &types = module.types;
  const Type &type = types[types.pointee(f[op.operands[0]].type)];
  if (isAccess(op.code)) {
    if (op.code == Opcode::Load && types.isFloat(f[op.results[0]].type))
      loaded[first] = true;
    return true;
  }
  if (op.code == Opcode::Field) {
    for (unsigned i = 0; i < op.field; ++i)
      first += *countLeaves(types, type.fields[i].type);
    return visit(op.results[0], first, false);
  }
  if (op.code != Opcode::Element)
    return false;
  const Op *index = f.definingOp(op.operands[1]);
  if (!index || index->code != Opcode::Constant || index->integer < 0 ||
      static_cast<uint64_t>(index->integer) >= type.count)
    return false;
  return visit(op.results[0], first + static_cast<unsigned>(index->integer) * *countLeaves(types, type.element), false);
}

std::optional<unsigned> Leaves::at(ValueId pointer) const {
  auto found = places.find(pointer);
  return found == places.end() ? std::nullopt : std::optional<unsigned>(found->second);
}

Leaves::Range Leaves::of(ValueId object) const {
  auto found = objects.find(object);
  return found == objects.end() ? Range() : found->second;
}

} // namespace clangent::analysis
