// The words of the textual form: names of operations and predicates, numbers.
#ifndef CLANGENT_IR_SPELLING_H
#define CLANGENT_IR_SPELLING_H

#include "IR/Function.h"

#include <string>

namespace clangent::ir {

const char *opcodeName(Opcode code);
const char *predicateName(Predicate predicate);
const char *heapName(Heap heap);
const char *roleName(Role role);
// What is shown of a type; nothing for the first of each.
const char *wordFor(Form form);
const char *wordFor(Default declared);
const char *wordFor(VirtualTable table);
const char *wordFor(Return returned);
// Of an argument of a rule: "result_bar".
const char *argumentName(RuleArgument::Kind kind);

// The shortest decimal number that reads back as the same value of a floating type of so many bits.
std::string numberText(long double value, unsigned bits);

// Every character that no C++ identifier has becomes an underscore: of operators, conversions, parts of objects.
std::string identifier(const std::string &name);
// What the name of an adjoint or a tangent ends with: "_bar", "_dot"; empty for other roles.
const char *derivativeEnding(Role role);
// What the adjoint or tangent of a value is called: "x_bar" of "x"; nothing if the value has no name.
std::string derivativeName(const std::string &name, Role role);
// What the result of arithmetic is called: "product"; empty for other operations.
std::string arithmeticWord(Opcode code);

} // namespace clangent::ir

#endif // CLANGENT_IR_SPELLING_H
