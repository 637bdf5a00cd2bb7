// Walks the bodies that were parsed.
#include "Driver/CalleeCheck.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

using namespace clang;

namespace clangent {

namespace {

// Every function that a body names, calls or constructs with.
class Callees : public RecursiveASTVisitor<Callees> {
public:
  std::vector<const FunctionDecl *> found;

  bool VisitDeclRefExpr(DeclRefExpr *expr) { return add(expr->getDecl()); }
  bool VisitMemberExpr(MemberExpr *expr) { return add(expr->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *expr) { return add(expr->getConstructor()); }

private:
  bool add(const Decl *declared) {
    if (const auto *function = dyn_cast<FunctionDecl>(declared))
      if (seen.insert(function->getCanonicalDecl()).second)
        found.push_back(function->getCanonicalDecl());
    return true;
  }
  std::set<const FunctionDecl *> seen; // looked up, never iterated
};

bool isOfClangent(const FunctionDecl &function) {
  for (const DeclContext *context = function.getDeclContext(); context; context = context->getParent())
    if (const auto *space = dyn_cast<NamespaceDecl>(context))
      if (space->getDeclName().isIdentifier() && space->getName() == "clangent" &&
          space->getParent()->isTranslationUnit())
        return true;
  return false;
}

// Of its operators the library has templates that differ in what converts to their parameters alone: with parameters
// of the same types they do the same.
bool isSameOfLibrary(const FunctionDecl &callee, const FunctionDecl &recorded) {
  return callee.isOverloadedOperator() && callee.isInStdNamespace() && recorded.isInStdNamespace() &&
         callee.getASTContext().hasSameFunctionTypeIgnoringExceptionSpec(callee.getType(), recorded.getType());
}

// Of its members the library has twins for objects that are constant and those that are not, which do the same.
bool isTwinOfLibrary(const FunctionDecl &callee, const FunctionDecl &recorded) {
  const auto *one = dyn_cast<CXXMethodDecl>(&callee), *other = dyn_cast<CXXMethodDecl>(&recorded);
  const auto isSame = [](const ParmVarDecl *a, const ParmVarDecl *b) {
    return a->getASTContext().hasSameType(a->getType(), b->getType());
  };
  return one && other && one->getParent()->isInStdNamespace() && one->getParent() == other->getParent() &&
         one->isConst() != other->isConst() &&
         std::equal(one->param_begin(), one->param_end(), other->param_begin(), other->param_end(), isSame);
}

// What passes an object on as it is, or declares one that has yet to get its value.
bool isPlain(const FunctionDecl &callee) {
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(&callee))
    return constructor->isCopyOrMoveConstructor() || constructor->isDefaultConstructor();
  const auto *method = dyn_cast<CXXMethodDecl>(&callee);
  return method && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator());
}

} // namespace

void CalleeCheck::record(const std::vector<const FunctionDecl *> &callees) {
  for (const FunctionDecl *callee : callees) {
    recorded.insert(callee->getCanonicalDecl());
    recordedByName.emplace(callee->getQualifiedNameAsString(), callee);
  }
}

// The library's functions and all members are written for what they are, unless one of the same name was recorded; a
// free function of the program is always recorded.
bool CalleeCheck::isExpected(const FunctionDecl &callee) const {
  if (recorded.count(callee.getCanonicalDecl()) || isOfClangent(callee) || callee.getBuiltinID() ||
      callee.isReplaceableGlobalAllocationFunction() || isPlain(callee))
    return true;
  const bool isFree = !isa<CXXMethodDecl>(callee);
  const SourceManager &sources = callee.getASTContext().getSourceManager();
  if (isFree && !sources.isInSystemHeader(callee.getLocation()))
    return false;
  const auto [first, last] = recordedByName.equal_range(callee.getQualifiedNameAsString());
  return first == last || std::any_of(first, last, [&](const auto &named) {
           return isFree ? isSameOfLibrary(callee, *named.second) : isTwinOfLibrary(callee, *named.second);
         });
}

std::vector<CalleeCheck::Difference> CalleeCheck::differences(const std::vector<DeclGroupRef> &parsed) const {
  Callees callees;
  for (const DeclGroupRef &group : parsed)
    for (Decl *decl : group)
      callees.TraverseDecl(decl);
  std::vector<Difference> different;
  for (const FunctionDecl *callee : callees.found) {
    if (isExpected(*callee))
      continue;
    const auto same = recordedByName.find(callee->getQualifiedNameAsString());
    different.push_back({callee, same == recordedByName.end() ? nullptr : same->second});
  }
  return different;
}

} // namespace clangent
