// memcpy, memmove and memset.
#ifndef CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H
#define CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

// The pointer behind casts to other types of pointers.
const Expr *withoutPointerCasts(const Expr *e);

class MemoryCalls : public Room {
public:
  using Room::Room;

  bool memoryCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);

  ValueId number(const Expr *e);
  // The number of elements in so many bytes, if the expression tells it.
  bool elementCount(const Expr *bytes, clang::QualType element, ValueId &count);

private:
  void moveElements(ValueId to, ValueId from, ValueId count);
  ValueId firstNumber(ValueId pointer);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H
