// Lists of statements, `if` and the jumps. `falls`: the jumps that have the same effect as running off the end here;
// `rest`: what stands behind the statement, where it has to go into one of its arms.
#ifndef CLANGENT_FRONTEND_CONTROL_STATEMENTS_H
#define CLANGENT_FRONTEND_CONTROL_STATEMENTS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

using StatementSpan = llvm::ArrayRef<const Stmt *>;
using StatementList = llvm::SmallVector<const Stmt *, 16>;

// The statements of a block; any other statement alone.
StatementList listOf(const Stmt *s);

class Statements : public Room {
public:
  using Room::Room;

  void lowerList(StatementSpan list, unsigned falls);
  void lowerStatement(const Stmt *s, unsigned falls);

private:
  void lowerNested(StatementSpan list, unsigned falls);
  llvm::SmallVector<size_t, 8> groupsOf(StatementSpan list);
  bool declaresEnding(const Stmt *s);
  bool declaresEndingInside(const Stmt *block);
  bool hasEndingHead(const Stmt *s);
  void lowerInScope(const Stmt *s, unsigned falls);
  void lowerOther(const Stmt *s);
  void lowerIf(const clang::IfStmt *s, unsigned falls, StatementSpan rest);
  void lowerIfChain(llvm::ArrayRef<const clang::IfStmt *> chain, unsigned falls, StatementSpan rest);
  ValueId lowerCondition(const clang::IfStmt *s);
  void lowerReturn(const clang::ReturnStmt *s, unsigned falls);
  void lowerJump(unsigned jump, unsigned falls);
  void lowerGuarded(unsigned jumps, StatementSpan rest, unsigned falls);
  void lowerScope(StatementSpan list, unsigned falls);
  StatementList joined(const Stmt *first, StatementSpan rest);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_STATEMENTS_H
