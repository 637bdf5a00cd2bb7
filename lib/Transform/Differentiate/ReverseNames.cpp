// What adjoints are called.
#include "IR/Spelling.h"
#include "Transform/Differentiate/ReverseSweep.h"
#include "Transform/Edit/Uses.h"

namespace clangent::transform {

using namespace ir;

namespace {

// "sin", for std::sin too.
std::string plainName(MathFunction function) {
  const std::string spelling = mathInfo(function).spelling;
  return spelling.substr(spelling.rfind(':') + 1);
}

} // namespace

// A value without a name is called after the function that it is the value or the argument of, or after its operation.
std::string ReverseSweep::roleOf(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (op && op->code == Opcode::Rule && op->rule)
    return calledName(op->term);
  if (!op || !module.types.isFloat(f[v].type))
    return {};
  if (op->code == Opcode::Math)
    return plainName(op->function);
  if (v.index < argumentOf.size() && !argumentOf[v.index].empty())
    return argumentOf[v.index] + "_arg";
  return arithmeticWord(op->code);
}

// Of a function of one argument: of several, the adjoints would have one name.
void ReverseSweep::findArguments() {
  argumentOf.resize(f.values.size());
  forEachOp(f, f.body, [&](OpId id) {
    const Op &op = f[id];
    if (op.code == Opcode::Math && mathInfo(op.function).arity == 1)
      argumentOf[op.operands[0].index] = plainName(op.function);
  });
}

void ReverseSweep::name(ValueId adjoint, ValueId primal) {
  if (!f[adjoint].name.empty())
    return;
  const std::string of = f[primal].name.empty() ? roleOf(primal) : f[primal].name;
  f.describe(adjoint, derivativeName(of, Role::Adjoint), Role::Adjoint);
}

void ReverseSweep::nameUse(ValueId used, ValueId primal) {
  const std::string of = f[primal].name.empty() ? roleOf(primal) : f[primal].name;
  if (f[used].name.empty() && !of.empty())
    f[used].name = of + "_used";
}

} // namespace clangent::transform
