#include "Transform/Iteration.h"

namespace clangent::transform {

using namespace ir;

namespace {

// to - from, as long. Unsigned counters may wrap around, so they subtract in their own type; signed ones must not.
ValueId distance(Builder &b, ValueId from, ValueId to) {
  const TypeId type = b.module.types.sizeType();
  if (!b.module.types[b.function[to].type].isSigned)
    return b.cast(b.sub(to, from), type);
  ValueId end = b.cast(to, type), begin = b.cast(from, type);
  return b.sub(end, begin);
}

} // namespace

ValueId iterationNumber(Builder &b, OpId loop, ValueId counter, ValueId lower, ValueId step) {
  const Function &f = b.function;
  const TypeId type = b.module.types.sizeType();
  const std::vector<ValueId> range = f[loop].operands;
  const Op *first = f.definingOp(range[0]), *constant = f.definingOp(range[2]);
  const bool startsAtZero = first && first->code == Opcode::Constant && first->integer == 0;
  const bool isKnown = constant && constant->code == Opcode::Constant;
  const int64_t known = isKnown ? constant->integer : 0;
  ValueId k;
  if (startsAtZero && known >= 0)
    k = b.cast(counter, type);
  else
    k = distance(b, known < 0 ? counter : lower, known < 0 ? lower : counter);
  if (known == 1 || known == -1)
    return k;
  ValueId stride = isKnown ? b.constantInt(type, known < 0 ? -known : known) : b.cast(step, type);
  return b.div(k, stride);
}

} // namespace clangent::transform
