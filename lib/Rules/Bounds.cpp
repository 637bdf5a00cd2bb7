#include "Rules/Bounds.h"

#include "Rules/Formula.h"

#include <algorithm>
#include <cmath>

namespace clangent::rules {

using namespace ir;

namespace {

constexpr long double unknown = -HUGE_VALL;
constexpr unsigned deepest = 8;

class Bounds {
public:
  Bounds(const Module &module, const Function &function) : module(module), f(function) {}

  long double of(ValueId v, unsigned depth) const {
    if (std::optional<long double> number = constantOf(module, f, v))
      return *number;
    const Op *op = f.definingOp(v);
    if (!op || depth == 0 || !module.types.isFloat(f[v].type))
      return unknown;
    return ofOperation(*op, depth - 1);
  }

private:
  long double ofOperation(const Op &op, unsigned depth) const {
    auto operand = [&](unsigned k) { return of(op.operands[k], depth); };
    switch (op.code) {
    case Opcode::Add:
      return operand(0) + operand(1);
    case Opcode::Mul:
      if (op.operands[0] == op.operands[1])
        return 0;
      return product(operand(0), operand(1));
    case Opcode::Div:
      return operand(0) >= 0 && operand(1) > 0 ? 0 : unknown;
    case Opcode::Select:
      return std::min(operand(1), operand(2));
    case Opcode::Cast: {
      const Type &from = module.types[f[op.operands[0]].type];
      if (from.kind == TypeKind::Float)
        return operand(0);
      return from.kind == TypeKind::Bool || (from.kind == TypeKind::Int && !from.isSigned) ? 0 : unknown;
    }
    case Opcode::Math:
      return ofFunction(op, depth);
    default:
      return unknown;
    }
  }

  long double ofFunction(const Op &op, unsigned depth) const {
    auto operand = [&](unsigned k) { return of(op.operands[k], depth); };
    switch (op.function) {
    case MathFunction::Sqrt:
      return std::sqrt(std::max(operand(0), 0.0L));
    case MathFunction::Cosh:
      return 1;
    case MathFunction::Exp:
    case MathFunction::Exp2:
    case MathFunction::Hypot:
    case MathFunction::Hypot3:
      return 0;
    case MathFunction::Fabs:
      return std::max(operand(0), 0.0L);
    case MathFunction::Fmax:
      return std::max(operand(0), operand(1));
    case MathFunction::Fmin:
      return std::min(operand(0), operand(1));
    default:
      return unknown;
    }
  }

  // Of two factors of one sign; nothing is known of others.
  static long double product(long double a, long double b) { return a >= 0 && b >= 0 ? a * b : unknown; }

  const Module &module;
  const Function &f;
};

} // namespace

long double lowerBound(const Module &module, const Function &function, ValueId v) {
  return Bounds(module, function).of(v, deepest);
}

bool isSurelyPositive(const Module &module, const Function &function, ValueId v) {
  constexpr long double small = 1e-6L;
  return lowerBound(module, function, v) >= small;
}

} // namespace clangent::rules
