// Jumps that do not become structure set a flag, and the remainder of each region that they leave asks for it: the flag
// of `return`, those of the loops and switches around a statement, and those of what is jumped to by name. Of all flags
// that have not been asked, one at most is set: that of the jump that is on its way.
#ifndef CLANGENT_FRONTEND_CONTROL_EXITS_H
#define CLANGENT_FRONTEND_CONTROL_EXITS_H

#include "Frontend/Control/Jumps.h"
#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Exits : public Room {
public:
  // Of a loop or switch; none where nothing asks for it.
  struct Flags {
    ValueId broke;
    ValueId skipped; // the rest of an iteration; in a switch, that of the loop around
  };

  // While it lives, `break` and `continue` mean these.
  class Target {
  public:
    Target(Exits &exits, Flags flags) : exits(exits) { exits.targets.push_back(flags); }
    ~Target() { exits.targets.pop_back(); }
    Target(const Target &) = delete;
    Target &operator=(const Target &) = delete;

  private:
    Exits &exits;
  };

  using Room::Room;

  Flags innermost() const { return targets.back(); }
  Flags around() const { return targets[targets.size() - 2]; }
  void setSkipped(ValueId flag) { targets.back().skipped = flag; }
  void setReturned(ValueId flag) { returned = flag; }
  // Of the next target of the function.
  void addTarget(ValueId flag) { reached.push_back(flag); }

  ValueId flagOf(JumpSet jump) const;
  ValueId noneOf(JumpSet jumps); // no flag of these jumps is set
  ValueId anyOf(JumpSet jumps);

private:
  ValueId returned;
  llvm::SmallVector<ValueId, 4> reached;        // by target
  llvm::SmallVector<Flags, 4> targets{Flags()}; // the innermost last
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_EXITS_H
