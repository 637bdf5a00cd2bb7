// Questions about statements that structured lowering asks before it starts: where do they jump, do they end?
#ifndef CLANGENT_FRONTEND_CONTROL_JUMPS_H
#define CLANGENT_FRONTEND_CONTROL_JUMPS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"

namespace clangent::frontend {

// A set of ways to leave a statement, as bits: these, and one for each target of jumps in the function.
using JumpSet = uint64_t;
enum Jump : JumpSet { noJump = 0, jumpReturn = 1, jumpBreak = 2, jumpContinue = 4 };

// What a function jumps to by name, in the order in which it stands there: labels of `goto`, and those of `case` that
// are not segments of their switch.
llvm::SmallVector<const clang::Stmt *, 4> targetsOf(const clang::Stmt *body);
// The bit of the target `number` of its function; there are not more.
constexpr size_t maxTargets = 61;
constexpr JumpSet targetBit(size_t number) { return JumpSet(8) << number; }

// Is the body of the switch jumped into like any other statement: a `case` inside of another statement, or labels of
// `goto` in there?
bool dispatches(const clang::SwitchStmt *statement);
// Is it, or does it hold, a label of `goto`, or a `case` of a switch around it?
bool holdsLabel(const clang::Stmt *statement);

// The jumps inside `statement` whose target lies outside it, but for those to names (Labels::jumpsOut).
JumpSet jumpsOut(const clang::Stmt *statement);

// Does control never run off the end of `statement`?
bool neverFalls(const clang::Stmt *statement);

// Number of return statements inside.
unsigned countReturns(const clang::Stmt *statement);

// The statement and all those inside of it, but for what expressions hold.
void forEachStatement(const clang::Stmt *statement, llvm::function_ref<void(const clang::Stmt *)> visit);

// Without attributes and labels' wrappers.
const clang::Stmt *withoutAttributes(const clang::Stmt *statement);

// Can `e` be evaluated at any time, even where the program would not: no side effects, no trap, no memory access beyond
// variables that are alive?
bool isSpeculatable(const clang::Expr *e, const clang::ASTContext &ast);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_JUMPS_H
