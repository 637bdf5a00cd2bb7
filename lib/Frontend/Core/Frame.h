// What stands around the statements of a function: its parameters, a constructor's initializers, its result.
#ifndef CLANGENT_FRONTEND_CORE_FRAME_H
#define CLANGENT_FRONTEND_CORE_FRAME_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Frame : public Room {
public:
  using Room::Room;

  // Fills the module's function; false after a refusal was reported.
  bool run();

private:
  void bindParameters();
  void bindParameter(const clang::ParmVarDecl *parameter, ir::Parameter &as);
  void prepareResult();
  void lowerFunctionBody();
  void yieldResult();
  void lowerBody();
  void lowerInitializers(const clang::CXXConstructorDecl *constructor);
  void lowerInitializer(const clang::CXXCtorInitializer *initializer, const clang::CXXConstructorDecl *constructor);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_FRAME_H
