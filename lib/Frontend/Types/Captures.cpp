// Names of captures, each once in its closure: a pack is captured as several fields of one name.
#include "Frontend/Types/Captures.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

#include <set>
#include <string>

namespace clangent::frontend {

using namespace clang;

void nameCaptures(const CXXRecordDecl *closure) {
  ASTContext &ast = closure->getASTContext();
  llvm::DenseMap<const ValueDecl *, FieldDecl *> captures;
  FieldDecl *self = nullptr;
  closure->getCaptureFields(captures, self);
  llvm::DenseMap<const FieldDecl *, const ValueDecl *> captured; // looked up, never iterated
  for (auto [variable, field] : captures)
    captured[field] = variable;
  std::set<std::string> taken;
  for (FieldDecl *field : closure->fields()) {
    if (field->getIdentifier()) {
      taken.insert(field->getNameAsString());
      continue;
    }
    const ValueDecl *variable = captured.lookup(field);
    const std::string base = variable && variable->getIdentifier() ? variable->getNameAsString() : "captured";
    std::string name = base;
    for (unsigned number = 2; !taken.insert(name).second; ++number)
      name = base + "_" + std::to_string(number);
    field->setDeclName(&ast.Idents.get(name));
    const_cast<CXXRecordDecl *>(closure)->makeDeclVisibleInContext(field);
  }
}

const FieldDecl *capturedThis(const CXXRecordDecl *closure) {
  llvm::DenseMap<const ValueDecl *, FieldDecl *> captures;
  FieldDecl *self = nullptr;
  closure->getCaptureFields(captures, self);
  return self;
}

} // namespace clangent::frontend
