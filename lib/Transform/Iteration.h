// The number of a counted loop's iteration, from its counter.
#pragma once

#include "IR/Builder.h"

namespace clangent::transform {

// (counter - lower) / step as long, for values of the loop's counter, lower bound and step that are usable at the
// builder's place. Right near the limits of the counter's type, and for unsigned counters that wrap around.
ir::ValueId iterationNumber(ir::Builder &b, ir::OpId loop, ir::ValueId counter, ir::ValueId lower, ir::ValueId step);

} // namespace clangent::transform
