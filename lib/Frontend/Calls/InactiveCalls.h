// What the program says has no derivative.
#ifndef CLANGENT_FRONTEND_CALLS_INACTIVECALLS_H
#define CLANGENT_FRONTEND_CALLS_INACTIVECALLS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

// Does the program say that it has no derivative?
bool isInactive(const clang::Decl *declared);

class InactiveCalls : public Room {
public:
  using Room::Room;

  // The same number, without its derivative.
  ValueId stopped(ValueId v);
  // clangent::stop_gradient.
  bool stopCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  // A marked variable that is no number.
  bool refusesInactive(const clang::VarDecl *variable);
  // Does the expression name a marked variable?
  bool namesInactive(const Expr *e) const;
  ValueId inactiveCall(const clang::CallExpr *e, const clang::FunctionDecl *callee);

private:
  bool writesNumbers(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  bool reachesNumbers(const clang::CallExpr *e, const clang::FunctionDecl *callee);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CALLS_INACTIVECALLS_H
