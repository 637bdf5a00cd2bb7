// Which of the ways to treat a callee applies, and calls of functions with a body.
#ifndef CLANGENT_FRONTEND_CALLS_CALLS_H
#define CLANGENT_FRONTEND_CALLS_CALLS_H

#include "Frontend/Core/Room.h"

#include <optional>

namespace clangent::frontend {

class Calls : public Room {
public:
  using Room::Room;

  ValueId call(const clang::CallExpr *e); // scalar, or pointer to what is returned
  // The same of the function that `callee` is taken for.
  ValueId callOf(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  // Of a function with a body, which is lowered first.
  ValueId callBody(const clang::FunctionDecl *definition, llvm::ArrayRef<const Expr *> arguments,
                   std::optional<ValueId> object, const Expr *e, ir::ReasonId closedFor = {});
  // Of a constructor, whose arguments are there already.
  void callConstructor(const clang::FunctionDecl *definition, ValueId object, std::vector<ValueId> operands,
                       Location at);
  ValueId callWith(const clang::CallExpr *e, const clang::FunctionDecl *definition, ir::ReasonId closedFor);
  // An assignment that the compiler made.
  ValueId assignObject(const clang::CallExpr *e, const clang::CXXMethodDecl *method);
  // The value of an argument that a parameter of type `const T &` or T takes.
  ValueId scalarArgument(const Expr *e);

private:
  ValueId callOther(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId callHidden(const clang::CallExpr *e, const clang::FunctionDecl *callee);
  ValueId destroy(const clang::CallExpr *e, const clang::CXXDestructorDecl *destructor);
  ValueId selfArgument(const clang::CallExpr *e);
  ValueId argument(const Expr *e, clang::QualType parameter);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CALLS_CALLS_H
