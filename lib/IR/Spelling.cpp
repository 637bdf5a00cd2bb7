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

std::string arithmeticWord(Opcode code) {
  if (code == Opcode::Mul || code == Opcode::GuardedMul)
    return "product";
  return code == Opcode::Add ? "sum" : code == Opcode::Sub ? "difference" : code == Opcode::Div ? "quotient" : "";
}

} // namespace clangent::ir
