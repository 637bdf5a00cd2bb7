// The part of Expressions that knows what C++ converts by itself: where a widening cast or the suffix of a literal
// would say nothing.
#include "Emit/Expressions.h"

namespace clangent::emit {

using namespace ir;

// An operand that C++ converts to the IR's type wherever something of that type stands beside it.
bool Expressions::isWidened(ValueId v) const {
  const Op *op = plan.foldedOp(v);
  if (!op)
    return false;
  if (op->code == Opcode::Cast)
    return isWidening(types[f[op->operands[0]].type], types[f[v].type]);
  return isNarrowOffset(*op);
}

// i - 1 for (long)i - 1: the counter of a loop that begins at 1 cannot pass the limits of its own type.
bool Expressions::isNarrowOffset(const Op &op) const {
  if (op.code != Opcode::Sub)
    return false;
  const Op *cast = plan.foldedOp(op.operands[0]), *less = constant(op.operands[1]);
  if (!cast || !less || cast->code != Opcode::Cast || !types.isInt(f[op.results[0]].type))
    return false;
  ValueId counter = cast->operands[0];
  const Type &narrow = types[f[counter].type];
  RegionId owner = f[counter].owner;
  if (!isWidening(narrow, types[f[op.results[0]].type]) || !narrow.isSigned || narrow.bits != 32 ||
      f.definingOp(counter) || !owner || !f[owner].parent || f[f[owner].parent].code != Opcode::For)
    return false;
  const Op &loop = f[f[owner].parent];
  const Op *first = constant(loop.operands[0]), *step = constant(loop.operands[2]);
  return f[owner].arguments[0] == counter && first && step && step->integer > 0 && less->integer >= 0 &&
         first->integer >= less->integer;
}

// Of two operands of one type, one may be written short: the other says the type.
bool Expressions::convertsBeside(ValueId v, ValueId other) const {
  if (f[v].type != f[other].type)
    return false;
  if (isWidened(v))
    return !isWidened(other) || other.index < v.index;
  bool isNumber = types.isFloat(f[v].type) || types.isInt(f[v].type);
  return isNumber && isConstant(v) && !isConstant(other) && !isWidened(other);
}

} // namespace clangent::emit
