// The state of one function's lowering that all rooms work on. What is one noun's own is kept in that noun's room.
#ifndef CLANGENT_FRONTEND_CORE_FUNCTIONSTATE_H
#define CLANGENT_FRONTEND_CORE_FUNCTIONSTATE_H

#include "Frontend/Core/Context.h"
#include "IR/Builder.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace clangent::frontend {

using clang::Expr;
using clang::Stmt;
using ir::Term;
using ir::TypeId;
using ir::ValueId;
using Location = clang::SourceLocation;

struct FunctionState {
  FunctionState(LoweringContext &context, const clang::FunctionDecl *decl, ir::FunctionId id);

  // Operations made from here on belong to this piece of the source.
  void enterStatement(Location begin, Location end);
  // Where operations are made.
  Location at() const { return Location::getFromRawEncoding(b.currentLocation().raw); }

  LoweringContext &context;
  clang::ASTContext &ast;
  TypeLowering &types;
  const clang::FunctionDecl *decl;
  ir::FunctionId id;
  ir::Function function; // becomes the module's when it is complete
  ir::Builder b;
  bool isRefused = false;

  llvm::DenseMap<const clang::ValueDecl *, ValueId> places; // of variables; what a reference refers to
  llvm::DenseMap<const clang::ValueDecl *, ValueId> values; // of parameters that never change
  ValueId self;
  ValueId resultPlace;  // where return statements leave the value
  TypeId resultObject;  // of the object that the function gives back there, if it gives one
  ValueId directResult; // of the only return statement, at the end

  // What expressions mean where lowering is.
  const Expr *discarded = nullptr; // the call whose result nobody looks at
  const Expr *placed = nullptr;    // the call that may build what it gives back at `placedAt`
  ValueId placedAt;
  ValueId defaultObject;           // what `this` means in a default member initializer
  llvm::DenseMap<const clang::OpaqueValueExpr *, ValueId> opaqueValues;
  llvm::SmallVector<ValueId, 4> arrayLoopIndices;

private:
  ir::StatementId statementFor(Location begin, Location end);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_FUNCTIONSTATE_H
