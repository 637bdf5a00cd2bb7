// Formulas over the operands and the result of an operation, written in C++ as they are on paper and built into IR only
// where they are wanted. A formula is data: it also tells which values it reads.
#ifndef CLANGENT_RULES_FORMULA_H
#define CLANGENT_RULES_FORMULA_H

#include "IR/Builder.h"

#include <memory>

namespace clangent::rules {

class Formula;

// Names for the values of the operation that a formula is about.
struct Operand {
  unsigned number;
};
struct Result {};

class Formula {
public:
  enum class Kind : uint8_t { Operand, Result, Number, Integer, Operation };

  struct Node {
    Kind kind = Kind::Number;
    unsigned operand = 0;
    long double number = 0;
    ir::Opcode code = ir::Opcode::Constant;
    ir::Predicate predicate = ir::Predicate::Eq;
    ir::MathFunction function = ir::MathFunction::Sin;
    std::vector<Formula> inputs;
  };

  Formula(Operand operand);
  Formula(Result);
  Formula(long double number); // of the type of whatever it is combined with
  static Formula integer(int number);
  static Formula operation(ir::Opcode code, std::vector<Formula> inputs);
  static Formula comparison(ir::Predicate predicate, Formula a, Formula b);
  static Formula math(ir::MathFunction function, std::vector<Formula> inputs);

  const Node &node() const { return *tree; }

private:
  explicit Formula(Node node) : tree(std::make_shared<const Node>(std::move(node))) {}
  std::shared_ptr<const Node> tree;
};

inline Formula operator+(Formula a, Formula b) { return Formula::operation(ir::Opcode::Add, {a, b}); }
inline Formula operator-(Formula a, Formula b) { return Formula::operation(ir::Opcode::Sub, {a, b}); }
inline Formula operator*(Formula a, Formula b) { return Formula::operation(ir::Opcode::Mul, {a, b}); }
inline Formula operator/(Formula a, Formula b) { return Formula::operation(ir::Opcode::Div, {a, b}); }
inline Formula operator-(Formula a) { return Formula::operation(ir::Opcode::Neg, {a}); }
inline Formula operator==(Formula a, Formula b) { return Formula::comparison(ir::Predicate::Eq, a, b); }
inline Formula operator>(Formula a, Formula b) { return Formula::comparison(ir::Predicate::Gt, a, b); }
inline Formula operator>=(Formula a, Formula b) { return Formula::comparison(ir::Predicate::Ge, a, b); }
inline Formula operator&(Formula a, Formula b) { return Formula::operation(ir::Opcode::BitAnd, {a, b}); }
inline Formula select(Formula condition, Formula a, Formula b) {
  return Formula::operation(ir::Opcode::Select, {condition, a, b});
}
// a == 0 ? 0 : a * b
inline Formula guarded(Formula a, Formula b) { return Formula::operation(ir::Opcode::GuardedMul, {a, b}); }

// Which values of the operation a formula reads.
struct Needs {
  uint32_t operands = 0; // bit k: operand k
  bool result = false;

  bool operand(unsigned k) const { return operands >> k & 1; }
};
Needs needs(const Formula &formula);

// Builds the formula for floating type `type` at the builder's place. Constants among the operands are made use of
// where that changes no value: pow(x, 2) becomes x * x.
ir::ValueId build(ir::Builder &builder, const Formula &formula, const std::vector<ir::ValueId> &operands,
                  ir::ValueId result, ir::TypeId type);

// The number that v always is: a constant, or a conversion of one.
std::optional<long double> constantOf(const ir::Module &module, const ir::Function &function, ir::ValueId v);

} // namespace clangent::rules

#endif // CLANGENT_RULES_FORMULA_H
