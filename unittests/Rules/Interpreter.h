// Runs straight-line IR in long double, whatever the types, so that rules can be compared with numbers.
#pragma once

#include "Rules/Arithmetic.h"

#include <vector>

namespace clangent::test {

// The values of all operations of the body, for these values of the parameters.
std::vector<long double> interpret(const ir::Module &module, const ir::Function &function,
                                   const std::vector<long double> &arguments);

// d * d op/d operand, zero where the operation does not hand this operand on.
std::optional<ir::ValueId> contributed(ir::Builder &builder, const ir::Op &op, unsigned operand, ir::ValueId d,
                                       rules::ZeroTimes zero = rules::ZeroTimes::Ieee);

// One elementary function.
long double evaluate(ir::MathFunction function, const std::vector<long double> &operands);

} // namespace clangent::test
