// Random functions of the IR `double f(double a, double b, int n, double *p)`, p with four elements, that run to their
// end and overflow nothing: branches, loops in both directions, swaps in yields, memory, stacks.
#pragma once

#include "IR/Builder.h"

#include <random>

namespace clangent::test {

ir::Function randomFunction(ir::Module &module, const std::string &name, unsigned seed);

} // namespace clangent::test
