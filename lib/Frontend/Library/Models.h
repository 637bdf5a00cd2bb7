// The models of classes, clangent::model<C>: what stands for a class whose own source is not looked into.
#ifndef CLANGENT_FRONTEND_LIBRARY_MODELS_H
#define CLANGENT_FRONTEND_LIBRARY_MODELS_H

#include "clang/AST/DeclCXX.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

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
  // The model's static function for a function of the library that takes objects of the class; null if there is none.
  const clang::CXXMethodDecl *functionFor(const clang::FunctionDecl *function, const clang::CXXRecordDecl *record);
  // Does the model say something of functions alone? What it does not name is then looked into as it is.
  bool isOfFunctions(const clang::CXXRecordDecl *record);
  // The function of clangent::models that stands for one of the library's that is no member; null if there is none.
  const clang::FunctionDecl *functionFor(const clang::FunctionDecl *function);
  // Is it in a file of a library: a header of the system's, or one that declares in a namespace with such functions?
  bool isOfLibrary(clang::SourceLocation at);
  static bool standsForAnother(const clang::FunctionDecl *function);
  // The function that a model's function was found for; null for all other functions.
  const clang::FunctionDecl *memberFor(const clang::FunctionDecl *function) const {
    const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    return method ? originals.lookup(method->getCanonicalDecl()) : nullptr;
  }

private:
  clang::ClassTemplateDecl *modelTemplate();
  void collectFunctions();
  const clang::SourceManager &sourceManager() const { return sema.getSourceManager(); }
  void addParts(const clang::CXXRecordDecl *part, const clang::CXXRecordDecl *of);
  void findFunction(const clang::CXXRecordDecl *part, const clang::FunctionDecl *like, clang::QualType type,
                    const clang::CXXMethodDecl *&found, const clang::CXXMethodDecl *&fromTemplate);
  const clang::CXXRecordDecl *instantiated(const clang::CXXRecordDecl *record);
  const clang::CXXMethodDecl *found(const clang::FunctionDecl *function, const clang::CXXRecordDecl *model);
  clang::FunctionDecl *deduced(clang::FunctionTemplateDecl *candidate, const clang::FunctionDecl *like,
                               clang::QualType type);

  clang::Sema &sema;
  clang::ClassTemplateDecl *all = nullptr;
  llvm::DenseMap<const clang::CXXRecordDecl *, const clang::CXXRecordDecl *> known; // all are looked up only
  llvm::DenseMap<const clang::CXXRecordDecl *, const clang::CXXRecordDecl *> parts; // models and their bases
  llvm::DenseMap<const clang::FunctionDecl *, const clang::CXXMethodDecl *> functions;
  llvm::DenseMap<const clang::CXXMethodDecl *, const clang::FunctionDecl *> originals;
  llvm::StringMap<llvm::SmallVector<clang::FunctionTemplateDecl *, 1>> freeFunctions; // by what they stand for
  llvm::DenseMap<const clang::FunctionDecl *, const clang::FunctionDecl *> freeFound;
  llvm::DenseSet<clang::FileID> files; // of libraries with such functions
  bool areCollected = false;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_LIBRARY_MODELS_H
