// [[clangent::adjoint_of("ns::f")]] and [[clangent::tangent_of("ns::f")]]: the attributes, and what they were read on.
#ifndef CLANGENT_FRONTEND_RULES_RULEATTRIBUTES_H
#define CLANGENT_FRONTEND_RULES_RULEATTRIBUTES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

#include <string>
#include <utility>
#include <vector>

namespace clangent::frontend {

inline constexpr const char *adjointMark = "clangent::adjoint_of";
inline constexpr const char *tangentMark = "clangent::tangent_of";

// The functions that have this mark with this operation's name, in the order in which they were declared.
const std::vector<clang::FunctionDecl *> &rulesNamed(const clang::ASTContext &ast, const char *mark,
                                                     const std::string &operation);

// Rules of the program's, with their operations' names, that name nothing that is declared.
std::vector<std::pair<std::string, const clang::FunctionDecl *>> rulesOfNothing(const clang::ASTContext &ast);

// What was read is about to go.
void forgetRules(const clang::ASTContext &ast);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_RULES_RULEATTRIBUTES_H
