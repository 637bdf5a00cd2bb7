// Spelled out once for the printer and for messages about operations.
#include "IR/Spelling.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace clangent::ir {

const char *opcodeName(Opcode code) {
  // In the order of the enumeration.
  static constexpr const char *names[] = {
      "constant",   "undef",       "neg",     "add",    "sub",      "mul",   "div",     "rem",      "bit_not",
      "bit_and",    "bit_or",      "bit_xor", "shl",    "shr",      "not",   "compare", "cast",     "select",
      "math",       "guarded_mul", "local",   "global", "index",    "field", "element", "ptr_diff", "load",
      "store",      "update",      "if",      "for",    "while",    "call",  "opaque",  "trap",     "trips",
      "tape_array", "stack_new",   "push",    "pop",    "residual",
  };
  static_assert(std::size(names) == static_cast<size_t>(Opcode::Residual) + 1, "an opcode has no name");
  return names[static_cast<size_t>(code)];
}

const char *predicateName(Predicate predicate) {
  static constexpr const char *names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
  static_assert(std::size(names) == static_cast<size_t>(Predicate::Ge) + 1, "a predicate has no name");
  return names[static_cast<size_t>(predicate)];
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

} // namespace clangent::ir
