// Parts of variables that are assigned to through views, and views that are read.
#ifndef CLANGENT_FRONTEND_OBJECTS_VIEWS_H
#define CLANGENT_FRONTEND_OBJECTS_VIEWS_H

#include "Frontend/Core/Room.h"

#include "llvm/ADT/DenseSet.h"

#include <optional>

namespace clangent::frontend {

// Is it a part of a variable that the function writes to?
bool isUpdatedPart(const clang::ParmVarDecl *parameter);
// Of a member function that makes a part of a variable, the overload for constant objects; any other function itself.
const clang::FunctionDecl *asConstantView(const clang::FunctionDecl *callee);

class Views : public Room {
public:
  struct Part {
    ValueId variable; // its place
    ValueId path;
  };
  struct LentPart {
    Part part;
    ValueId copy; // its place
    const clang::CXXRecordDecl *view;
    const Expr *at;
  };

  using Room::Room;

  // A view that nothing is assigned to.
  ValueId viewAsValue(const clang::CallExpr *e, const clang::FunctionDecl *constant);
  // An assignment to a view without a name; false for any other call.
  bool assignsToPart(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  // A copy of the part for a callee that writes to it; takeBack writes it back behind the call.
  ValueId lendPart(const Expr *e, std::vector<LentPart> &lent);
  void takeBack(llvm::ArrayRef<LentPart> lent);

private:
  std::optional<Part> partOfVariable(const Expr *e);
  void enterStep(const clang::CallExpr *e);
  bool isReadApart(const clang::CallExpr *e);
  std::optional<ir::RuleId> ruleOfMember(const clang::CXXRecordDecl *view, llvm::StringRef member, const Expr *e);
  ValueId readPart(const Part &part, const clang::CXXRecordDecl *view, const Expr *e);
  void writePart(const Part &part, ValueId values, const clang::CXXRecordDecl *view, const Expr *e);

  std::optional<llvm::DenseSet<const clang::ValueDecl *>> writtenInParts; // names of variables, of this function alone
  llvm::DenseSet<const Expr *> innerSteps;                                // of chains of views: what views are taken of
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_VIEWS_H
