// What each opcode asks of its operands, results and yields. Part of the verifier; the structure must be sound already.
#ifndef CLANGENT_IR_VERIFIERTYPES_H
#define CLANGENT_IR_VERIFIERTYPES_H

#include "IR/Function.h"

#include <string>
#include <vector>

namespace clangent::ir {

// Appends one line per violation.
void verifyTypes(const Module &module, const Function &function, std::vector<std::string> &errors);

} // namespace clangent::ir

#endif // CLANGENT_IR_VERIFIERTYPES_H
