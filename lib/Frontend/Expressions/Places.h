// The pointer to the object that a glvalue denotes: variables, members, elements of arrays, temporaries.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_PLACES_H
#define CLANGENT_FRONTEND_EXPRESSIONS_PLACES_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Places : public Room {
public:
  using Room::Room;

  ValueId place(const Expr *e);  // pointer to the object that a glvalue denotes
  ValueId object(const Expr *e); // pointer to a class object or array, a temporary if need be
  // The object's field of this number.
  ValueId fieldPlace(ValueId object, unsigned number, const clang::FieldDecl *field, Location at);

private:
  ValueId placeOf(const Expr *e);
  ValueId operatorPlace(const Expr *e);
  ValueId textPlace(const clang::StringLiteral *literal);
  ValueId variable(const clang::DeclRefExpr *e);
  ValueId global(const clang::VarDecl *variable, const Expr *e);
  ValueId globalByName(const clang::ValueDecl *declared);
  ValueId staticTable(const clang::VarDecl *variable, const Expr *e);
  ValueId member(const clang::MemberExpr *e);
  ValueId subscript(const clang::ArraySubscriptExpr *e);
  ValueId baseObject(const Expr *e, unsigned &offset);
  ValueId bound(const clang::BindingDecl *binding, const Expr *e);
  ValueId captured(const clang::ValueDecl *variable, const Expr *e);
  ValueId temporary(const Expr *e, bool isExtended = false);
  ValueId materialized(const clang::MaterializeTemporaryExpr *e);

  llvm::DenseMap<const clang::VarDecl *, ValueId> tables; // constant static locals, made once
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_PLACES_H
