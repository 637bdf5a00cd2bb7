#include "Frontend/Rules/Precompiled.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

namespace clangent {

using namespace clang;

namespace {

bool isOpen(const Decl *decl) {
  if (const auto *space = dyn_cast<NamespaceDecl>(decl))
    return !space->isStdNamespace();
  const auto *record = dyn_cast<CXXRecordDecl>(decl);
  return isa<LinkageSpecDecl, ExportDecl>(decl) || (record && record->isThisDeclarationADefinition());
}

void visitIn(const DeclContext *context, llvm::function_ref<void(FunctionDecl &)> visit) {
  for (Decl *decl : context->decls()) {
    const auto *friendship = dyn_cast<FriendDecl>(decl);
    if (friendship && friendship->getFriendDecl())
      decl = friendship->getFriendDecl();
    if (FunctionDecl *function = decl->getAsFunction(); function && decl->isFromASTFile())
      visit(*function);
    else if (isOpen(decl))
      visitIn(cast<DeclContext>(decl), visit);
  }
}

} // namespace

void forEachPrecompiled(const ASTContext &ast, llvm::function_ref<void(FunctionDecl &)> visit) {
  if (ast.getExternalSource())
    visitIn(ast.getTranslationUnitDecl(), visit);
}

} // namespace clangent
