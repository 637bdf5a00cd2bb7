// Lists of numbers that are written in braces as an argument.
#ifndef CLANGENT_FRONTEND_RULES_WRITTENLISTS_H
#define CLANGENT_FRONTEND_RULES_WRITTENLISTS_H

#include "Frontend/Core/FunctionState.h"
#include "IR/Rule.h"

#include <map>
#include <string>

namespace clangent::frontend {

// The elements written between the braces; null if there are none to be seen.
const clang::InitListExpr *elementsOf(const clang::CXXStdInitializerListExpr *list);
// The list of real numbers, or of such lists, that is written in braces as an argument; null for any other.
const clang::CXXStdInitializerListExpr *writtenList(const clang::Expr *argument);
// Is there a std::initializer_list of real numbers whose elements are not written where it is handed over?
bool hasHiddenList(llvm::ArrayRef<const clang::Expr *> arguments);
// By the number of the operand in the rule: the list in braces; where a std::vector is handed over that is a variable,
// that operand.
using WrittenLists = std::map<unsigned, ir::Term>;
// The number of the operand, or of the first of its list, among the operands of the call.
unsigned operandOf(unsigned parameter, const WrittenLists &lists);
// The rule for a call in which each number of these lists is an operand.
ir::Rule withWrittenLists(const ir::Rule &rule, const WrittenLists &lists);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_RULES_WRITTENLISTS_H
