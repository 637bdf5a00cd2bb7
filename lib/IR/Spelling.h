// The words of the textual form: names of operations and predicates, numbers.
#pragma once

#include "IR/Function.h"

#include <string>

namespace clangent::ir {

const char *opcodeName(Opcode code);
const char *predicateName(Predicate predicate);
// Of an argument of a rule: "result_bar".
const char *argumentName(RuleArgument::Kind kind);

// The shortest decimal number that reads back as the same value of a floating type of so many bits.
std::string numberText(long double value, unsigned bits);

// Every character that no C++ identifier has becomes an underscore: of operators, conversions, parts of objects.
std::string identifier(const std::string &name);
// What the result of arithmetic is called: "product"; empty for other operations.
std::string arithmeticWord(Opcode code);

} // namespace clangent::ir
