// Whole objects, leaf by leaf.
#ifndef CLANGENT_FRONTEND_OBJECTS_OBJECTS_H
#define CLANGENT_FRONTEND_OBJECTS_OBJECTS_H

#include "Frontend/Core/Room.h"

namespace clangent::frontend {

class Objects : public Room {
public:
  using Room::Room;

  // Whatever constructors and assignments do: `to` gets the bytes of `from`.
  void copyObject(ValueId to, ValueId from);
  // An object that a call has made goes where the program makes it.
  void takeObject(ValueId to, ValueId from, clang::QualType type);
  void takeOver(ValueId to, ValueId from);
  void zeroObject(ValueId place);
  void swapObjects(ValueId a, ValueId with);
  // A loop over the indices below `count`.
  void forEachIndex(ValueId count, llvm::function_ref<void(ValueId)> body);
  // The same over those of an array from number `from` on; a few of them in straight line.
  void forEachElement(ValueId array, uint64_t from, llvm::function_ref<void(ValueId)> body);
  // The last element first.
  void forEachBackwards(ValueId array, llvm::function_ref<void(ValueId)> body);

private:
  void become(ValueId to, ValueId from, const clang::CXXRecordDecl *chooser);
  void takeParts(ValueId to, ValueId from, const clang::CXXRecordDecl *record, unsigned first);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_OBJECTS_OBJECTS_H
