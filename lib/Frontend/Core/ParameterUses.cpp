// Looks for every mention of a parameter, and at what stands around it.
#include "Frontend/Core/ParameterUses.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clangent::frontend {

using namespace clang;

namespace {

// The variable whose value, or a member of whose value, `e` denotes.
const Expr *rootOf(const Expr *e) {
  for (;;) {
    e = e->IgnoreParens();
    if (const auto *member = dyn_cast<MemberExpr>(e); member && !member->isArrow())
      e = member->getBase();
    else if (const auto *cast = dyn_cast<ImplicitCastExpr>(e); cast && cast->getCastKind() == CK_NoOp)
      e = cast->getSubExpr();
    else
      return e;
  }
}

bool isParameter(const Expr *e) {
  const auto *reference = dyn_cast<DeclRefExpr>(e);
  return reference && isa<ParmVarDecl>(reference->getDecl());
}

bool onlyReads(const Stmt *s) {
  if (const auto *cast = dyn_cast<ImplicitCastExpr>(s))
    return cast->getCastKind() == CK_LValueToRValue && isParameter(rootOf(cast->getSubExpr()));
  const auto *construct = dyn_cast<CXXConstructExpr>(s);
  return construct && construct->getNumArgs() == 1 && construct->getConstructor()->isTrivial() &&
         construct->getConstructor()->isCopyOrMoveConstructor() && isParameter(rootOf(construct->getArg(0)));
}

// As a constant, whatever becomes of its address.
bool isConstantUse(const Stmt *s) {
  const auto *e = dyn_cast<Expr>(s);
  return e && e->isGLValue() && e->getType().isConstQualified() && isParameter(rootOf(e));
}

using Exempt = llvm::function_ref<bool(const Stmt *)>;

void collect(const Stmt *s, Exempt isExempt, ParameterSet &found) {
  if (!s || isExempt(s))
    return;
  if (const auto *reference = dyn_cast<DeclRefExpr>(s))
    if (const auto *parameter = dyn_cast<ParmVarDecl>(reference->getDecl()))
      found.insert(parameter);
  for (const Stmt *child : s->children())
    collect(child, isExempt, found);
}

ParameterSet collected(const FunctionDecl *definition, Exempt isExempt) {
  ParameterSet found;
  collect(definition->getBody(), isExempt, found);
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(definition))
    for (const CXXCtorInitializer *initializer : constructor->inits())
      collect(initializer->getInit(), isExempt, found);
  return found;
}

} // namespace

ParameterSet changedParameters(const FunctionDecl *definition) { return collected(definition, onlyReads); }

ParameterSet writtenParameters(const FunctionDecl *definition) {
  return collected(definition, [](const Stmt *s) { return onlyReads(s) || isConstantUse(s); });
}

} // namespace clangent::frontend
