#include "Frontend/Types/Returns.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace clangent::frontend {

ir::Return returnOf(const CXXRecordDecl *record, bool elides) {
  bool isCopied = record->needsImplicitCopyConstructor() && !record->defaultedCopyConstructorIsDeleted();
  bool isMoved = record->needsImplicitMoveConstructor() && !record->defaultedMoveConstructorIsDeleted();
  for (const CXXConstructorDecl *constructor : record->ctors()) {
    if (!constructor->isCopyOrMoveConstructor())
      continue;
    const bool isUsable =
        !constructor->isDeleted() && !constructor->isExplicit() && constructor->getAccess() == AS_public;
    // One that must not be used is chosen all the same.
    if (constructor->isMoveConstructor() && !isUsable)
      return ir::Return::Impossible;
    (constructor->isMoveConstructor() ? isMoved : isCopied) |= isUsable;
  }
  if (!isCopied && !isMoved)
    return ir::Return::Impossible;
  const bool isTrivial = !record->hasNonTrivialCopyConstructor() && !record->hasNonTrivialMoveConstructor();
  if (isTrivial && isCopied)
    return ir::Return::Copied;
  return elides ? ir::Return::Overwritten : ir::Return::Impossible;
}

} // namespace clangent::frontend
