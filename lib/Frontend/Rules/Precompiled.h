// What plugins' attributes said in a precompiled header, which Clang does not read again.
#ifndef CLANGENT_FRONTEND_RULES_PRECOMPILED_H
#define CLANGENT_FRONTEND_RULES_PRECOMPILED_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clangent {

// Calls visit for every function that a precompiled header declares, templates' patterns included, in the order of
// their declarations; not for those of the standard library. Reads the whole header.
void forEachPrecompiled(const clang::ASTContext &ast, llvm::function_ref<void(clang::FunctionDecl &)> visit);

} // namespace clangent

#endif // CLANGENT_FRONTEND_RULES_PRECOMPILED_H
