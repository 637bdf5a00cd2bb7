// Variables that a function declares, and the objects that they name.
#ifndef CLANGENT_FRONTEND_CONTROL_DECLARATIONS_H
#define CLANGENT_FRONTEND_CONTROL_DECLARATIONS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Declarations : public Room {
public:
  using Room::Room;

  void lowerDeclarations(const clang::DeclStmt *s);
  // Is the variable the object that the function returns?
  bool isReturnedInPlace(const clang::VarDecl *variable) const;
  void bindStructured(const clang::DecompositionDecl *decl);
  // Declares what a statement declares before the arms that use it.
  void hoistDeclaration(const Stmt *statement);
  // Can it be? What a name stands for without storage of its own cannot, nor what ends with its block.
  bool isHoistable(const Stmt *s) const;

private:
  void lowerVariable(const clang::VarDecl *variable);
  ValueId objectOf(const clang::VarDecl *variable, bool isZeroed = false);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CONTROL_DECLARATIONS_H
