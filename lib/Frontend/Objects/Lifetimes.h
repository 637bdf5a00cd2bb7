// Where objects end that are taken from their source: what has to be destroyed is noted in the scope around, which
// destroys it, last made first.
#ifndef CLANGENT_FRONTEND_OBJECTS_LIFETIMES_H
#define CLANGENT_FRONTEND_OBJECTS_LIFETIMES_H

#include "Frontend/Control/Jumps.h"
#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Lifetimes : public Room {
public:
  using Room::Room;

  // Runs the destructor of an object, or those of an array's elements, if there is anything to run.
  void destroy(ValueId place, clang::QualType type);
  // The members and bases of the object that this destructor has run for.
  void destroyParts(const clang::CXXDestructorDecl *destructor);

  // Has the destructor of such an object something to do, and is it looked into?
  bool isDestroyed(clang::QualType type);
  bool declaresDestroyed(const Stmt *s);
  // Does the block declare such objects itself?
  bool declaresDestroyedInside(const Stmt *block);
  // Does the statement declare such an object in front of its body?
  bool hasDestroyedHead(const Stmt *s);
  // `falls` within the scope of what a statement declares: whether an object was returned is asked behind it.
  JumpSet fallsInside(const Stmt *s, JumpSet falls);

  // What `body` declares ends with it.
  void inScope(llvm::function_ref<void()> body) { within(false, body); }
  // So do the temporaries of a full expression.
  void inExpression(llvm::function_ref<void()> body) { within(true, body); }
  void destroyAtEnd(const clang::VarDecl *variable);
  // A part of the object that a constructor makes, which dies if the constructor throws.
  void destroyIfThrown(ValueId place, clang::QualType type);
  // What this function has to destroy when something is thrown that was made of the operands. False if it would be
  // destroyed before it is looked at.
  bool unwind(llvm::ArrayRef<ValueId> operands);
  // A new object without a name; `isExtended`: to the end of the scope around its full expression.
  ValueId temporary(clang::QualType type, bool isExtended);
  // From here on it is an object. It may be one that was not made by `temporary`, but by a call.
  ValueId destroyTemporary(ValueId place, clang::QualType type, bool isExtended);

private:
  struct Object {
    ValueId place;
    clang::QualType type;
    clang::SourceRange at;
    ValueId isMade;          // a flag, if it is not always; else none
    bool isReturned = false; // unless it is given to the caller
    bool isPart = false;     // only if something is thrown
  };
  struct Scope {
    bool isExpression;
    ir::RegionId region;
    size_t start; // where its first operation stands
    llvm::SmallVector<Object, 2> objects;
  };

  void within(bool isExpression, llvm::function_ref<void()> body);
  void end(const Object &object);
  void destroyIt(const Object &object);
  Scope *scopeOf(bool isExtended);
  // Makes something at the start of a scope.
  void atStart(Scope &scope, llvm::function_ref<void()> body);
  bool hasDestroyedTemporary(const Stmt *s, const clang::VarDecl *extendedBy);

  llvm::SmallVector<Scope, 8> scopes; // the innermost last
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_LIFETIMES_H
