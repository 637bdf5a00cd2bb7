// Structs of values, packed into one value and unpacked again.
#ifndef CLANGENT_FRONTEND_OBJECTS_PARTS_H
#define CLANGENT_FRONTEND_OBJECTS_PARTS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Parts : public Room {
public:
  using Room::Room;

  // Numbers and values, or an aggregate of such.
  bool hasParts(TypeId type) const;
  // That of the one value that stands for an object of the type.
  TypeId packedType(TypeId type);
  ir::RuleId addRule(ir::Rule rule);
  // None if the result has no derivative.
  ir::RuleId ruleOf(TypeId type, ir::Rule rule);
  // The object as one value.
  ValueId packed(ValueId place);
  // The other way.
  void unpack(ValueId v, ValueId place);

private:
  void forEachPart(ValueId place, const Term &object, llvm::function_ref<void(ValueId, const Term &)> leaf);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_PARTS_H
