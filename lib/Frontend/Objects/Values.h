// Values of class type, such as tensors: they fit an SSA name.
#ifndef CLANGENT_FRONTEND_OBJECTS_VALUES_H
#define CLANGENT_FRONTEND_OBJECTS_VALUES_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Values : public Room {
public:
  using Room::Room;

  // Do objects of the type, or behind the reference, fit an SSA name?
  bool isValueType(clang::QualType type);
  ValueId valueOf(const Expr *e);
  // An object of its own for a value.
  ValueId placeOfValue(ValueId v);
  void constructValue(ValueId place, const clang::CXXConstructExpr *e);
  // An operation on values, or a member of a list; false if the callee has to be looked into.
  bool valueCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_VALUES_H
