// What an array or a class without constructors is initialised with: {a, b}, or (a, b) as make_unique and emplace_back
// write it.
#ifndef CLANGENT_FRONTEND_OBJECTS_AGGREGATES_H
#define CLANGENT_FRONTEND_OBJECTS_AGGREGATES_H

#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"

#include <optional>

namespace clangent::frontend {

struct Aggregate {
  const clang::Expr *expression;
  llvm::ArrayRef<clang::Expr *> parts; // bases, then members; of an array, the first elements
  const clang::Expr *filler;           // of the other elements, each made anew; null if there are none
  const clang::FieldDecl *ofUnion;     // the member that it is of; null if it is of no union
};

inline std::optional<Aggregate> aggregateOf(const clang::Expr *e) {
  if (const auto *list = llvm::dyn_cast<clang::InitListExpr>(e))
    return Aggregate{e, list->inits(), list->getArrayFiller(), list->getInitializedFieldInUnion()};
  if (const auto *list = llvm::dyn_cast<clang::CXXParenListInitExpr>(e))
    return Aggregate{e, list->getInitExprs(), list->getArrayFiller(), list->getInitializedFieldInUnion()};
  return std::nullopt;
}

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_AGGREGATES_H
