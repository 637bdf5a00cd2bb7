// Structs of values, as operations and lists take and return them: a struct in memory is packed into one value and
// unpacked again. What the parts' adjoints are is written down beside each operation.
#include "Frontend/Objects/Parts.h"

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::RuleCall;
using ir::Term;
using ir::TypeId;
using ir::ValueId;
using Kind = RuleArgument::Kind;

namespace {

// What a part is called in its object: "rows[2].weight".
std::string nameOfPart(const Term &part) {
  if (part.isLeaf())
    return {};
  const std::string of = nameOfPart(part.parts[0]);
  if (part.kind == Term::Kind::Element)
    return of + "[" + part.parts[1].spelling + "]";
  return of + (of.empty() ? "" : ".") + part.spelling;
}

// The same part of another object.
Term partOfOperand(const Term &part, size_t number) {
  return withLeaves(part, [&](const Term &) { return Term::operand(number); });
}

} // namespace

// A struct whose members are values, numbers and such structs, all of them within reach.
bool Parts::hasParts(TypeId id) const {
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

TypeId Parts::packedType(TypeId id) {
  ir::TypeTable &table = b.module.types;
  if (table.isNameable(id))
    return id;
  const TypeId packed = table.value(table[id].spelling, table.holdsReal(id));
  if (table[id].lifetime.declared == ir::Default::Constructed)
    table.setLifetime(packed, {ir::Default::Constructed});
  return packed;
}

// Calls leaf(place, term of the member) for every part of the object, in the order of its initializer.
void Parts::forEachPart(ValueId place, const Term &object, llvm::function_ref<void(ValueId, const Term &)> leaf) {
  const ir::TypeTable &table = b.module.types;
  const ir::Type type = table[table.pointee(function[place].type)];
  if (type.kind == ir::TypeKind::Struct)
    for (unsigned i = 0; i < type.fields.size(); ++i)
      forEachPart(b.field(place, i), Term::member(object, type.fields[i].name), leaf);
  else if (type.kind == ir::TypeKind::Array)
    for (uint64_t i = 0; i < type.count; ++i)
      forEachPart(b.element(place, b.constantInt(table.sizeType(), static_cast<int64_t>(i))),
                  Term::element(object, Term::name(std::to_string(i))), leaf);
  else
    leaf(place, object);
}

ir::RuleId Parts::addRule(ir::Rule rule) {
  b.module.rules.push_back(std::move(rule));
  return ir::RuleId(b.module.rules.size() - 1);
}

// The object as one value. Inner braces may be left out in C++.
ir::ValueId Parts::packed(ValueId place) {
  const ir::TypeTable &table = b.module.types;
  const TypeId object = table.pointee(function[place].type);
  if (table.isNameable(object))
    return b.load(place);
  const TypeId type = packedType(object);
  ir::Rule rule;
  rule.name = table[object].spelling;
  std::vector<RuleArgument> dots;
  std::vector<ValueId> operands;
  forEachPart(place, Term::operand(0), [&](ValueId part, const Term &of) {
    const unsigned k = static_cast<unsigned>(operands.size());
    const ValueId value = b.load(part);
    if (table.isReal(function[value].type))
      rule.adjoint.push_back({Term::call("::clangent::accumulate", {Term::operand(0), partOfOperand(of, 1)}),
                              {{Kind::Bar, k}, {Kind::ResultBar}}});
    dots.push_back({Kind::Dot, k});
    rule.parameters.push_back(nameOfPart(of));
    operands.push_back(value);
  });
  const Term all = Term::braces(table[object].spelling, ir::operandTerms(0, operands.size()));
  rule.tangent.push_back({all, std::move(dots)});
  const bool isReal = table.isReal(type);
  return b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), all, std::move(operands), type);
}

void Parts::unpack(ValueId v, ValueId place) {
  const ir::TypeTable &table = b.module.types;
  if (table.isNameable(table.pointee(function[place].type)))
    return void(b.store(place, v));
  forEachPart(place, Term::operand(0), [&](ValueId part, const Term &of) {
    const TypeId type = table.pointee(function[part].type);
    ir::Rule rule{"a member of '" + table[function[v].type].spelling + "'", {"object"}, {}, {}};
    rule.adjoint.push_back(
        {Term::call("::clangent::accumulate", {of, Term::operand(1)}), {{Kind::Bar, 0}, {Kind::ResultBar}}});
    rule.tangent.push_back({of, {{Kind::Dot, 0}}});
    const ValueId value = b.rule(ruleOf(type, std::move(rule)), of, {v}, type);
    const std::string name = nameOfPart(of);
    function[value].name = name.substr(name.rfind('.') + 1);
    b.store(part, value);
  });
}

// The rule of an operation whose result is of this type: none if it has no derivative. Where numbers could get lost,
// the rule stands for them, so that Analysis sees which operands went in.
ir::RuleId Parts::ruleOf(TypeId type, ir::Rule rule) {
  const ir::TypeTable &table = b.module.types;
  return table.isReal(type) || table.holdsUntracked(type) ? addRule(std::move(rule)) : ir::RuleId();
}

} // namespace clangent::frontend
