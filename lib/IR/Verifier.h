// Checks what every room may rely on: operand scoping, types, region shapes. Runs between stages in debug builds.
#ifndef CLANGENT_IR_VERIFIER_H
#define CLANGENT_IR_VERIFIER_H

#include "IR/Function.h"

#include <string>
#include <vector>

namespace clangent::ir {

// Returns one line per violation; empty when the function is well formed.
std::vector<std::string> verify(const Module &module, const Function &function);

} // namespace clangent::ir

#endif // CLANGENT_IR_VERIFIER_H
