// Structs of values, as operations and lists take and return them: a struct in memory is packed into one value and
// unpacked again. What the parts' adjoints are is written down beside each operation.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::RuleCall;
using ir::TypeId;
using ir::ValueId;
using Kind = RuleArgument::Kind;

namespace {

RuleArgument piece(Kind kind, unsigned operand, std::string part = {}) {
  return {kind, operand, false, std::move(part)};
}

} // namespace

// A struct whose members are values, numbers and such structs, all of them within reach.
bool FunctionLowering::hasParts(TypeId id) const {
  const ir::TypeTable &table = b.module.types;
  const ir::Type &type = table[id];
  if (table.isNameable(id))
    return !table.isPointer(id);
  if (type.kind == ir::TypeKind::Array)
    return hasParts(type.element);
  return type.kind == ir::TypeKind::Struct && type.form == ir::Form::Aggregate &&
         std::all_of(type.fields.begin(), type.fields.end(), [&](const ir::Field &field) {
           return field.name.find("::") == std::string::npos && hasParts(field.type);
         });
}

TypeId FunctionLowering::packedType(TypeId id) {
  ir::TypeTable &table = b.module.types;
  if (table.isNameable(id))
    return id;
  const TypeId packed = table.value(table[id].spelling, table.holdsReal(id));
  if (table[id].lifetime.declared == ir::Default::Constructed)
    table.setLifetime(packed, {ir::Default::Constructed});
  return packed;
}

// Calls leaf(place, text of the member) for every part of the object, in the order of its initializer.
void FunctionLowering::forEachPart(ValueId place, const std::string &path,
                                   llvm::function_ref<void(ValueId, const std::string &)> leaf) {
  const ir::TypeTable &table = b.module.types;
  const ir::Type type = table[table.pointee(function[place].type)];
  if (type.kind == ir::TypeKind::Struct)
    for (unsigned i = 0; i < type.fields.size(); ++i)
      forEachPart(b.field(place, i), path + "." + type.fields[i].name, leaf);
  else if (type.kind == ir::TypeKind::Array)
    for (uint64_t i = 0; i < type.count; ++i)
      forEachPart(b.element(place, b.constantInt(table.sizeType(), static_cast<int64_t>(i))),
                  path + "[" + std::to_string(i) + "]", leaf);
  else
    leaf(place, path);
}

ir::RuleId FunctionLowering::addRule(ir::Rule rule) {
  b.module.rules.push_back(std::move(rule));
  return ir::RuleId(b.module.rules.size() - 1);
}

// The object as one value. Inner braces may be left out in C++.
ir::ValueId FunctionLowering::packed(ValueId place) {
  const ir::TypeTable &table = b.module.types;
  const TypeId object = table.pointee(function[place].type);
  if (table.isNameable(object))
    return b.load(place);
  const TypeId type = packedType(object);
  ir::Rule rule;
  rule.name = table[object].spelling;
  RuleCall tangent{table[object].spelling + "{", {}, "}"};
  std::string text = table[object].spelling + "{";
  std::vector<ValueId> operands;
  forEachPart(place, "", [&](ValueId part, const std::string &path) {
    const unsigned k = static_cast<unsigned>(operands.size());
    const ValueId value = b.load(part);
    text += (k ? ", $" : "$") + std::to_string(k);
    if (table.isReal(function[value].type))
      rule.adjoint.push_back({"::clangent::accumulate(", {piece(Kind::Bar, k), piece(Kind::ResultBar, 0, path)}, ")"});
    tangent.arguments.push_back(piece(Kind::Dot, k));
    rule.parameters.push_back(path.substr(1));
    operands.push_back(value);
  });
  rule.tangent.push_back(std::move(tangent));
  const bool isReal = table.isReal(type);
  return b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), text + "}", std::move(operands), type);
}

void FunctionLowering::unpack(ValueId v, ValueId place) {
  const ir::TypeTable &table = b.module.types;
  if (table.isNameable(table.pointee(function[place].type)))
    return void(b.store(place, v));
  forEachPart(place, "", [&](ValueId part, const std::string &path) {
    const TypeId type = table.pointee(function[part].type);
    ir::Rule rule{"a member of '" + table[function[v].type].spelling + "'", {"object"}, {}, {}};
    rule.adjoint.push_back({"::clangent::accumulate(", {piece(Kind::Bar, 0, path), piece(Kind::ResultBar, 0)}, ")"});
    rule.tangent.push_back({"", {piece(Kind::Dot, 0, path)}, ""});
    const ValueId value = b.rule(ruleOf(type, std::move(rule)), "$0" + path, {v}, type);
    function[value].name = path.substr(path.rfind('.') + 1);
    b.store(part, value);
  });
}

} // namespace clangent::frontend
