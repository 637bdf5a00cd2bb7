// Lists of statements, `if` and the jumps. `falls`: the jumps that have the same effect as running off the end here;
// `rest`: what stands behind the statement, where it has to go into one of its arms.
#ifndef CLANGENT_FRONTEND_CONTROL_STATEMENTS_H
#define CLANGENT_FRONTEND_CONTROL_STATEMENTS_H

#include "Frontend/Control/Jumps.h"
#include "Frontend/Core/Room.h"

namespace clangent::frontend {

using StatementSpan = llvm::ArrayRef<const Stmt *>;
using StatementList = llvm::SmallVector<const Stmt *, 16>;

// The statements of a block; any other statement alone.
StatementList listOf(const Stmt *s);

class Statements : public Room {
public:
  using Room::Room;

  void lowerList(StatementSpan list, JumpSet falls);
  void lowerStatement(const Stmt *s, JumpSet falls);
  // From a declaration on, of what ends where its block does.
  void lowerScope(StatementSpan list, JumpSet falls);
  // Does something run where what the statement declares ends?
  bool declaresEnding(const Stmt *s);
  bool declaresEndingInside(const Stmt *block);

private:
  void lowerNested(StatementSpan list, JumpSet falls);
  llvm::SmallVector<size_t, 8> groupsOf(StatementSpan list);
  bool hasEndingHead(const Stmt *s);
  void lowerInScope(const Stmt *s, JumpSet falls);
  void lowerOther(const Stmt *s);
  void lowerIf(const clang::IfStmt *s, JumpSet falls, StatementSpan rest);
  void lowerIfChain(llvm::ArrayRef<const clang::IfStmt *> chain, JumpSet falls, StatementSpan rest);
  ValueId lowerCondition(const clang::IfStmt *s);
  ValueId lowerEnteredCondition(const clang::IfStmt *s, JumpSet entries);
  void lowerLabelled(const Stmt *s, JumpSet falls);
  void lowerReturn(const clang::ReturnStmt *s, JumpSet falls);
  void lowerJump(JumpSet jump, JumpSet falls);
  void lowerGuarded(JumpSet jumps, StatementSpan rest, JumpSet falls);
  StatementList joined(const Stmt *first, StatementSpan rest);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_STATEMENTS_H
