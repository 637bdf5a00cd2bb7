// Alternatives in the IR: regions that are filled and left again, and flags that are asked behind them.
#ifndef CLANGENT_FRONTEND_CONTROL_REGIONS_H
#define CLANGENT_FRONTEND_CONTROL_REGIONS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Regions : public Room {
public:
  static constexpr size_t alternativesOfGroup = 8;

  using Room::Room;

  // An `if` whose arms leave a value.
  ValueId choose(ValueId condition, TypeId type, llvm::function_ref<ValueId()> whenTrue,
                 llvm::function_ref<ValueId()> whenFalse);
  // An `if` with these arms.
  void branch(ValueId condition, llvm::function_ref<void()> whenTrue, llvm::function_ref<void()> whenFalse);
  // The arm of the first condition that holds, at a depth that does not grow with their number.
  void alternatives(size_t count, llvm::function_ref<ValueId(size_t)> condition, llvm::function_ref<void(size_t)> arm,
                    llvm::function_ref<void()> otherwise);
  // What `body` makes, in this region.
  void lowerRegion(ir::RegionId region, llvm::function_ref<void()> body);
  // A local of type bool.
  ValueId flag(const std::string &name, bool value);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_REGIONS_H
