// Flags that say by which jump a statement was left.
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"

namespace clangent::frontend {

using namespace clang;

ValueId Exits::flagOf(unsigned jump) const {
  return jump == jumpReturn ? returned : jump == jumpBreak ? targets.back().broke : targets.back().skipped;
}

ir::ValueId Exits::noneOf(unsigned jumps) {
  ValueId result;
  auto require = [&](ValueId flag) {
    ValueId isClear = b.logicalNot(b.load(flag));
    result = result ? b.select(result, isClear, b.constantBool(false)) : isClear;
  };
  for (const unsigned jump : {jumpReturn, jumpBreak, jumpContinue})
    if (jumps & jump)
      require(flagOf(jump));
  return result ? result : b.constantBool(true);
}

} // namespace clangent::frontend
