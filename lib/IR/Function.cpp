// Facts about operations that hold everywhere.
#include "IR/Function.h"

namespace clangent::ir {

const MathInfo &mathInfo(MathFunction function) {
  static const MathInfo table[] = {
#define MATH(name, spelling, arity) {#name, spelling, arity},
#include "IR/MathFunctions.def"
  };
  return table[static_cast<size_t>(function)];
}

bool Function::encloses(RegionId outer, RegionId inner) const {
  for (; inner; inner = enclosing(inner))
    if (inner == outer)
      return true;
  return false;
}

bool isZeroConstant(const Function &function, ValueId v) {
  const Op *op = function.definingOp(v);
  return op && op->code == Opcode::Constant && op->integer == 0 && op->real == 0;
}

bool isValueOnly(const Op &op) {
  switch (op.code) {
  case Opcode::Constant:
  case Opcode::Undef:
  case Opcode::Neg:
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Mul:
  case Opcode::Div:
  case Opcode::Rem:
  case Opcode::BitNot:
  case Opcode::BitAnd:
  case Opcode::BitOr:
  case Opcode::BitXor:
  case Opcode::Shl:
  case Opcode::Shr:
  case Opcode::Not:
  case Opcode::Compare:
  case Opcode::Cast:
  case Opcode::Select:
  case Opcode::Math:
  case Opcode::GuardedMul:
  case Opcode::Global:
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
  case Opcode::PtrDiff:
  case Opcode::Trips:
  case Opcode::Rule:
    return true;
  case Opcode::Local:
  case Opcode::Load:
  case Opcode::Store:
  case Opcode::Update:
  case Opcode::If:
  case Opcode::For:
  case Opcode::While:
  case Opcode::Call:
  case Opcode::Opaque:
  case Opcode::Trap:
  case Opcode::InPlace:
  case Opcode::TapeArray:
  case Opcode::StackNew:
  case Opcode::Push:
  case Opcode::Pop:
  case Opcode::Residual:
    return false;
  }
  return false;
}

bool isTotal(const Module &module, const Function &function, const Op &op) {
  const TypeTable &types = module.types;
  const Type &type = types[function[op.results[0]].type];
  const bool isFloat = type.kind == TypeKind::Float;
  switch (op.code) {
  case Opcode::Neg:
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Mul:
    // What is smaller than int is promoted to a signed type.
    return isFloat || (type.kind == TypeKind::Int && !type.isSigned && type.bits >= 32);
  case Opcode::Div:
    return isFloat;
  case Opcode::Cast:
    return isFloat || type.kind == TypeKind::Bool || !types.isFloat(function[op.operands[0]].type);
  case Opcode::Rem:
  case Opcode::Shl:
  case Opcode::Shr:
  case Opcode::Index:
  case Opcode::Field:
  case Opcode::Element:
  case Opcode::PtrDiff:
    return false;
  default:
    return isValueOnly(op);
  }
}

bool isPure(const Op &op) {
  return isValueOnly(op) || op.code == Opcode::Load || (op.code == Opcode::Opaque && op.isPureCall);
}

} // namespace clangent::ir
