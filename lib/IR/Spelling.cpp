// Spelled out once for the printer and for messages about operations.
#include "IR/Spelling.h"

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace clangent::ir {

const char *opcodeName(Opcode code) { return infoOf(code).word; }

// The word of an enumerator, from a list that is as long as its enumeration.
template <auto last, size_t count> static const char *wordIn(const char *const (&words)[count], decltype(last) kind) {
  static_assert(count == static_cast<size_t>(last) + 1, "an enumerator has no word");
  return words[static_cast<size_t>(kind)];
}

const char *predicateName(Predicate predicate) {
  return wordIn<Predicate::Ge>({"eq", "ne", "lt", "le", "gt", "ge"}, predicate);
}

const char *heapName(Heap heap) {
  return wordIn<Heap::Tape>({"new", "new[]", "malloc", "operator", "aligned", "library", "tape"}, heap);
}

const char *argumentName(RuleArgument::Kind kind) {
  return wordIn<RuleArgument::Kind::Dot>({"operand", "shape", "result", "result_bar", "bar", "dot"}, kind);
}

std::string numberText(long double value, unsigned bits) {
  if (std::isnan(value))
    return std::signbit(value) ? "-nan" : "nan";
  char buffer[64];
  if (value == std::trunc(value) && std::fabs(value) < 1e15L) {
    std::snprintf(buffer, sizeof buffer, "%.0Lf", value);
    return buffer;
  }
  int most = bits == 32 ? 9 : bits == 64 ? 17 : 21;
  for (int digits = 1; digits <= most; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*Lg", digits, value);
    long double back = bits == 32   ? std::strtof(buffer, nullptr)
                       : bits == 64 ? std::strtod(buffer, nullptr)
                                    : std::strtold(buffer, nullptr);
    if (back == value)
      break;
  }
  return buffer;
}

std::string identifier(const std::string &name) {
  std::string result = name;
  for (char &c : result)
    if (!std::isalnum(static_cast<unsigned char>(c)))
      c = '_';
  return result;
}

const char *roleName(Role role) { return wordIn<Role::Tape>({"primal", "adjoint", "tangent", "tape"}, role); }

const char *wordFor(Form form) {
  return wordIn<Form::Linked>({"", "aggregate", "closure", "generated", "linked"}, form);
}

const char *wordFor(Default declared) { return wordIn<Default::Constructed>({"", "zero", "constructed"}, declared); }

const char *wordFor(VirtualTable table) {
  return wordIn<VirtualTable::Kept>({"", "copied_table", "kept_table"}, table);
}

const char *wordFor(Return returned) {
  return wordIn<Return::Impossible>({"", "returned_over", "never_returned"}, returned);
}

const char *derivativeEnding(Role role) {
  switch (role) {
  case Role::Adjoint:
    return "_bar";
  case Role::Tangent:
    return "_dot";
  case Role::Primal:
  case Role::Tape:
    break;
  }
  return "";
}

std::string derivativeName(const std::string &name, Role role) {
  return name.empty() ? name : name + derivativeEnding(role);
}

std::string arithmeticWord(Opcode code) {
  if (code == Opcode::Mul || code == Opcode::GuardedMul)
    return "product";
  return code == Opcode::Add ? "sum" : code == Opcode::Sub ? "difference" : code == Opcode::Div ? "quotient" : "";
}

} // namespace clangent::ir
