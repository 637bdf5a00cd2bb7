// What every room of the lowering holds: the function at work, and the way to the other rooms.
#ifndef CLANGENT_FRONTEND_CORE_ROOM_H
#define CLANGENT_FRONTEND_CORE_ROOM_H

#include "Frontend/Core/FunctionState.h"
#include "Frontend/Core/Rooms.h"

namespace clangent::frontend {

class Room {
public:
  Room(FunctionState &state, Rooms &rooms)
      : state(state), rooms(rooms), refusals(rooms.refusals), context(state.context), ast(state.ast),
        types(state.types), function(state.function), b(state.b) {}
  Room(const Room &) = delete;
  Room &operator=(const Room &) = delete;

protected:
  FunctionState &state;
  Rooms &rooms;

  // What is named in nearly every line.
  Refusals &refusals;
  LoweringContext &context;
  clang::ASTContext &ast;
  TypeLowering &types;
  ir::Function &function;
  ir::Builder &b;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_ROOM_H
