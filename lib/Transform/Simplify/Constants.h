// Arithmetic of constants, done in the precision of their type as the program would do it.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_CONSTANTS_H
#define CLANGENT_TRANSFORM_SIMPLIFY_CONSTANTS_H

#include "IR/Builder.h"

namespace clangent::transform {

struct Number {
  ir::TypeId type;
  int64_t integer = 0;  // of integers, bools and null pointers
  long double real = 0; // of floats

  bool operator==(const Number &other) const; // the same bits: 0 and -0 differ
};

std::optional<Number> constantNumber(const ir::Module &module, const ir::Function &function, ir::ValueId v);
ir::ValueId buildNumber(ir::Builder &builder, const Number &number);

// What the operation gives for these operands; nothing when it is undefined, overflows, or is not of a kind that folds.
std::optional<Number> foldConstants(const ir::Module &module, const ir::Function &function, const ir::Op &op);

// The number of iterations of a counted loop with constant bounds; nothing when it would not end.
std::optional<int64_t> constantTrips(const ir::Module &module, const ir::Function &function, const ir::Op &op);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_CONSTANTS_H
