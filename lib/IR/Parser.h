// Reads what Printer writes of a module, so that a stage can be run alone on a function that a test writes down.
// Read back is everything but places in the user's source, and what differentiation notes for itself: the functions are
// primals.
#ifndef CLANGENT_IR_PARSER_H
#define CLANGENT_IR_PARSER_H

#include "IR/Function.h"

#include <string>
#include <string_view>

namespace clangent::ir {

// Fills an empty module. Returns what is wrong and in which line, or nothing. What the text says is not judged; that is
// the verifier's job.
std::string parse(std::string_view text, Module &module);

} // namespace clangent::ir

#endif // CLANGENT_IR_PARSER_H
