// Functions of the standard library and of the compiler that are known by name.
#ifndef CLANGENT_FRONTEND_LIBRARY_LIBRARYCALLS_H
#define CLANGENT_FRONTEND_LIBRARY_LIBRARYCALLS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class LibraryCalls : public Room {
public:
  using Room::Room;

  bool libraryCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  bool builtinCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);
  // std::min, std::max and std::clamp where only the value is wanted.
  bool extremumValue(const clang::CallExpr *e, ValueId &result);

private:
  bool extremumOfList(const clang::CallExpr *e, ValueId &result);
  bool extremumPlace(const clang::CallExpr *e, ValueId &result);
  ValueId clamped(ValueId x, ValueId low, ValueId high, TypeId type, llvm::function_ref<ValueId(ValueId)> read);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_LIBRARYCALLS_H
