// What is refused, and under which name the user knows it. A value of the wanted type is returned, so that lowering
// goes on and finds more.
#ifndef CLANGENT_FRONTEND_CORE_REFUSALS_H
#define CLANGENT_FRONTEND_CORE_REFUSALS_H

#include "Frontend/Core/Room.h"

#include "llvm/ADT/DenseSet.h"

namespace clangent::frontend {

class Refusals : public Room {
public:
  using Room::Room;

  // What is returned stands for the value, so that lowering goes on.
  ValueId refuse(const Expr *e, DiagId id, std::vector<std::string> args = {});
  ValueId refuse(const Expr *e, const Problem &problem);
  void refuseStatement(Location at, DiagId id, std::vector<std::string> args = {});
  // Its uses are then refused without a message.
  void refuseVariable(const clang::ValueDecl *variable, DiagId id, std::vector<std::string> args = {});
  // Does it use a variable whose declaration was refused?
  bool usesRefused(const Stmt *e) const;
  // For the value of an expression that was refused.
  ValueId placeholder(const Expr *e);
  // The type in the IR; refused if there is none.
  TypeId typeOf(clang::QualType type, Location at);
  bool isObjectType(clang::QualType type, Location at);
  // Of a kind that no room takes.
  ValueId refuseExpression(const Expr *e);
  // Its uses are not worth a message of their own.
  void markRefused(const clang::ValueDecl *variable) { refusedVariables.insert(variable); }

private:
  llvm::DenseSet<const clang::ValueDecl *> refusedVariables;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_REFUSALS_H
