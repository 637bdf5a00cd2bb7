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
  case Opcode::TapeArray:
  case Opcode::StackNew:
  case Opcode::Push:
  case Opcode::Pop:
  case Opcode::Residual:
    return false;
  }
  return false;
}

bool isPure(const Op &op) {
  return isValueOnly(op) || op.code == Opcode::Load || (op.code == Opcode::Opaque && op.isPureCall);
}

} // namespace clangent::ir
