// Questions about statements that structured lowering asks before it starts: where do they jump, do they end?
#ifndef CLANGENT_FRONTEND_CONTROL_JUMPS_H
#define CLANGENT_FRONTEND_CONTROL_JUMPS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"

namespace clangent::frontend {

// A set of ways to leave a statement, as bits.
enum Jump : unsigned { noJump = 0, jumpReturn = 1, jumpBreak = 2, jumpContinue = 4 };

// The jumps inside `statement` whose target lies outside it.
unsigned jumpsOut(const clang::Stmt *statement);

// Does control never run off the end of `statement`?
bool neverFalls(const clang::Stmt *statement);

// Number of return statements inside.
unsigned countReturns(const clang::Stmt *statement);

// Without attributes and labels' wrappers.
const clang::Stmt *withoutAttributes(const clang::Stmt *statement);

// Can `e` be evaluated at any time, even where the program would not: no side effects, no trap, no memory access beyond
// variables that are alive?
bool isSpeculatable(const clang::Expr *e, const clang::ASTContext &ast);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_JUMPS_H
