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
  // The class that this one is a model of, or a base of its model; null for all others.
  const clang::CXXRecordDecl *modelledBy(const clang::CXXRecordDecl *record) const;
  // The model's function for a member of a class that has a model; null if there is none.
  const clang::CXXMethodDecl *functionFor(const clang::CXXMethodDecl *member);
  // The member that a model's function was found for; null for all other functions.
  const clang::CXXMethodDecl *memberFor(const clang::FunctionDecl *function) const {
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    return method ? originals.lookup(method->getCanonicalDecl()) : nullptr;
  }

private:
  clang::ClassTemplateDecl *modelTemplate();
  void addParts(const clang::CXXRecordDecl *part, const clang::CXXRecordDecl *of);
  void findFunction(const clang::CXXRecordDecl *part, const clang::CXXMethodDecl *member, clang::QualType type,
                    const clang::CXXMethodDecl *&found, const clang::CXXMethodDecl *&fromTemplate);
  const clang::CXXRecordDecl *instantiated(const clang::CXXRecordDecl *record);
  const clang::CXXMethodDecl *deduced(clang::FunctionTemplateDecl *candidate, clang::QualType type);

  clang::Sema &sema;
  clang::ClassTemplateDecl *all = nullptr;
  llvm::DenseMap<const clang::CXXRecordDecl *, const clang::CXXRecordDecl *> known; // all are looked up only
  llvm::DenseMap<const clang::CXXRecordDecl *, const clang::CXXRecordDecl *> parts; // models and their bases
  llvm::DenseMap<const clang::CXXMethodDecl *, const clang::CXXMethodDecl *> functions;
  llvm::DenseMap<const clang::CXXMethodDecl *, const clang::CXXMethodDecl *> originals;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MODELS_H
