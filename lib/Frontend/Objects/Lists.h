// Lists of values (std::vector): a list is one value.
#ifndef CLANGENT_FRONTEND_OBJECTS_LISTS_H
#define CLANGENT_FRONTEND_OBJECTS_LISTS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Lists : public Room {
public:
  using Room::Room;

  bool isListType(clang::QualType type);
  ValueId packedList(const clang::CXXStdInitializerListExpr *e, TypeId type);
  // vector(count) and vector(count, element); false for any other constructor.
  bool countedList(const clang::CXXConstructExpr *e, TypeId type, ValueId &result);
  ValueId listSize(ValueId list);
  ValueId listElement(ValueId list, ValueId index, bool isChecked);
  // list[index].part = v.
  void replaceElement(ValueId place, ValueId index, const Term &part, bool isChecked, ValueId v);
  // A member of std::vector.
  bool listCall(const clang::CallExpr *e, const clang::CXXMethodDecl *method, ValueId &result);

private:
  ValueId listIndex(const Expr *e);
  void changeList(ValueId place, Term term, std::vector<ValueId> operands, ir::Rule rule);
  void appendToList(ValueId place, ValueId element);
  void resizeList(ValueId place, ValueId size);
  bool changeOfList(const clang::CallExpr *e, llvm::StringRef name, ValueId place);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_LISTS_H
