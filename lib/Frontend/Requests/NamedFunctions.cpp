#include "Frontend/Requests/NamedFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

namespace clangent::frontend {

using namespace clang;

namespace {

// The name of a function or a scope; `operator+` is none that the lexer knows as one.
DeclarationName declared(ASTContext &ast, llvm::StringRef name) {
  if (llvm::StringRef symbol = name; symbol.consume_front("operator"))
    for (int kind = OO_None + 1; kind < NUM_OVERLOADED_OPERATORS; ++kind)
      if (symbol.trim() == getOperatorSpelling(static_cast<OverloadedOperatorKind>(kind)))
        return ast.DeclarationNames.getCXXOperatorName(static_cast<OverloadedOperatorKind>(kind));
  return &ast.Idents.get(name);
}

void collect(const DeclContext *scope, llvm::StringRef name, std::vector<FunctionDecl *> &found) {
  const auto [first, rest] = name.split("::");
  for (NamedDecl *named : scope->lookup(declared(scope->getParentASTContext(), first))) {
    if (!rest.empty()) {
      if (const DeclContext *inner = scopeOf(named))
        collect(inner, rest, found);
      continue;
    }
    named = named->getUnderlyingDecl();
    if (auto *generic = dyn_cast<FunctionTemplateDecl>(named))
      named = generic->getTemplatedDecl();
    if (auto *function = dyn_cast<FunctionDecl>(named))
      found.push_back(function);
  }
}

} // namespace

const DeclContext *scopeOf(NamedDecl *named) {
  named = named->getUnderlyingDecl();
  if (auto *generic = dyn_cast<ClassTemplateDecl>(named))
    named = generic->getTemplatedDecl();
  if (auto *alias = dyn_cast<NamespaceAliasDecl>(named))
    named = alias->getNamespace();
  if (auto *alias = dyn_cast<TypedefNameDecl>(named))
    return alias->getUnderlyingType()->getAsCXXRecordDecl();
  return dyn_cast<DeclContext>(named);
}

std::vector<FunctionDecl *> functionsNamed(const DeclContext *from, llvm::StringRef name) {
  std::vector<FunctionDecl *> found;
  const bool isGlobal = name.consume_front("::");
  for (const DeclContext *scope = from; scope && found.empty(); scope = scope->getLookupParent())
    if (!isGlobal || scope->isTranslationUnit())
      collect(scope, name, found);
  return found;
}

std::string nameToFind(const FunctionDecl *function) {
  std::string name = function->getNameAsString();
  for (const DeclContext *scope = function->getDeclContext(); scope; scope = scope->getParent())
    if (const auto *named = dyn_cast<NamedDecl>(scope); named && named->getIdentifier() && !scope->isInlineNamespace())
      name = named->getNameAsString() + "::" + name;
  return name;
}

} // namespace clangent::frontend
