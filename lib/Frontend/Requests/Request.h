// Requests: which derivatives a translation unit asks for, read off the specialisations of clangent::detail::Derivative
// and the annotated functions. Nothing is differentiated or declared here.
#ifndef CLANGENT_FRONTEND_REQUESTS_REQUEST_H
#define CLANGENT_FRONTEND_REQUESTS_REQUEST_H

#include "clang/AST/Type.h"
#include "clang/Basic/SourceLocation.h"

#include <vector>

namespace clang {
class ClassTemplateDecl;
class ClassTemplateSpecializationDecl;
class CXXMethodDecl;
class CXXRecordDecl;
class FunctionDecl;
class Sema;
} // namespace clang

namespace clangent {

enum class Mode { Reverse, Tangent };

// One derivative to be written: the function `target`, of which the signature is given and the body is wanted.
//
// Parameters of the target, in order. Reverse: [object], callee's parameters, [seed], [the object's bar], the bar of
// each active parameter. Tangent: [object], callee's parameters, [the object's dot], the dot of each active parameter,
// [the result's tangent by reference].
struct Request {
  Mode mode = Mode::Reverse;
  // The function to differentiate: its definition if there is one. Null if the request names nothing that is known.
  const clang::FunctionDecl *callee = nullptr;
  // One flag per parameter of the callee, the object excluded.
  std::vector<bool> activity;
  // The same, if it is not empty: is what the bar is given known to be zero?
  std::vector<bool> unseeded;
  // Derivative<...>::call, or the declared f_adjoint / f_tangent of an annotated function.
  clang::FunctionDecl *target = nullptr;
  // The same as `target` when that is Derivative<...>::call, otherwise null.
  clang::CXXMethodDecl *leaf = nullptr;
  // The header's fn<...> that holds the object, when that is an argument of a template; else null.
  const clang::CXXRecordDecl *objectHolder = nullptr;
  clang::QualType result;
  std::vector<clang::QualType> parameters;
  // The first line of the user's that asks for it.
  clang::SourceLocation requestedAt;
  bool hasObject = false;
  // Whether the object has a bar or dot as well, before those of the parameters.
  bool isObjectActive = false;
  bool isObjectUnseeded = false;
  // Whether the result has a seed (reverse) or a tangent (tangent mode).
  bool hasResultShadow = false;

  bool isAnnotated() const { return !leaf; }

  // Positions in `parameters`.
  unsigned firstArgument() const { return hasObject ? 1 : 0; }
  unsigned resultShadow() const;
  unsigned shadowOfObject() const;
  // Of the bar or dot of the active parameter `index`.
  unsigned shadowOf(unsigned index) const;
};

// What the header says about types, for signatures that the compiler makes itself.
bool hasDerivative(clang::QualType result);
bool isDifferentiableParameter(clang::QualType type);
clang::QualType barType(clang::ASTContext &context, clang::QualType parameter);
clang::QualType seedType(clang::ASTContext &context, clang::QualType result);

// The parameters of a derivative of `callee` with the given activity; an object takes part.
std::vector<clang::QualType> derivativeParameters(clang::ASTContext &context, const clang::FunctionDecl &callee,
                                                  Mode mode, const std::vector<bool> &activity);

// The namespace clangent; null if no header of ours has been included.
clang::NamespaceDecl *findClangent(const clang::ASTContext &ast);
// The class template clangent::detail::`name`, or null if the header has not been included.
clang::ClassTemplateDecl *findDetailTemplate(clang::Sema &sema, llvm::StringRef name);

// A member of one of the header's leaf templates that the program uses and nothing defines.
struct UndefinedLeaf {
  clang::ClassTemplateSpecializationDecl *specialisation;
  clang::CXXMethodDecl *member;
};
std::vector<UndefinedLeaf> undefinedLeaves(clang::Sema &sema, llvm::StringRef templateName, llvm::StringRef memberName);

// A class type in which a gradient is returned: Zero<type>::clear is wanted.
struct ZeroRequest {
  const clang::CXXRecordDecl *type;
  clang::CXXMethodDecl *leaf;
  clang::SourceLocation requestedAt;
};
std::vector<ZeroRequest> collectZeroRequests(clang::Sema &sema);

// The requests made through entry points that have no definition yet, in the order in which they were made.
// Instantiates callees that need it; to be called when no instantiation is pending.
std::vector<Request> collectRequests(clang::Sema &sema);

} // namespace clangent

#endif // CLANGENT_FRONTEND_REQUESTS_REQUEST_H
