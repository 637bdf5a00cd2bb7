// The number of a counted loop's iteration, from its counter, and what grows by one amount in each iteration, from that
// number. Nothing here overflows where the loop itself did not.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_ITERATION_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_ITERATION_H

#include "IR/Builder.h"

namespace clangent::transform {

// (counter - lower) / step as long, for values of the loop's counter, lower bound and step that are usable at the
// builder's place. Right near the limits of the counter's type, and for unsigned counters that wrap around.
ir::ValueId iterationNumber(ir::Builder &b, ir::OpId loop, ir::ValueId counter, ir::ValueId lower, ir::ValueId step);

// Is the counter itself the number of the iteration, in the counter's own type?
bool isNumbered(const ir::Function &function, ir::OpId loop);

// An integer that each iteration moves by the same amount.
struct Progression {
  ir::ValueId initial, amount;
  bool isNegative = false; // the amount is subtracted
};

// initial + k * amount in the type of `initial`, for a number k of iterations that the loop begins. `own` is k in that
// type, if it is there; it may be invalid.
ir::ValueId valueAfter(ir::Builder &b, const Progression &progression, ir::ValueId k, ir::ValueId own);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_ITERATION_H
