// Constants that have the same value whenever they are made, though the compiler does not know it.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_FIXEDVALUE_H
#define CLANGENT_FRONTEND_EXPRESSIONS_FIXEDVALUE_H

#include "clang/AST/Decl.h"

namespace clangent::frontend {

// Numbers in a constant that is static in a function, made of literals, other constants and elementary functions.
bool isFixed(const clang::VarDecl *constant);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_FIXEDVALUE_H
