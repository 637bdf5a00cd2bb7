// Building formulas. Inputs are built from left to right, so that every compiler gives the same text.
#include "Rules/Formula.h"

#include <unordered_map>

namespace clangent::rules {

using namespace ir;

Formula::Formula(Operand operand) {
  Node node;
  node.kind = Kind::Operand;
  node.operand = operand.number;
  *this = Formula(std::move(node));
}

Formula::Formula(Result) {
  Node node;
  node.kind = Kind::Result;
  *this = Formula(std::move(node));
}

Formula::Formula(long double number) {
  Node node;
  node.number = number;
  *this = Formula(std::move(node));
}

Formula Formula::integer(int number) {
  Node node;
  node.kind = Kind::Integer;
  node.number = number;
  return Formula(std::move(node));
}

Formula Formula::operation(Opcode code, std::vector<Formula> inputs) {
  Node node;
  node.kind = Kind::Operation;
  node.code = code;
  node.inputs = std::move(inputs);
  return Formula(std::move(node));
}

Formula Formula::comparison(Predicate predicate, Formula a, Formula b) {
  Node node;
  node.kind = Kind::Operation;
  node.code = Opcode::Compare;
  node.predicate = predicate;
  node.inputs = {std::move(a), std::move(b)};
  return Formula(std::move(node));
}

Formula Formula::math(MathFunction function, std::vector<Formula> inputs) {
  Node node;
  node.kind = Kind::Operation;
  node.code = Opcode::Math;
  node.function = function;
  node.inputs = std::move(inputs);
  return Formula(std::move(node));
}

Needs needs(const Formula &formula) {
  const Formula::Node &node = formula.node();
  Needs all;
  if (node.kind == Formula::Kind::Operand)
    all.operands = 1u << node.operand;
  all.result = node.kind == Formula::Kind::Result;
  for (const Formula &input : node.inputs) {
    Needs part = needs(input);
    all.operands |= part.operands;
    all.result |= part.result;
  }
  return all;
}

std::optional<long double> constantOf(const Module &module, const Function &function, ValueId v) {
  const Op *op = function.definingOp(v);
  if (op && op->code == Opcode::Cast && module.types.isFloat(function[v].type)) {
    v = op->operands[0];
    op = function.definingOp(v);
  }
  if (!op || op->code != Opcode::Constant || module.types.isPointer(function[v].type))
    return std::nullopt;
  return module.types.isFloat(function[v].type) ? op->real : static_cast<long double>(op->integer);
}

namespace {

class FormulaBuilder {
public:
  FormulaBuilder(Builder &builder, const std::vector<ValueId> &operands, ValueId result, TypeId type)
      : builder(builder), operands(operands), result(result), type(type) {}

  ValueId build(const Formula &formula, TypeId numberType);

private:
  TypeId typeOf(const Formula &formula) const;
  ValueId operation(const Formula::Node &node);
  ValueId number(TypeId of, long double value);
  ValueId binary(Opcode code, ValueId a, ValueId b);
  ValueId math(MathFunction function, std::vector<ValueId> inputs);
  ValueId power(ValueId x, ValueId exponent);
  ValueId guarded(ValueId a, ValueId b);
  std::optional<long double> constant(ValueId v) const { return constantOf(builder.module, builder.function, v); }

