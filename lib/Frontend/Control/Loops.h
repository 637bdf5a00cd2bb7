// Loops. Every one is a While.
#ifndef CLANGENT_FRONTEND_CONTROL_LOOPS_H
#define CLANGENT_FRONTEND_CONTROL_LOOPS_H

#include "Frontend/Control/Jumps.h"
#include "Frontend/Core/Room.h"

#include <functional>

namespace clangent::frontend {

class Loops : public Room {
public:
  using Room::Room;

  void lowerFor(const clang::ForStmt *s);
  void lowerWhile(const clang::WhileStmt *s);
  void lowerDo(const clang::DoStmt *s);
  void lowerRange(const clang::CXXForRangeStmt *s);

private:
  struct Loop {
    std::function<ValueId()> condition;
    std::function<void()> prepare; // at the start of an iteration; may be empty
    const Stmt *body = nullptr;
    std::function<void()> increment; // may be empty
    bool canRepeatCondition = false; // also after the loop was left by a jump
    bool declares = false;           // the condition declares a variable
  };

  void lowerArrayRange(const clang::CXXForRangeStmt *s, ValueId array);
  void lowerListRange(const clang::CXXForRangeStmt *s, ValueId place);
  void lowerCountedRange(const clang::CXXForRangeStmt *s, ValueId count, llvm::function_ref<void(ValueId)> bind);
  Loop loopOf(const clang::DeclStmt *variable, const Expr *condition, const Stmt *body, const Expr *increment);
  Loop entered(JumpSet entries, Loop loop);
  void lowerLoop(const Loop &loop);
  void finishPureLoop(ir::OpId loopOp, const Loop &loop, ValueId condition);
  void finishFlaggedLoop(ir::OpId loopOp, const Loop &loop, ValueId condition);
  void lowerIteration(const Loop &loop);
  bool isPureRegion(ir::RegionId region) const;
  void moveOps(ir::RegionId from, ir::RegionId to);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_LOOPS_H
