// What could not be looked into and is run as it is.
#ifndef CLANGENT_FRONTEND_CALLS_CLOSEDCALLS_H
#define CLANGENT_FRONTEND_CALLS_CLOSEDCALLS_H

#include "Frontend/Core/Room.h"

#include <optional>

namespace clangent::frontend {

class ClosedCalls : public Room {
public:
  using Room::Room;

  ValueId closedCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, const Problem &why);
  ValueId closedNew(const clang::CXXNewExpr *e);
  void closedDelete(const clang::CXXDeleteExpr *e);
  ValueId closedTemporary(const Expr *e);
  void declareClosed(const clang::VarDecl *variable);
  // Makes an object of a class that is not looked into as a part of one that is.
  void makePart(ValueId place, const Expr *e, clang::QualType type);
  bool declaresClosed(const Stmt *s) const;
  bool declaresClosedInside(const Stmt *block) const;
  // Does the statement declare such an object in front of its body?
  bool hasClosedHead(const Stmt *s) const;
  // Are there temporaries of such classes in a full expression, which die where it ends?
  bool hasClosedTemporaries(const Expr *e) const;
  // What `body` makes, in a block of its own.
  void inScope(llvm::function_ref<void()> body);

  // Makes an object as `maker` does, whose class is spelled `name`, in the storage at `place`.
  void makeIn(ValueId place, const Expr *maker, const std::string &name, const Problem &problem);

private:
  ValueId closedVariadic(const clang::CallExpr *e, const Problem &why);
  bool makesClosed(const Stmt *s) const;
  ir::OpId closedTerm(const Expr *e, Term term, std::vector<ValueId> operands, TypeId result);
  ValueId closedObject(const Expr *e, clang::QualType type, const std::string &name, ir::ReasonId why);
  static Term ofType(Term made, const std::string &type);
  std::optional<Term> closedInitializer(const Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> closedElements(const clang::InitListExpr *list, std::vector<ValueId> &operands);
  std::optional<Term> closedMembers(const clang::InitListExpr *list, std::vector<ValueId> &operands);
  std::optional<Term> closedArguments(const clang::CXXConstructExpr *e, std::vector<ValueId> &operands);
  std::optional<Term> closedArgument(const Expr *e, clang::QualType parameter, std::vector<ValueId> &operands);
  std::optional<Term> closedReference(const Expr *e, clang::QualType parameter, std::vector<ValueId> &operands);
};

// The expression that makes the object which `e` stands for: behind conversions, and copies that are not made.
const Expr *makerOf(const Expr *e);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CALLS_CLOSEDCALLS_H