  Builder &builder;
  const std::vector<ValueId> &operands;
  ValueId result;
  TypeId type;
  std::unordered_map<const Formula::Node *, ValueId> built; // a formula used twice is built once
};

// The type that a formula has by itself; none for numbers.
TypeId FormulaBuilder::typeOf(const Formula &formula) const {
  const Formula::Node &node = formula.node();
  if (node.kind == Formula::Kind::Operand)
    return builder.function[operands[node.operand]].type;
  if (node.kind != Formula::Kind::Operation)
    return node.kind == Formula::Kind::Result ? type : TypeId();
  if (node.code == Opcode::Math)
    return node.function == MathFunction::FrexpExponent ? builder.module.types.intType() : type;
  if (node.code == Opcode::Select)
    return type;
  for (const Formula &input : node.inputs)
    if (TypeId t = typeOf(input))
      return t;
  return TypeId();
}

// Rounded to the type, so that the dump shows the number that the text will compute with.
ValueId FormulaBuilder::number(TypeId of, long double value) {
  const Type &t = builder.module.types[of];
  if (t.kind != TypeKind::Float)
    return builder.constantInt(of, static_cast<int64_t>(value));
  if (t.bits == 32)
    return builder.constantFloat(of, static_cast<float>(value));
  return builder.constantFloat(of, t.bits == 64 ? static_cast<double>(value) : value);
}

ValueId FormulaBuilder::build(const Formula &formula, TypeId numberType) {
  const Formula::Node &node = formula.node();
  switch (node.kind) {
  case Formula::Kind::Operand:
    return operands[node.operand];
  case Formula::Kind::Result:
    return result;
  case Formula::Kind::Number:
    return number(numberType, node.number);
  case Formula::Kind::Integer:
    return number(builder.module.types.intType(), node.number);
  case Formula::Kind::Operation:
    break;
  }
  auto found = built.find(&node);
  if (found != built.end())
    return found->second;
  ValueId value = operation(node);
  built[&node] = value;
  return value;
}

ValueId FormulaBuilder::operation(const Formula::Node &node) {
  TypeId numberType = type;
  if (node.code != Opcode::Math && node.code != Opcode::Select)
    for (const Formula &input : node.inputs)
      if (TypeId t = typeOf(input)) {
        numberType = t;
        break;
      }
  std::vector<ValueId> inputs;
  inputs.reserve(node.inputs.size());
  for (const Formula &input : node.inputs)
    inputs.push_back(build(input, numberType));
  if (node.code == Opcode::Math)
    return math(node.function, std::move(inputs));
  if (node.code == Opcode::GuardedMul)
    return guarded(inputs[0], inputs[1]);
  if (node.code == Opcode::Compare)
    return builder.compare(node.predicate, inputs[0], inputs[1]);
  if (node.code == Opcode::Select)
    return builder.select(inputs[0], inputs[1], inputs[2]);
  return inputs.size() == 1 ? builder.unary(node.code, inputs[0]) : binary(node.code, inputs[0], inputs[1]);
}

// Sums and products of two constants are folded here because exponents are looked at right away.
ValueId FormulaBuilder::binary(Opcode code, ValueId a, ValueId b) {
  std::optional<long double> p = constant(a), q = constant(b);
  TypeId of = builder.function[a].type;
  if (p && q && code == Opcode::Add)
    return number(of, *p + *q);
  if (p && q && code == Opcode::Sub)
    return number(of, *p - *q);
  return builder.binary(code, a, b);
}

ValueId FormulaBuilder::math(MathFunction function, std::vector<ValueId> inputs) {
  if (function == MathFunction::Pow)
    return power(inputs[0], inputs[1]);
  TypeId of = function == MathFunction::FrexpExponent ? builder.module.types.intType() : type;
  return builder.math(function, std::move(inputs), of);
}

// The C standard makes pow(x, 0) one for every x; the other exponents are exactly rounded as products.
ValueId FormulaBuilder::power(ValueId x, ValueId exponent) {
  std::optional<long double> e = constant(exponent);
  if (e && *e == 0)
    return number(type, 1);
  if (e && *e == 1)
    return x;
  if (e && *e == 2)
    return builder.mul(x, x);
  if (e && *e == -1)
    return builder.div(number(type, 1), x);
  return builder.math(MathFunction::Pow, {x, exponent}, type);
}

ValueId FormulaBuilder::guarded(ValueId a, ValueId b) {
  std::optional<long double> p = constant(a);
  if (!p)
    return builder.guardedMul(a, b);
  if (*p == 0 || *p == 1)
    return *p == 0 ? number(type, 0) : b;
  return builder.mul(a, b);
}

} // namespace

ValueId build(Builder &builder, const Formula &formula, const std::vector<ValueId> &operands, ValueId result,
              TypeId type) {
  return FormulaBuilder(builder, operands, result, type).build(formula, type);
}

} // namespace clangent::rules
