// What a function does with its parameters, which tells whether they need variables of their own.
#ifndef CLANGENT_FRONTEND_CORE_PARAMETERUSES_H
#define CLANGENT_FRONTEND_CORE_PARAMETERUSES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace clangent::frontend {

using ParameterSet = llvm::DenseSet<const clang::ParmVarDecl *>;

// Parameters that are used in any other way than being read: assigned, or their address taken.
ParameterSet changedParameters(const clang::FunctionDecl *definition);
// Those of them that are used in any other way than as a constant object.
ParameterSet writtenParameters(const clang::FunctionDecl *definition);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_PARAMETERUSES_H
