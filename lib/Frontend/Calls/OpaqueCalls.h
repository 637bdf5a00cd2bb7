// C++ that is run as it is, as text with operands.
#ifndef CLANGENT_FRONTEND_CALLS_OPAQUECALLS_H
#define CLANGENT_FRONTEND_CALLS_OPAQUECALLS_H

#include "Frontend/Core/Room.h"

#include <optional>

namespace clangent::frontend {

class OpaqueCalls : public Room {
public:
  using Room::Room;

  // Can neither the arguments nor the result carry a derivative?
  bool isHarmless(const clang::FunctionDecl *callee);
  bool isAllocation(const clang::FunctionDecl *callee) const;
  bool isStreamCall(const clang::CallExpr *e) const;
  ValueId opaqueCall(const clang::CallExpr *e, bool isPure, bool mayWriteNumbers = false);
  // Of a function that does not return.
  ValueId trapCall(const clang::CallExpr *e);
  void throwExpression(const clang::CXXThrowExpr *e);
  std::optional<Term> opaqueTerm(const Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueCallTerm(const clang::CallExpr *e, std::vector<ValueId> &operands);
  // The operand that is pushed: its value, or the object that it points to. Nothing if there is none.
  static std::optional<Term> opaqueOperand(ValueId value, std::vector<ValueId> &operands);
  static std::optional<Term> opaquePlace(ValueId pointer, std::vector<ValueId> &operands);

private:
  void makeThrown(const clang::CXXThrowExpr *e, Term &term, std::vector<ValueId> &operands);
  std::optional<std::vector<Term>> opaqueArguments(llvm::ArrayRef<const Expr *> list, std::vector<ValueId> &operands);
  std::optional<Term> opaqueConstruct(const clang::CXXConstructExpr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueMoved(const clang::Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueObject(const clang::Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueTemporary(const clang::Expr *e, std::vector<ValueId> &operands);
  std::optional<Term> opaqueInner(const clang::CallExpr *e, std::vector<ValueId> &operands);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CALLS_OPAQUECALLS_H
