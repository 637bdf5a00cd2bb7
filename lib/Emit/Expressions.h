// The text of values: expressions, places, conditions. Reads the plan, changes nothing.
#ifndef CLANGENT_EMIT_EXPRESSIONS_H
#define CLANGENT_EMIT_EXPRESSIONS_H

#include "Emit/Plan.h"
#include "Emit/Spelling.h"

#include <optional>

namespace clangent::emit {

// C++ precedence levels, strongest binding last.
enum class Level : uint8_t {
  Assignment,
  Conditional,
  LogicalOr,
  LogicalAnd,
  BitOr,
  BitXor,
  BitAnd,
  Equality,
  Relational,
  Shift,
  Additive,
  Multiplicative,
  Unary,
  Postfix,
  Primary,
};

struct Text {
  std::string text;
  Level level = Level::Primary;
};

class Expressions {
public:
  explicit Expressions(const Plan &plan) : plan(plan), f(plan.function), types(plan.module.types) {}

  // The value as an expression of exactly its type; `isRelaxed` where a literal may be written shorter, and a widening
  // cast left out, because the text around it converts it to the type.
  Text value(ir::ValueId v, bool isRelaxed = false) const;
  std::string atLeast(ir::ValueId v, Level level, bool isRelaxed = false) const;
  std::string full(ir::ValueId v, bool isRelaxed = true) const { return value(v, isRelaxed).text; }
  // The object that the pointer v points to.
  Text place(ir::ValueId v) const;
  // What operation op computes, whether or not it is folded.
  Text operation(const ir::Op &op, bool isRelaxed) const;
  // The opposite of the condition v.
  Text negated(ir::ValueId v) const;
  // An argument of a call of `callee`.
  std::string argument(const ir::Function &callee, unsigned index, ir::ValueId v) const;
  std::string call(const ir::Op &op, const std::vector<std::string> &outputs) const;
  // The term of an operation, with its operands in place (Terms.cpp).
  std::string run(const ir::Op &op) const;
  std::string trips(const std::string &lower, const std::string &upper, const std::string &step,
                    ir::Predicate predicate) const;

  bool isConstant(ir::ValueId v) const;
  bool isWidened(ir::ValueId v) const;
  bool isZero(ir::ValueId v) const;
  bool isOne(ir::ValueId v) const;
  const ir::Op *constant(ir::ValueId v) const;

  static Text parenthesized(Text t, Level atLeast);
  // Takes a leading minus away; false if there is none that belongs to the whole text.
  static bool dropMinus(Text &t);

private:
  Text sum(const ir::Op &op) const;
  Text negation(const ir::Op &op) const;
  Text binary(const ir::Op &op, const char *sign, Level level) const;
  Text comparison(const ir::Op &op, ir::Predicate predicate) const;
  Text cast(const ir::Op &op, bool isRelaxed) const;
  Text cast(const ir::Function &callee, unsigned index, const Text &object) const;
  Text conditional(const ir::Op &op) const;
  Text choice(ir::ValueId condition, ir::ValueId a, ir::ValueId b) const;
  Text math(const ir::Op &op) const;
  Text guardedMul(const ir::Op &op) const;
  Text pointer(const ir::Op &op) const;
  Text slot(const ir::Op &op) const;
  std::string subscript(ir::ValueId v) const;
  Text member(ir::ValueId object, const std::string &name) const;
  Text given(ir::ValueId object, const ir::Field &field) const;
  bool givesConst(const ir::Op &load) const;
  std::optional<Text> elementsOf(ir::ValueId pointer) const;
  std::optional<Text> ownerOf(ir::ValueId pointer) const;
  std::optional<Text> length(const ir::Op &distance) const;
  std::string calledOn(const ir::Function &callee, ir::ValueId object) const;
  bool needsSlot(ir::ValueId v, const ir::Field &field) const;
  Text term(const ir::Op &op, const ir::Term &term) const;
  std::string list(const ir::Op &op, const ir::Term &term, size_t from) const;
  Text addressOf(const Text &place) const;
  Text exact(Text t, ir::TypeId type) const;
  bool isNamedObject(ir::ValueId v) const;
  bool isArray(ir::ValueId pointer) const;
  bool isNarrowOffset(const ir::Op &op) const;
  bool convertsBeside(ir::ValueId v, ir::ValueId other) const;
  Text operand(ir::ValueId v, ir::ValueId other, Level atLeast) const;

  const Plan &plan;
  const ir::Function &f;
  const ir::TypeTable &types;
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_EXPRESSIONS_H
