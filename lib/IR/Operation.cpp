#include "IR/Operation.h"

namespace clangent::ir {

const OperationInfo &infoOf(Opcode code) {
  static constexpr OperationInfo table[] = {
#define OPERATION(name, word, family, effect, pointers, numbers, defined, cost, leaves)                                \
  {word,       Family::family, Effect::effect, PointerFlow::pointers, NumberFlow::numbers, Definedness::defined,       \
   Cost::cost, Leaving::leaves},
#include "IR/Opcodes.def"
  };
  return table[static_cast<unsigned>(code)];
}

} // namespace clangent::ir
