// What the program says of a declaration by the plugin's attributes, kept where precompiled headers keep it and
// templates pass it on to their instances.
#ifndef CLANGENT_FRONTEND_REQUESTS_MARKS_H
#define CLANGENT_FRONTEND_REQUESTS_MARKS_H

#include "clang/AST/DeclBase.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace clangent {

void addMark(clang::Decl &declared, llvm::StringRef mark, clang::SourceRange at);

// The marks of this declaration alone, in the order of its attributes.
std::vector<llvm::StringRef> marksOf(const clang::Decl &declared);

// Does any declaration of it carry the mark?
bool isMarked(const clang::Decl *declared, llvm::StringRef mark);

} // namespace clangent

#endif // CLANGENT_FRONTEND_REQUESTS_MARKS_H
