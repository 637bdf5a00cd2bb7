// How an object comes to its first value.
#ifndef CLANGENT_FRONTEND_OBJECTS_INITIALIZATION_H
#define CLANGENT_FRONTEND_OBJECTS_INITIALIZATION_H

#include "Frontend/Core/Room.h"
#include "Frontend/Objects/Aggregates.h"

namespace clangent::frontend {

class Initialization : public Room {
public:
  using Room::Room;

  // The object at `place`, which holds nothing yet, becomes what the expression says.
  void initialize(ValueId place, const Expr *e, clang::QualType type);
  // The same of an element of an array, each of which this expression makes.
  void initializeElement(ValueId place, const clang::CXXConstructExpr *e) { constructOne(place, e); }
  // The part of an object that is its base.
  ValueId basePlace(ValueId object, clang::QualType base);

private:
  bool isElided(const clang::CXXConstructExpr *e);
  void initializeBehind(ValueId place, const clang::ExprWithCleanups *e, clang::QualType type);
  void initializeWith(ValueId place, const Expr *e, clang::QualType type);
  void initializeList(ValueId place, const clang::InitListExpr *list, clang::QualType type);
  void initializeListView(ValueId place, const clang::CXXStdInitializerListExpr *e);
  void initializeCharacters(ValueId place, const clang::StringLiteral *text);
  void initializeAggregate(ValueId place, const Aggregate &written, clang::QualType type);
  void initializeRecord(ValueId place, const Aggregate &written, clang::QualType type);
  void initializeField(ValueId slot, const clang::FieldDecl *field, const Expr *value);
  void initializeArrayLoop(ValueId place, const clang::ArrayInitLoopExpr *e, clang::QualType type);
  void construct(ValueId place, const clang::CXXConstructExpr *e);
  void constructElements(ValueId place, const clang::ConstantArrayType *array, const clang::CXXConstructExpr *e);
  void constructOne(ValueId place, const clang::CXXConstructExpr *e);
  void constructInherited(ValueId place, const clang::CXXInheritedCtorInitExpr *e);
  void initializeClosure(ValueId place, const clang::LambdaExpr *e);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_INITIALIZATION_H
