// Conversions that the AST names, and those to the type that a place or an operation wants.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_CONVERSIONS_H
#define CLANGENT_FRONTEND_EXPRESSIONS_CONVERSIONS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Conversions : public Room {
public:
  using Room::Room;

  ValueId castOf(const clang::CastExpr *e);
  // The value at the place that the expression denotes.
  ValueId loadOf(const clang::Expr *from);
  // To a type that the value's converts to implicitly.
  ValueId convert(ValueId v, TypeId to);
  ValueId toBool(ValueId v);

private:
  ValueId decayed(const clang::CastExpr *e);
  ValueId pointerCast(const clang::CastExpr *e);
  ValueId classCast(const clang::CastExpr *e);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_CONVERSIONS_H
