// Runs a function of the IR by its definition: control flow, memory, tape. What emitted and compiled text must agree
// with.
#pragma once

#include "IR/Function.h"

#include <memory>
#include <vector>

namespace clangent::test {

// A scalar, or a pointer to element `offset` of `object`.
struct Datum {
  double real = 0;
  int64_t integer = 0;
  std::shared_ptr<std::vector<Datum>> object;
  int64_t offset = 0;
};

Datum realDatum(double value);
Datum integerDatum(int64_t value);

// The yields of the function's body for these parameters.
std::vector<Datum> interpret(const ir::Module &module, const ir::Function &function,
                             const std::vector<Datum> &arguments);

} // namespace clangent::test
