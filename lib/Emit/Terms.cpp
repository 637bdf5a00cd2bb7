// The part of Expressions that makes C++ of terms.
#include "Emit/Expressions.h"

#include <cctype>

namespace clangent::emit {

using namespace ir;

namespace {

// Does an operator consist of letters, as new and delete[] do?
bool isWord(const std::string &sign) { return std::isalpha(static_cast<unsigned char>(sign[0])) != 0; }

Text inParentheses(const std::string &text) { return {"(" + text + ")", Level::Primary}; }

} // namespace

// The parts from that number on, with commas between them.
std::string Expressions::list(const Op &op, const Term &of, size_t from) const {
  std::string text;
  for (size_t k = from; k < of.parts.size(); ++k) {
    const bool isValue = of.parts[k].kind == Term::Kind::Operand && op.code != Opcode::InPlace;
    const Text part =
        isValue ? parenthesized(value(op.operands[of.parts[k].number]), Level::Assignment) : term(op, of.parts[k]);
    text += (k > from ? ", " : "") + part.text;
  }
  return text;
}

Text Expressions::term(const Op &op, const Term &of) const {
  const auto part = [&](size_t k, Level level) { return parenthesized(term(op, of.parts[k]), level).text; };
  switch (of.kind) {
  case Term::Kind::Operand:
    if (op.code == Opcode::InPlace && of.number >= op.firstChanged)
      return {plan.nameOf(op.results[of.number - op.firstChanged]), Level::Primary};
    return parenthesized(value(op.operands[of.number]), Level::Postfix);
  case Term::Kind::Object: {
    const Text object = parenthesized(place(op.operands[of.number]), Level::Postfix);
    return op.code == Opcode::InPlace ? object : inParentheses(object.text);
  }
  case Term::Kind::Name:
    return {of.spelling, Level::Primary};
  case Term::Kind::Null:
    return {"nullptr", Level::Primary};
  case Term::Kind::Address:
    return {"&" + part(0, Level::Postfix), Level::Unary};
  case Term::Kind::Member:
    return {part(0, Level::Postfix) + "." + of.spelling, Level::Postfix};
  case Term::Kind::Element:
    return {part(0, Level::Postfix) + "[" + part(1, Level::Assignment) + "]", Level::Postfix};
  case Term::Kind::Call:
    return {part(0, Level::Postfix) + "(" + list(op, of, 1) + ")", Level::Postfix};
  case Term::Kind::Construct:
    return {of.spelling + "(" + list(op, of, 0) + ")", Level::Postfix};
  case Term::Kind::Braces:
    return {of.spelling + "{" + list(op, of, 0) + "}", Level::Postfix};
  case Term::Kind::Cast:
    if (of.spelling == "void")
      return {"(void)" + part(0, Level::Unary), Level::Unary};
    return {"static_cast<" + of.spelling + ">(" + part(0, Level::Assignment) + ")", Level::Postfix};
  case Term::Kind::Placed:
    return {"::new (clangent::detail::Place{&" + part(0, Level::Postfix) + "}) " + part(1, Level::Postfix),
            Level::Unary};
  case Term::Kind::Prefix:
    return inParentheses(of.spelling + (isWord(of.spelling) ? " " : "") + part(0, Level::Unary));
  case Term::Kind::Infix: {
    const std::string text = part(0, Level::Postfix) + " " + of.spelling + " " + part(1, Level::Postfix);
    return &of == &op.term && op.code == Opcode::InPlace ? Text{text, Level::Assignment} : inParentheses(text);
  }
  case Term::Kind::Throw:
    return {of.parts.empty() ? "throw" : "throw " + part(0, Level::Assignment), Level::Assignment};
  case Term::Kind::If:
    return {"if (" + part(0, Level::Assignment) + ") " + part(1, Level::Assignment), Level::Assignment};
  case Term::Kind::Sequence:
    break;
  }
  std::string text;
  for (const Term &one : of.parts)
    text += (text.empty() ? "" : "; ") + term(op, one).text;
  return {text, Level::Assignment};
}

std::string Expressions::run(const Op &op) const { return term(op, op.term).text; }

} // namespace clangent::emit
