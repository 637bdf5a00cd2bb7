// What terms ask of the operands that they are run on. Part of the verifier.
#ifndef CLANGENT_IR_VERIFIERTERMS_H
#define CLANGENT_IR_VERIFIERTERMS_H

#include "IR/Function.h"

#include <string>

namespace clangent::ir {

// What is wrong with the operation's term, or with those of its rule; empty if nothing is.
std::string termProblem(const Module &module, const Function &function, const Op &op);

} // namespace clangent::ir

#endif // CLANGENT_IR_VERIFIERTERMS_H
