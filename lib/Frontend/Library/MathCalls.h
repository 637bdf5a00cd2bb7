// Elementary functions, known by name. As in the other rooms of this folder, a question is answered with false where
// the callee is not one of them.
#ifndef CLANGENT_FRONTEND_LIBRARY_MATHCALLS_H
#define CLANGENT_FRONTEND_LIBRARY_MATHCALLS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

struct MathCall;

class MathCalls : public Room {
public:
  using Room::Room;

  bool mathCall(const clang::CallExpr *e, const clang::FunctionDecl *callee, ValueId &result);

private:
  ValueId mathOp(const clang::CallExpr *e, const MathCall &math, TypeId result);
  bool mathPair(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  bool remquo(const clang::CallExpr *e, ValueId &result);
  bool mathOfOthers(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  bool mathToInteger(const clang::CallExpr *e, llvm::StringRef name, ValueId &result);
  ValueId integerAbs(ValueId v);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MATHCALLS_H
