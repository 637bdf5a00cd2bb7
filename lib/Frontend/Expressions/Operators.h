// Arithmetic, comparison and assignment.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_OPERATORS_H
#define CLANGENT_FRONTEND_EXPRESSIONS_OPERATORS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Operators : public Room {
public:
  using Room::Room;

  ValueId unary(const clang::UnaryOperator *e);
  // As a pointer.
  ValueId address(const Expr *of, clang::QualType type);
  ValueId binary(const clang::BinaryOperator *e);
  ValueId compare(clang::BinaryOperatorKind kind, ValueId a, ValueId b);
  ValueId assign(const clang::BinaryOperator *e); // the place assigned to
  ValueId compoundAssign(const clang::CompoundAssignOperator *e, bool isResultUsed);
  ValueId step(const clang::UnaryOperator *e, bool isResultUsed); // ++ and --: place, or old value of postfix

private:
  ValueId arithmetic(clang::BinaryOperatorKind kind, ValueId a, ValueId b, const Expr *e);
  ValueId pointerArithmetic(clang::BinaryOperatorKind kind, const clang::BinaryOperator *e);
  ValueId moved(ValueId pointer, ValueId by, bool isBackwards);
  ValueId stepped(ValueId old, bool isUp);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_OPERATORS_H
