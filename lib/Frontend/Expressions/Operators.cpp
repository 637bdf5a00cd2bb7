// Arithmetic, comparison and assignment. Conversions are those of the AST, written as Casts.
#include "Frontend/Expressions/Operators.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Objects.h"

namespace clangent::frontend {

using namespace clang;
using ir::Opcode;

ir::ValueId Operators::unary(const UnaryOperator *e) {
  switch (e->getOpcode()) {
  case UO_Plus:
  case UO_Extension:
    return rooms.expressions.rvalue(e->getSubExpr());
  case UO_Minus:
    return b.neg(rooms.expressions.rvalue(e->getSubExpr()));
  case UO_Not:
    return b.unary(Opcode::BitNot, rooms.expressions.rvalue(e->getSubExpr()));
  case UO_LNot:
    return b.logicalNot(rooms.conversions.toBool(rooms.expressions.rvalue(e->getSubExpr())));
  case UO_AddrOf:
    if (e->getType()->isMemberPointerType() || e->getSubExpr()->getType()->isFunctionType())
      return refusals.refuse(e, DiagId::err_function_pointer);
    return address(e->getSubExpr(), e->getType());
  case UO_PostInc:
  case UO_PostDec:
    return step(e, true);
  default:
    return refusals.refuseExpression(e);
  }
}

// The copy of a list's element has an address and neighbours of its own.
ir::ValueId Operators::address(const Expr *of, QualType type) {
  const ValueId object = rooms.places.place(of);
  return rooms.elements.refusesWrite(object) ? b.undef(types.lower(type))
                                             : rooms.conversions.convert(object, types.lower(type));
}

ir::ValueId Operators::binary(const BinaryOperator *e) {
  const BinaryOperatorKind kind = e->getOpcode();
  if (kind == BO_Comma) {
    rooms.expressions.effect(e->getLHS());
    return rooms.expressions.rvalue(e->getRHS());
  }
  if (e->isLogicalOp())
    return rooms.conditions.logical(e);
  if (kind == BO_Assign)
    return b.load(assign(e));
  if (kind == BO_Cmp || e->isPtrMemOp())
    return refusals.refuseExpression(e);
  const bool hasPointer = e->getLHS()->getType()->isPointerType() || e->getRHS()->getType()->isPointerType();
  if (hasPointer && e->isAdditiveOp())
    return pointerArithmetic(kind, e);
  const ValueId left = rooms.expressions.rvalue(e->getLHS());
  const ValueId right = rooms.expressions.rvalue(e->getRHS());
  if (e->isComparisonOp())
    return rooms.conversions.convert(compare(kind, left, right), types.lower(e->getType()));
  return arithmetic(kind, left, right, e);
}

ir::ValueId Operators::arithmetic(BinaryOperatorKind kind, ValueId left, ValueId right, const Expr *e) {
  switch (kind) {
  case BO_Add:
    return b.add(left, right);
  case BO_Sub:
    return b.sub(left, right);
  case BO_Mul:
    return b.mul(left, right);
  case BO_Div:
    return b.div(left, right);
  case BO_Rem:
    return b.binary(Opcode::Rem, left, right);
  case BO_Shl:
    return b.binary(Opcode::Shl, left, right);
  case BO_Shr:
    return b.binary(Opcode::Shr, left, right);
  case BO_And:
    return b.binary(Opcode::BitAnd, left, right);
  case BO_Or:
    return b.binary(Opcode::BitOr, left, right);
  case BO_Xor:
    return b.binary(Opcode::BitXor, left, right);
  default:
    return refusals.refuseExpression(e);
  }
}

ir::ValueId Operators::compare(BinaryOperatorKind kind, ValueId left, ValueId right) {
  using ir::Predicate;
  // Pointers may differ in const.
  right = rooms.conversions.convert(right, function[left].type);
  switch (kind) {
  case BO_LT:
    return b.compare(Predicate::Lt, left, right);
  case BO_GT:
    return b.compare(Predicate::Gt, left, right);
  case BO_LE:
    return b.compare(Predicate::Le, left, right);
  case BO_GE:
    return b.compare(Predicate::Ge, left, right);
  case BO_NE:
    return b.compare(Predicate::Ne, left, right);
  default:
    return b.compare(Predicate::Eq, left, right);
  }
}

ir::ValueId Operators::moved(ValueId pointer, ValueId by, bool isBackwards) {
  if (isBackwards)
    by = b.neg(b.cast(by, b.module.types.sizeType()));
  return b.index(pointer, by);
}

ir::ValueId Operators::pointerArithmetic(BinaryOperatorKind kind, const BinaryOperator *e) {
  const bool isLeft = e->getLHS()->getType()->isPointerType();
  const QualType pointer = isLeft ? e->getLHS()->getType() : e->getRHS()->getType();
  if (pointer->getPointeeType()->isVoidType() || pointer->getPointeeType()->isFunctionType())
    return refusals.refuse(e, "arithmetic on a pointer without a type");
  const ValueId left = rooms.expressions.rvalue(e->getLHS());
  const ValueId right = rooms.expressions.rvalue(e->getRHS());
  if (isLeft && e->getRHS()->getType()->isPointerType())
    return b.pointerDifference(left, rooms.conversions.convert(right, function[left].type));
  return isLeft ? moved(left, right, kind == BO_Sub) : moved(right, left, false);
}

// ---- assignment: the right operand first

ir::ValueId Operators::assign(const BinaryOperator *e) {
  const QualType type = e->getLHS()->getType();
  if (!type->isScalarType()) {
    const ValueId from = rooms.places.object(e->getRHS());
    const ValueId to = rooms.places.place(e->getLHS());
    if (refusals.isObjectType(type, e->getExprLoc()))
      rooms.objects.copyObject(to, from);
    return to;
  }
  const ValueId value = rooms.expressions.rvalue(e->getRHS());
  const ValueId to = rooms.places.place(e->getLHS());
  const ValueId stored = rooms.conversions.convert(value, b.module.types.pointee(function[to].type));
  rooms.elements.write(to,
                       rooms.inactiveCalls.namesInactive(e->getLHS()) ? rooms.inactiveCalls.stopped(stored) : stored);
  return to;
}

ir::ValueId Operators::compoundAssign(const CompoundAssignOperator *e, bool isResultUsed) {
  const BinaryOperatorKind kind = BinaryOperator::getOpForCompoundAssignment(e->getOpcode());
  const QualType type = e->getLHS()->getType();
  const ValueId operand = rooms.expressions.rvalue(e->getRHS());
  const ValueId value = rooms.inactiveCalls.namesInactive(e->getLHS()) ? rooms.inactiveCalls.stopped(operand) : operand;
  const ValueId to = rooms.places.place(e->getLHS());
  const TypeId target = b.module.types.pointee(function[to].type);
  if (type->isPointerType()) {
    rooms.elements.write(to, moved(b.load(to), value, kind == BO_Sub));
    return to;
  }
  const TypeId computation = refusals.typeOf(e->getComputationLHSType(), e->getExprLoc());
  const bool isSum = (kind == BO_Add || kind == BO_Sub) && computation == target && b.module.types.isFloat(target);
  if (isSum && !isResultUsed && !rooms.elements.elementPart(to)) {
    b.update(to, kind == BO_Sub ? b.neg(value) : value);
    return to;
  }
  const ValueId old = rooms.conversions.convert(b.load(to), computation);
  rooms.elements.write(to, rooms.conversions.convert(arithmetic(kind, old, value, e), target));
  return to;
}

ir::ValueId Operators::stepped(ValueId old, bool isUp) {
  ir::TypeTable &table = b.module.types;
  const TypeId type = function[old].type;
  if (table.isPointer(type))
    return b.index(old, b.constantInt(table.sizeType(), isUp ? 1 : -1));
  if (table.isFloat(type))
    return b.binary(isUp ? Opcode::Add : Opcode::Sub, old, b.constantFloat(type, 1));
  // Small integers are computed with as int.
  const TypeId computation = table[type].bits < table[table.intType()].bits ? table.intType() : type;
  const ValueId wide = b.cast(old, computation);
  return b.cast(b.binary(isUp ? Opcode::Add : Opcode::Sub, wide, b.constantInt(computation, 1)), type);
}

ir::ValueId Operators::step(const UnaryOperator *e, bool isResultUsed) {
  const ValueId at = rooms.places.place(e->getSubExpr());
  const bool isUp = e->isIncrementOp();
  const TypeId type = b.module.types.pointee(function[at].type);
  if (!isResultUsed && b.module.types.isFloat(type) && !rooms.elements.elementPart(at)) {
    b.update(at, b.constantFloat(type, isUp ? 1 : -1));
    return at;
  }
  const ValueId old = b.load(at);
  rooms.elements.write(at, stepped(old, isUp));
  return e->isPostfix() ? old : at;
}

} // namespace clangent::frontend
