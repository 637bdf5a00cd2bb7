// Flags that say by which jump a statement was left.
#include "Frontend/Control/Exits.h"

#include "llvm/ADT/bit.h"

namespace clangent::frontend {

using namespace clang;

ValueId Exits::flagOf(JumpSet jump) const {
  if (jump >= targetBit(0))
    return reached[llvm::countr_zero(jump / targetBit(0))];
  return jump == jumpReturn ? returned : jump == jumpBreak ? targets.back().broke : targets.back().skipped;
}

ir::ValueId Exits::noneOf(JumpSet jumps) {
  ValueId result;
  auto require = [&](ValueId flag) {
    ValueId isClear = b.logicalNot(b.load(flag));
    result = result ? b.select(result, isClear, b.constantBool(false)) : isClear;
  };
  for (; jumps != noJump; jumps &= jumps - 1)
    require(flagOf(jumps & -jumps));
  return result ? result : b.constantBool(true);
}

ir::ValueId Exits::anyOf(JumpSet jumps) {
  ValueId result;
  for (; jumps != noJump; jumps &= jumps - 1) {
    const ValueId isSet = b.load(flagOf(jumps & -jumps));
    result = result ? b.select(result, b.constantBool(true), isSet) : isSet;
  }
  return result ? result : b.constantBool(false);
}

} // namespace clangent::frontend
