// memcpy, memmove and memset.
#ifndef CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H
#define CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class MemoryCalls : public Room {
public:
  using Room::Room;

  bool memoryCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);

private:
  bool elementCount(const Expr *bytes, clang::QualType element, ValueId &count);
  void moveElements(ValueId to, ValueId from, ValueId count);
  ValueId firstNumber(ValueId pointer);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MEMORYCALLS_H
