// Names for what has none outside of its namespace.
#ifndef CLANGENT_FRONTEND_CORE_ALIASES_H
#define CLANGENT_FRONTEND_CORE_ALIASES_H

#include "clang/AST/Decl.h"
#include "clang/Sema/Sema.h"

#include <string>

namespace clangent::frontend {

// Is it in a namespace without a name, and is something else of that name found around that, such as ::log?
bool isHiddenOutside(const clang::NamedDecl *declared);

// A reference to a variable or a function that is hidden so, declared in the translation unit:
// "::__clangent_alias_log".
std::string aliasOf(clang::Sema &sema, const clang::ValueDecl *declared);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_ALIASES_H
