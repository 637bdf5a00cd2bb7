// Scalars: literals, arithmetic, conditions, elementary functions. Places and calls stand in Places.cpp.
#include "Emit/Expressions.h"

#include <cmath>

namespace clangent::emit {

using namespace ir;

Text Expressions::parenthesized(Text t, Level atLeast) {
  if (t.level >= atLeast)
    return t;
  return {"(" + t.text + ")", Level::Primary};
}

const Op *Expressions::constant(ValueId v) const {
  const Op *op = f.definingOp(v);
  return op && op->code == Opcode::Constant ? op : nullptr;
}

bool Expressions::isConstant(ValueId v) const {
  const Op *op = f.definingOp(v);
  return op && (op->code == Opcode::Constant || op->code == Opcode::Undef);
}

bool Expressions::isZero(ValueId v) const {
  const Op *op = constant(v);
  return op && (types.isFloat(f[v].type) ? op->real == 0 && !std::signbit(op->real) : op->integer == 0);
}

bool Expressions::isOne(ValueId v) const {
  const Op *op = constant(v);
  return op && (types.isFloat(f[v].type) ? op->real == 1 : op->integer == 1);
}

Text Expressions::value(ValueId v, bool isRelaxed) const {
  if (const Op *op = plan.foldedOp(v))
    return operation(*op, isRelaxed);
  if (isNamedObject(v))
    return addressOf({plan.nameOf(v), Level::Primary});
  return {plan.nameOf(v), Level::Primary};
}

std::string Expressions::atLeast(ValueId v, Level level, bool isRelaxed) const {
  return parenthesized(value(v, isRelaxed), level).text;
}

Text Expressions::operand(ValueId v, ValueId other, Level atLeast) const {
  return parenthesized(value(v, convertsBeside(v, other)), atLeast);
}

// Arithmetic on types smaller than int happens in int; the result goes back to the IR's type.
Text Expressions::exact(Text t, TypeId id) const {
  if (isArithmeticType(types[id]))
    return t;
  return {"static_cast<" + spell(types, id) + ">(" + t.text + ")", Level::Postfix};
}

namespace {

Level next(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

} // namespace

Text Expressions::binary(const Op &op, const char *sign, Level level) const {
  ValueId a = op.operands[0], b = op.operands[1];
  bool isShift = op.code == Opcode::Shl || op.code == Opcode::Shr;
  bool mixesBits = level < Level::Relational || isShift; // a & b | c is read wrongly too easily
  std::string left = (mixesBits ? parenthesized(value(a), Level::Unary) : operand(a, b, level)).text;
  std::string right = (mixesBits ? parenthesized(value(b, isShift), Level::Unary) : operand(b, a, next(level))).text;
  if (isConstant(a) && isConstant(b))
    right = atLeast(b, next(level));
  return {left + " " + sign + " " + right, level};
}

// Takes a leading minus away, if the text has one that belongs to the whole: -a * b is the product but for its sign,
// since rounding does not look at signs.
bool Expressions::dropMinus(Text &t) {
  if (t.text[0] != '-' || t.level < Level::Multiplicative)
    return false;
  t.text.erase(0, 1);
  return true;
}

// a + -b and -a + b are the same numbers as a - b and b - a.
Text Expressions::sum(const Op &op) const {
  ValueId a = op.operands[0], b = op.operands[1];
  const Type &type = types[f[a].type];
  bool isFloat = type.kind == TypeKind::Float, isAdd = op.code == Opcode::Add;
  const Op *foldedB = plan.foldedOp(b), *foldedA = plan.foldedOp(a), *number = constant(b);
  if (isAdd && foldedB && foldedB->code == Opcode::Neg && !isFloat)
    return {operand(a, foldedB->operands[0], Level::Additive).text + " - " +
                operand(foldedB->operands[0], a, Level::Multiplicative).text,
            Level::Additive};
  if (isAdd && isFloat && foldedA && foldedA->code == Opcode::Neg)
    return {operand(b, foldedA->operands[0], Level::Additive).text + " - " +
                operand(foldedA->operands[0], b, Level::Multiplicative).text,
            Level::Additive};
  bool isNegative = number && (isFloat ? number->real < 0
                                       : isArithmeticType(type) && type.isSigned && number->integer < 0 &&
                                             number->integer > INT32_MIN);
  if (isNegative && !isConstant(a)) {
    Op positive = *number;
    positive.real = -positive.real;
    positive.integer = -positive.integer;
    return {operand(a, b, Level::Additive).text + (isAdd ? " - " : " + ") +
                literal(types, f[b].type, positive, convertsBeside(b, a)),
            Level::Additive};
  }
  Text right = operand(b, a, Level::Multiplicative);
  if (isFloat && !number && dropMinus(right))
    return {operand(a, b, Level::Additive).text + (isAdd ? " - " : " + ") + right.text, Level::Additive};
  return binary(op, isAdd ? "+" : "-", Level::Additive);
}

// -(a * b) is -a * b: rounding does not look at signs.
Text Expressions::negation(const Op &op) const {
  ValueId a = op.operands[0];
  const Op *inner = plan.foldedOp(a);
  bool isProduct = inner && (inner->code == Opcode::Mul || inner->code == Opcode::Div) && types.isFloat(f[a].type);
  if (isProduct && !isConstant(inner->operands[0])) {
    // Of an integer that is 0, the minus would be lost.
    Text left = parenthesized(value(inner->operands[0]), Level::Multiplicative);
    bool plain = left.text[0] != '-' && left.level >= Level::Multiplicative;
    if (plain)
      return {"-" + left.text + (inner->code == Opcode::Mul ? " * " : " / ") +
                  operand(inner->operands[1], inner->operands[0], Level::Unary).text,
              Level::Multiplicative};
  }
  std::string text = atLeast(a, Level::Unary);
  return {text[0] == '-' ? "-(" + text + ")" : "-" + text, Level::Unary};
}

Text Expressions::comparison(const Op &op, Predicate predicate) const {
  static const char *const signs[] = {"==", "!=", "<", "<=", ">", ">="};
  bool isEquality = predicate == Predicate::Eq || predicate == Predicate::Ne;
  ValueId a = op.operands[0], b = op.operands[1];
  Level level = isEquality ? Level::Equality : Level::Relational;
  bool isPointer = types.isPointer(f[a].type);
  // Comparisons of comparisons are read wrongly too easily.
  std::string left = isPointer ? atLeast(a, Level::Shift, !isConstant(b)) : operand(a, b, Level::Shift).text;
  std::string right = isPointer ? atLeast(b, Level::Shift, !isConstant(a)) : operand(b, a, Level::Shift).text;
  return {left + " " + signs[static_cast<int>(predicate)] + " " + right, level};
}

Text Expressions::negated(ValueId v) const {
  const Op *op = plan.foldedOp(v);
  if (op && op->code == Opcode::Not)
    return value(op->operands[0]);
  if (op && op->code == Opcode::Compare) {
    // With NaN, !(a < b) is not a >= b.
    bool isEquality = op->predicate == Predicate::Eq || op->predicate == Predicate::Ne;
    if (isEquality || !types.isFloat(f[op->operands[0]].type))
      return comparison(*op, inverse(op->predicate));
  }
  return {"!" + atLeast(v, Level::Unary), Level::Unary};
}

Text Expressions::cast(const Op &op, bool isRelaxed) const {
  ValueId a = op.operands[0];
  if (isRelaxed && isWidening(types[f[a].type], types[f[op.results[0]].type])) {
    Text plain = value(a);
    if (plain.text[0] != '-' || types.isInt(f[op.results[0]].type)) // -0 and -0.0 are two numbers: no minus may move
      return plain;
  }
  TypeId from = f[a].type, to = f[op.results[0]].type;
  const Op *distance = plan.foldedOp(a);
  if (const std::optional<Text> count = distance ? length(*distance) : std::nullopt;
      count && types.isInt(to) && !types[to].isSigned && types[to].bits == types[from].bits)
    return *count;
  bool dropsConst = types.isPointer(from) && types.isPointer(to) && types[from].toConst && !types[to].toConst;
  if (!dropsConst)
    return {"static_cast<" + spell(types, to) + ">(" + full(a, false) + ")", Level::Postfix};
  std::string text = "const_cast<" + spell(types, to) + ">(" + full(a, false) + ")";
  if (types.pointee(from) != types.pointee(to)) // static_cast keeps const; take it away first
    text = "static_cast<" + spell(types, to) + ">(const_cast<" + spell(types, types.pointee(from)) + " *>(" +
           full(a, false) + "))";
  return {text, Level::Postfix};
}

Text Expressions::choice(ValueId condition, ValueId a, ValueId b) const {
  std::string c = atLeast(condition, Level::LogicalOr);
  std::string yes = parenthesized(value(a, convertsBeside(a, b)), Level::LogicalOr).text;
  std::string no = parenthesized(value(b, convertsBeside(b, a)), Level::Conditional).text;
  return {c + " ? " + yes + " : " + no, Level::Conditional};
}

// An If that is an expression; && and || are Ifs on bool.
Text Expressions::conditional(const Op &op) const {
  ValueId c = op.operands[0], a = f[op.regions[0]].yields[0], b = f[op.regions[1]].yields[0];
  if (types.isBool(f[op.results[0]].type)) {
    auto side = [&](ValueId v, Level own, Level other) {
      Text t = value(v);
      return parenthesized(t, t.level == other ? Level::Unary : own).text;
    };
    if (isZero(b) && constant(b))
      return {side(c, Level::LogicalAnd, Level::LogicalOr) + " && " + side(a, Level::BitOr, Level::LogicalOr),
              Level::LogicalAnd};
    if (isOne(a))
      return {side(c, Level::LogicalOr, Level::LogicalAnd) + " || " + side(b, Level::LogicalAnd, Level::LogicalAnd),
              Level::LogicalOr};
  }
  return choice(c, a, b);
}

Text Expressions::guardedMul(const Op &op) const {
  ValueId d = op.operands[0], p = op.operands[1];
  if (isConstant(d))
    return isZero(d) ? value(d, true) : binary(op, "*", Level::Multiplicative);
  std::string name = atLeast(d, Level::Multiplicative);
  return {name + " == 0 ? 0 : " + name + " * " + operand(p, d, Level::Unary).text, Level::Conditional};
}

Text Expressions::math(const Op &op) const {
  TypeId operandType = f[op.operands[0]].type;
  for (ValueId v : op.operands)
    if (types.isFloat(f[v].type))
      operandType = f[v].type;
  std::string text = mathName(types, op.function, operandType, plan.options.stdMathVisible) + "(";
  for (size_t i = 0; i < op.operands.size(); ++i)
    text += (i ? ", " : "") + full(op.operands[i], false);
  text += ")";
  bool isTest = types.isBool(f[op.results[0]].type) && !plan.options.stdMathVisible;
  return isTest ? Text{"static_cast<bool>(" + text + ")", Level::Postfix} : Text{text, Level::Postfix};
}

Text Expressions::operation(const Op &op, bool isRelaxed) const {
  const TypeId type = op.results.empty() ? types.voidType() : f[op.results[0]].type;
  const bool isBool = types.isBool(type);
  if (isRelaxed && isNarrowOffset(op))
    return {full(plan.foldedOp(op.operands[0])->operands[0], false) + " - " + full(op.operands[1]), Level::Additive};
  switch (op.code) {
  case Opcode::Constant: {
    std::string text = literal(types, type, op, isRelaxed);
    return {text, text[0] == '-' ? Level::Unary : Level::Primary};
  }
  case Opcode::Undef:
    return {zeroLiteral(types, type, isRelaxed), Level::Primary};
  case Opcode::Neg:
    return exact(negation(op), type);
  case Opcode::Add:
  case Opcode::Sub:
    return exact(sum(op), type);
  case Opcode::Mul:
    return exact(binary(op, "*", Level::Multiplicative), type);
  case Opcode::Div:
    return exact(binary(op, "/", Level::Multiplicative), type);
  case Opcode::Rem:
    return exact(binary(op, "%", Level::Multiplicative), type);
  case Opcode::BitNot:
    return exact({"~" + atLeast(op.operands[0], Level::Unary), Level::Unary}, type);
  case Opcode::BitAnd:
    return isBool ? binary(op, "&&", Level::LogicalAnd) : exact(binary(op, "&", Level::BitAnd), type);
  case Opcode::BitOr:
    return isBool ? binary(op, "||", Level::LogicalOr) : exact(binary(op, "|", Level::BitOr), type);
  case Opcode::BitXor:
    return isBool ? binary(op, "!=", Level::Equality) : exact(binary(op, "^", Level::BitXor), type);
  case Opcode::Shl:
    return exact(binary(op, "<<", Level::Shift), type);
  case Opcode::Shr:
    return exact(binary(op, ">>", Level::Shift), type);
  case Opcode::Not:
    return negated(op.operands[0]);
  case Opcode::Compare:
    return comparison(op, op.predicate);
  case Opcode::Cast:
    return cast(op, isRelaxed);
  case Opcode::Select:
    return choice(op.operands[0], op.operands[1], op.operands[2]);
  case Opcode::Math:
    return math(op);
  case Opcode::GuardedMul:
    return guardedMul(op);
  case Opcode::Local:
  case Opcode::Object:
  case Opcode::Global:
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
    return pointer(op);
  case Opcode::PtrDiff:
    if (const std::optional<Text> count = length(op))
      return {"static_cast<" + spell(types, type) + ">(" + count->text + ")", Level::Postfix};
    return {atLeast(op.operands[0], Level::Additive) + " - " + atLeast(op.operands[1], Level::Multiplicative),
            Level::Additive};
  case Opcode::Load:
    return givesConst(op)
               ? Text{"const_cast<" + spell(types, type) + ">(" + place(op.operands[0]).text + ")", Level::Postfix}
               : place(op.operands[0]);
  case Opcode::If:
    return conditional(op);
  case Opcode::Call:
    return {call(op, {}), Level::Postfix};
  case Opcode::Opaque:
    return {run(op), Level::Assignment};
  case Opcode::Rule:
    return {run(op), Level::Postfix};
  case Opcode::Trips:
    return {trips(full(op.operands[0], false), full(op.operands[1], false), full(op.operands[2], false), op.predicate),
            Level::Postfix};
  case Opcode::Pop:
    return {plan.nameOf(op.operands[0]) + ".pop()", Level::Postfix};
  case Opcode::Store:
  case Opcode::Update:
  case Opcode::Allocate:
  case Opcode::Release:
  case Opcode::For:
  case Opcode::While:
  case Opcode::Trap:
  case Opcode::TapeArray:
  case Opcode::StackNew:
  case Opcode::Push:
  case Opcode::Residual:
  case Opcode::InPlace:
    break;
  }
  return {};
}

std::string Expressions::trips(const std::string &lower, const std::string &upper, const std::string &step,
                               Predicate predicate) const {
  static const char *const names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
  return "clangent::detail::trips_" + std::string(names[static_cast<int>(predicate)]) + "(" + lower + ", " + upper +
         ", " + step + ")";
}

} // namespace clangent::emit
