// Runs straight-line IR in long double, whatever the types, so that rules can be compared with numbers.
#pragma once

#include "IR/Function.h"

#include <vector>

namespace clangent::test {

// The values of all operations of the body, for these values of the parameters.
std::vector<long double> interpret(const ir::Module &module, const ir::Function &function,
                                   const std::vector<long double> &arguments);

// One elementary function.
long double evaluate(ir::MathFunction function, const std::vector<long double> &operands);

} // namespace clangent::test
