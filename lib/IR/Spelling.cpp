// Spelled out once for the printer and for messages about operations.
#include "IR/Spelling.h"

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace clangent::ir {

const char *opcodeName(Opcode code) { return infoOf(code).word; }

const char *predicateName(Predicate predicate) {
  static constexpr const char *names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
  static_assert(std::size(names) == static_cast<size_t>(Predicate::Ge) + 1, "a predicate has no name");
  return names[static_cast<size_t>(predicate)];
}

const char *heapName(Heap heap) {
  static constexpr const char *names[] = {"new", "new[]", "malloc", "operator", "aligned", "library", "tape"};
  static_assert(std::size(names) == static_cast<size_t>(Heap::Tape) + 1, "a way to allocate has no name");
  return names[static_cast<size_t>(heap)];
}

const char *argumentName(RuleArgument::Kind kind) {
  static constexpr const char *names[] = {"operand", "shape", "result", "result_bar", "bar", "dot"};
  static_assert(std::size(names) == static_cast<size_t>(RuleArgument::Kind::Dot) + 1, "an argument has no name");
  return names[static_cast<size_t>(kind)];
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

const char *roleName(Role role) {
  static constexpr const char *names[] = {"primal", "adjoint", "tangent", "tape"};
  return names[static_cast<size_t>(role)];
}

const char *wordFor(Form form) {
  static constexpr const char *words[] = {"", "aggregate", "closure", "generated"};
  return words[static_cast<size_t>(form)];
}

const char *wordFor(Default declared) {
  static constexpr const char *words[] = {"", "zero", "constructed"};
  return words[static_cast<size_t>(declared)];
}

const char *wordFor(VirtualTable table) {
  static constexpr const char *words[] = {"", "copied_table", "kept_table"};
  return words[static_cast<size_t>(table)];
}

const char *wordFor(Return returned) {
  static constexpr const char *words[] = {"", "returned_over", "never_returned"};
  return words[static_cast<size_t>(returned)];
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
