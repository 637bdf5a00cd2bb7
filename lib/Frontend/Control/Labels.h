// Jumps to names, made structure: `goto`, forwards, backwards, out of and into statements, and a `switch` that jumps
// into other statements. A jump sets the flag of its target and runs off the end of everything, as `break` does; what
// stands in between asks whether a jump is on its way. A target that is jumped to from behind begins a loop, and a
// statement that holds a target is entered where the target's flag is set, whatever its condition says. (A. M. Erosa
// and L. J. Hendren, Taming control flow: a structured approach to eliminating goto statements, ICCL 1994.)
#ifndef CLANGENT_FRONTEND_CONTROL_LABELS_H
#define CLANGENT_FRONTEND_CONTROL_LABELS_H

#include "Frontend/Control/Statements.h"
#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Labels : public Room {
public:
  using Room::Room;

  // Before the body: a flag for each target in there.
  void declareFlags(const Stmt *body);
  // The jumps inside of a statement whose target lies outside it.
  JumpSet jumpsOut(const Stmt *s) const;
  // Are there targets in the list that jumps lead to from elsewhere, or from behind?
  bool concerns(StatementSpan list) const;
  // Such a list.
  void lowerList(StatementSpan list, JumpSet falls);
  // The targets in a statement that jumps lead to past its head.
  JumpSet entriesOf(const Stmt *s) const;
  JumpSet insideOf(const Stmt *s) const;
  JumpSet bitOf(const Stmt *target) const;
  // Before a statement that jumps may enter: what its head declares. False, and refused, if that cannot be jumped past.
  bool declareHead(const Stmt *s, llvm::ArrayRef<const Stmt *> head, JumpSet entries);
  // What is not done where a jump is on its way.
  void guarded(JumpSet jumps, llvm::function_ref<void()> body);

private:
  // A part of a list: a target, a statement that is entered, or statements without targets. From a declaration on that
  // cannot be made before the others, all that follows is one part.
  struct Unit {
    enum Kind { Plain, Target, Entered, Rest };
    Kind kind = Plain;
    StatementList statements;
    JumpSet entries = noJump; // the target; what the statement is entered by
  };
  // Units from a target on, up to the last jump back to it.
  struct Cycle {
    size_t begin = 0, end = 0;
    JumpSet back = noJump;
  };
  using Units = llvm::ArrayRef<Unit>;

  size_t numberOf(const Stmt *target) const;
  void forEachJump(const Stmt *s, llvm::function_ref<void(size_t)> visit) const;
  JumpSet namedIn(const Stmt *s) const;
  JumpSet acrossArms(const Stmt *s) const;
  JumpSet fromElsewhere(JumpSet among, StatementSpan list) const;
  JumpSet jumpsFrom(const Unit &unit) const;
  std::vector<Unit> unitsOf(StatementSpan list) const;
  const Stmt *addTargets(std::vector<Unit> &units, const Stmt *s) const;
  std::vector<Cycle> cyclesOf(Units units) const;
  JumpSet lowerUnits(Units units, JumpSet pending, JumpSet falls);
  JumpSet lowerUnit(Units units, JumpSet pending, JumpSet falls);
  JumpSet lowerCycle(Units units, JumpSet back, JumpSet pending);
  void lowerRest(StatementSpan list, JumpSet falls);

  llvm::SmallVector<const Stmt *, 4> targets;
  llvm::SmallVector<size_t, 4> jumps; // how many lead to each target
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_LABELS_H
