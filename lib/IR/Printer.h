// The textual form of the IR: what -fplugin-arg-clangent-dump= shows and tests check. IR/Parser.h reads it.
#ifndef CLANGENT_IR_PRINTER_H
#define CLANGENT_IR_PRINTER_H

#include "IR/Function.h"

#include <string>

namespace clangent::ir {

enum class Detail : uint8_t {
  Readable, // what a function computes
  Complete, // also what its calls and its text are made of
};

std::string print(const Module &module, const Function &function, Detail detail = Detail::Readable);
// A module as parse() reads it: the types that the language does not have, the rules, the functions.
std::string print(const Module &module);

// A type as the textual form names it.
std::string typeText(const TypeTable &types, TypeId type);
// The name of a function in the form of its module: with a number behind it where others bear the same.
std::string functionName(const Module &module, FunctionId function);

} // namespace clangent::ir

#endif // CLANGENT_IR_PRINTER_H
