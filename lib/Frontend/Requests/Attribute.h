// [[clangent::differentiable]]: the attribute, and the names f_adjoint and f_tangent that it declares.
#ifndef CLANGENT_FRONTEND_REQUESTS_ATTRIBUTE_H
#define CLANGENT_FRONTEND_REQUESTS_ATTRIBUTE_H

#include "Frontend/Requests/Request.h"
#include "Support/Diagnostics.h"

#include <map>
#include <vector>

namespace clang {
class DeclContext;
class IdentifierInfo;
class NamedDecl;
} // namespace clang

namespace clangent {

// How an annotated function is remembered in the AST, so that precompiled headers keep it.
inline constexpr char differentiableAnnotation[] = "clangent.differentiable";

// The annotated functions of a translation unit and the derivatives declared for them.
class Annotations {
public:
  Annotations(clang::Sema &sema, DiagnosticSink &sink);
  ~Annotations();
  Annotations(const Annotations &) = delete;
  Annotations &operator=(const Annotations &) = delete;

  // Called by the attribute's handler: declares f_adjoint and f_tangent in the namespace of f, before f itself is in
  // scope. What keeps f from having them is reported at once, since the uses of the names will be errors.
  void annotate(clang::FunctionDecl &function);

  // Takes up what a precompiled header has annotated: its derivatives are declared there, and defined here.
  void readPrecompiled();

  // Derivatives whose definitions belong into this translation unit and that were not handed out before.
  std::vector<Request> takeRequests();

  bool empty() const { return annotated.empty(); }

private:
  struct Signature {
    clang::DeclContext *scope;
    clang::IdentifierInfo *name;
    clang::QualType type;
    std::vector<clang::QualType> parameters;
  };
  Signature signatureOf(clang::FunctionDecl &function, Mode mode) const;
  // What the name means already, if that keeps the derivative from being declared; null if nothing does.
  const clang::NamedDecl *obstacle(const Signature &signature, const clang::FunctionDecl &function) const;
  clang::FunctionDecl *declare(const Signature &signature, clang::FunctionDecl &function);
  void reportTaken(const clang::NamedDecl &other, clang::SourceLocation at);

  struct Declared {
    clang::FunctionDecl *function;
    clang::FunctionDecl *derivative[2]; // by Mode
    bool handedOut = false;
  };

  clang::Sema &sema;
  DiagnosticSink &sink;
  std::vector<Declared> annotated;
};

} // namespace clangent

#endif // CLANGENT_FRONTEND_REQUESTS_ATTRIBUTE_H
