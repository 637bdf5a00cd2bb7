// Functions that the program names in a text, as in CLANGENT_INACTIVE_FUNCTION(geo::Grid::locate).
#ifndef CLANGENT_FRONTEND_REQUESTS_NAMEDFUNCTIONS_H
#define CLANGENT_FRONTEND_REQUESTS_NAMEDFUNCTIONS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace clangent::frontend {

// All functions, members and templates of that name, overloads of each other, as the name is looked up where a
// declaration of `from` stands.
std::vector<clang::FunctionDecl *> functionsNamed(const clang::DeclContext *from, llvm::StringRef name);
// The name by which that finds the function, from anywhere.
std::string nameToFind(const clang::FunctionDecl *function);
// The scope that a name in front of `::` stands for; null if it is none.
const clang::DeclContext *scopeOf(clang::NamedDecl *named);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_REQUESTS_NAMEDFUNCTIONS_H
