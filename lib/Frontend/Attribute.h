// [[clangent::differentiable]]: the attribute, and the names f_adjoint and f_tangent that it declares.
#ifndef CLANGENT_FRONTEND_ATTRIBUTE_H
#define CLANGENT_FRONTEND_ATTRIBUTE_H

#include "Frontend/Request.h"

#include <map>
#include <vector>

namespace clang {
class NamedDecl;
} // namespace clang

namespace clangent {

/// How an annotated function is remembered in the AST, so that precompiled headers keep it.
inline constexpr char differentiableAnnotation[] = "clangent.differentiable";

/// The annotated functions of a translation unit and the derivatives declared for them.
class Annotations {
public:
  explicit Annotations(clang::Sema &sema);
  ~Annotations();
  Annotations(const Annotations &) = delete;
  Annotations &operator=(const Annotations &) = delete;

  /// Called by the attribute's handler: declares f_adjoint and f_tangent beside f, before f itself is in scope.
  void annotate(clang::FunctionDecl &function);

  /// Derivatives whose definitions belong into this translation unit and that were not handed out before.
  std::vector<Request> takeRequests();

  bool empty() const { return annotated.empty(); }

  /// Functions whose form does not allow the names yet, for one message each.
  struct Misfit {
    const clang::FunctionDecl *function;
    const char *form;
  };
  std::vector<Misfit> takeMisfits();

private:
  clang::FunctionDecl *declare(clang::FunctionDecl &function, Mode mode);

  struct Declared {
    clang::FunctionDecl *function;
    clang::FunctionDecl *derivative[2]; // by Mode
    bool handedOut = false;
  };

  clang::Sema &sema;
  std::vector<Declared> annotated;
  std::vector<Misfit> misfits;
};

} // namespace clangent

#endif // CLANGENT_FRONTEND_ATTRIBUTE_H
