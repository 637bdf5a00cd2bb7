// The models of classes, clangent::model<C>: what stands for a class whose own source is not looked into.
#ifndef CLANGENT_FRONTEND_LIBRARY_MODELS_H
#define CLANGENT_FRONTEND_LIBRARY_MODELS_H

#include "clang/AST/DeclCXX.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"

namespace clangent::frontend {

class Models {
public:
  explicit Models(clang::Sema &sema) : sema(sema) {}

  // The class whose fields and functions stand for those of this one; null if it has none.
  const clang::CXXRecordDecl *modelOf(const clang::CXXRecordDecl *record);
  // The class that this one is a model of; null for all others.
  static const clang::CXXRecordDecl *modelledBy(const clang::CXXRecordDecl *record);
  // The model's function for a member of a class that has a model; null if there is none.
  const clang::CXXMethodDecl *functionFor(const clang::CXXMethodDecl *member);
  // The model's static function for a function of the library that takes objects of the class; null if there is none.
  const clang::CXXMethodDecl *functionFor(const clang::FunctionDecl *function, const clang::CXXRecordDecl *record);
  // The function that a model's function was found for; null for all other functions.
  const clang::FunctionDecl *memberFor(const clang::FunctionDecl *function) const {
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    return method ? originals.lookup(method->getCanonicalDecl()) : nullptr;
  }

private:
  clang::ClassTemplateDecl *modelTemplate();
  const clang::CXXRecordDecl *instantiated(const clang::CXXRecordDecl *record);
  const clang::CXXMethodDecl *found(const clang::FunctionDecl *function, const clang::CXXRecordDecl *model);
  const clang::CXXMethodDecl *deduced(clang::FunctionTemplateDecl *candidate, const clang::FunctionDecl *like,
                                      clang::QualType type);

  clang::Sema &sema;
  clang::ClassTemplateDecl *all = nullptr;
  llvm::DenseMap<const clang::CXXRecordDecl *, const clang::CXXRecordDecl *> known; // all are looked up only
  llvm::DenseMap<const clang::FunctionDecl *, const clang::CXXMethodDecl *> functions;
  llvm::DenseMap<const clang::CXXMethodDecl *, const clang::FunctionDecl *> originals;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MODELS_H
