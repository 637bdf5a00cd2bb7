// A qualified name looks into a namespace without a name only if the one around it has nothing of that name. Text
// stands outside of both, so what is hidden there gets a reference by a name of its own.
#include "Frontend/Core/Aliases.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"

namespace clangent::frontend {

using namespace clang;

bool isHiddenOutside(const NamedDecl *declared) {
  const auto *space = dyn_cast<NamespaceDecl>(declared->getDeclContext()->getRedeclContext());
  while (space && space->isAnonymousNamespace()) {
    const DeclContext *around = space->getParent()->getRedeclContext();
    if (!around->lookup(declared->getDeclName()).empty())
      return true;
    space = dyn_cast<NamespaceDecl>(around);
  }
  return false;
}

namespace {

// The reference of that name, if it is one to this; null if nothing has the name. Another one has taken it otherwise.
const NamedDecl *taken(const ASTContext &ast, const std::string &name, const ValueDecl *declared, bool &isOfThis) {
  const auto found = ast.getTranslationUnitDecl()->lookup(&ast.Idents.get(name));
  if (found.empty())
    return nullptr;
  const auto *alias = dyn_cast<VarDecl>(found.front());
  const auto *of = alias && alias->getInit() ? dyn_cast<DeclRefExpr>(alias->getInit()->IgnoreImplicit()) : nullptr;
  isOfThis = of && declaresSameEntity(of->getDecl(), declared);
  return found.front();
}

void declareReference(Sema &sema, const ValueDecl *declared, const std::string &name) {
  ASTContext &ast = sema.Context;
  const QualType object = declared->getType().getNonReferenceType();
  const QualType type = ast.getLValueReferenceType(object);
  auto *alias = VarDecl::Create(ast, ast.getTranslationUnitDecl(), SourceLocation(), SourceLocation(),
                                &ast.Idents.get(name), type, ast.getTrivialTypeSourceInfo(type), SC_Static);
  alias->setImplicit();
  alias->setInit(sema.BuildDeclRefExpr(const_cast<ValueDecl *>(declared), object, VK_LValue, SourceLocation()));
  sema.PushOnScopeChains(alias, sema.TUScope);
  sema.Consumer.HandleTopLevelDecl(DeclGroupRef(alias));
}

} // namespace

std::string aliasOf(Sema &sema, const ValueDecl *declared) {
  const std::string base = "__clangent_alias_" + declared->getNameAsString();
  std::string name = base;
  bool isOfThis = false;
  for (unsigned number = 2; taken(sema.Context, name, declared, isOfThis) && !isOfThis; ++number)
    name = base + "_" + std::to_string(number);
  if (!isOfThis)
    declareReference(sema, declared, name);
  return "::" + name;
}

} // namespace clangent::frontend
