// Memory of the heap: new and delete, malloc and free, operator new and operator delete. Of what the IR does not know
// the program's own code is run (ClosedCalls).
#ifndef CLANGENT_FRONTEND_OBJECTS_HEAPMEMORY_H
#define CLANGENT_FRONTEND_OBJECTS_HEAPMEMORY_H

#include "Frontend/Core/Room.h"

#include <optional>

namespace clangent::frontend {

class HeapMemory : public Room {
public:
  using Room::Room;

  ValueId newExpression(const clang::CXXNewExpr *e);
  void deleteExpression(const clang::CXXDeleteExpr *e);
  // A cast that gives what an allocating function returns its type; false if it is none.
  bool allocatedAs(const clang::CastExpr *e, ValueId &memory);
  // free, operator delete; false if it is neither.
  bool releaseCall(const clang::CallExpr *e, const clang::FunctionDecl *callee);

private:
  bool isKnown(clang::QualType type);
  bool isKnown(clang::QualType type, bool isArray);
  ir::Heap formOf(clang::QualType type, bool isArray) const;
  ValueId placementNew(const clang::CXXNewExpr *e);
  ValueId arrayOf(const clang::CXXNewExpr *e);
  void initializeArray(ValueId memory, ValueId count, const Expr *init, clang::QualType element);
  ir::Term libraryOf(const clang::FunctionDecl *function) const;
  ValueId countOf(const clang::CallExpr *e, clang::QualType element);
  ValueId countOf(ValueId bytes, clang::QualType element);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_HEAPMEMORY_H
