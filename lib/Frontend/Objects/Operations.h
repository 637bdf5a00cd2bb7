// Calls that take and return values of class type, and are not looked into.
#ifndef CLANGENT_FRONTEND_OBJECTS_OPERATIONS_H
#define CLANGENT_FRONTEND_OBJECTS_OPERATIONS_H

#include "Frontend/Core/Room.h"
#include "Frontend/Rules/WrittenLists.h"

#include <optional>

namespace clangent::frontend {

// What is refused where adjoints of structs could not be summed up.
inline constexpr const char *structWithoutSums =
    "a struct handed to a function with a derivative rule, without #include <clangent/tensor/accumulate.h>";

class Operations : public Room {
public:
  using Room::Room;

  // False if the callee is none.
  bool operation(const clang::FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                 const Expr *e, ValueId &result);
  // The rule of a member that changes its object, which is the last operand there.
  static ir::Rule objectLast(ir::Rule rule);
  // Does the callee only read what it is handed, all of it of a kind that fits an SSA name?
  bool takesValues(const clang::FunctionDecl *callee, bool &hasValue, bool &hasReal, bool &hasParts);
  std::optional<Term> operandTerm(const Expr *e, std::vector<ValueId> &operands);
  Term memberOf(Term object, const clang::FunctionDecl *member) const;

private:
  bool changesValue(const clang::FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                    const Expr *e);
  bool isInertOperand(clang::QualType parameter);
  std::optional<Term> operationTerm(const clang::FunctionDecl *callee, const Expr *object,
                                    llvm::ArrayRef<const Expr *> arguments, const Expr *e,
                                    std::vector<ValueId> &operands, WrittenLists &lists);
  // As it is called on an object, with its template arguments.
  std::string memberName(const clang::FunctionDecl *member) const;
  std::optional<Term> listTerm(const clang::CXXStdInitializerListExpr *list, std::vector<ValueId> &operands);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_OPERATIONS_H
