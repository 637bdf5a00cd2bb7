// Expressions for their value and for their effect.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_EXPRESSIONS_H
#define CLANGENT_FRONTEND_EXPRESSIONS_EXPRESSIONS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

// The expression inside one that only wraps it; null for any other.
const Expr *unwrapped(const Expr *e);

class Expressions : public Room {
public:
  using Room::Room;

  ValueId rvalue(const Expr *e); // of a scalar; also of void, then no value
  void effect(const Expr *e);    // for its side effects only

private:
  ValueId rvalueOf(const Expr *e);
  ValueId valueBehind(const Expr *e);
  void effectBehind(const clang::ExprWithCleanups *e);
  void effectOf(const Expr *e);
  ValueId valueOfStatements(const clang::StmtExpr *e);
  ValueId thisPointer(const Expr *e);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_EXPRESSIONS_H
