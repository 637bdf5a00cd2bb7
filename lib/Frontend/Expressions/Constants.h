// What is known while compiling, as a number.
#ifndef CLANGENT_FRONTEND_EXPRESSIONS_CONSTANTS_H
#define CLANGENT_FRONTEND_EXPRESSIONS_CONSTANTS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Constants : public Room {
public:
  using Room::Room;

  // False if it is no constant.
  bool constantValue(const Expr *e, ValueId &v);

private:
  ValueId constantFrom(const clang::APValue &value, TypeId type);
  ValueId floating(const llvm::APFloat &value, TypeId type);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_EXPRESSIONS_CONSTANTS_H
