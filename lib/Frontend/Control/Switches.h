// switch: its body as segments, each behind its labels.
#ifndef CLANGENT_FRONTEND_CONTROL_SWITCHES_H
#define CLANGENT_FRONTEND_CONTROL_SWITCHES_H

#include "Frontend/Control/Statements.h"
#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Switches : public Room {
public:
  using Room::Room;

  void lowerSwitch(const clang::SwitchStmt *s, JumpSet falls, StatementSpan rest);
  // May what follows the switch go into it?
  bool restIntoSwitch(const clang::SwitchStmt *s) const;

private:
  struct Segment {
    std::vector<const clang::SwitchCase *> labels;
    StatementList body;
    bool isDefault = false;
  };

  std::vector<Segment> segmentsOf(const clang::SwitchStmt *s);
  void lowerChain(llvm::ArrayRef<Segment> segments, ValueId value, JumpSet falls, StatementSpan rest);
  void lowerFallthrough(llvm::ArrayRef<Segment> segments, ValueId value);
  ValueId entryOf(llvm::ArrayRef<Segment> segments, ValueId value);
  ValueId segmentNumber(size_t k);
  void lowerDispatch(const clang::SwitchStmt *s);
  void dispatch(const clang::SwitchStmt *s, ValueId value);
  ValueId matches(llvm::ArrayRef<const clang::SwitchCase *> labels, ValueId value);
  static bool canChain(const std::vector<Segment> &segments);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_SWITCHES_H
