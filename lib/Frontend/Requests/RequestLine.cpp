// Following the header's functions from the entry points to the leaves.
#include "Frontend/Requests/RequestLine.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"

#include <set>

using namespace clang;

namespace clangent {

SourceLocation RequestLines::of(const FunctionDecl &function) const {
  const auto found = lines.find(function.getCanonicalDecl());
  return found == lines.end() ? SourceLocation() : found->second;
}

void RequestLines::add(const FunctionDecl &function, SourceLocation at) {
  lines.emplace(function.getCanonicalDecl(), at);
}

namespace {

// The functions that a body refers to.
class References : public RecursiveASTVisitor<References> {
public:
  std::vector<FunctionDecl *> found;

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *expr) {
    if (auto *function = dyn_cast<FunctionDecl>(expr->getDecl()))
      found.push_back(function);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *expr) {
    found.push_back(expr->getConstructor());
    return true;
  }
};

bool isInside(const FunctionDecl &function, const NamespaceDecl &space) {
  for (const DeclContext *context = function.getDeclContext(); context; context = context->getParent())
    if (const auto *found = dyn_cast<NamespaceDecl>(context))
      if (declaresSameEntity(found, &space))
        return true;
  return false;
}

void follow(FunctionDecl *entry, const NamespaceDecl &space, RequestLines &lines) {
  const SourceLocation at = entry->getPointOfInstantiation();
  std::vector<FunctionDecl *> work = {entry};
  std::set<const FunctionDecl *> seen = {entry->getCanonicalDecl()};
  while (!work.empty()) {
    FunctionDecl *function = work.back();
    work.pop_back();
    lines.add(*function, at);
    FunctionDecl *definition = function->getDefinition();
    if (!definition || !definition->getBody())
      continue;
    References references;
    references.TraverseDecl(definition);
    for (FunctionDecl *next : references.found)
      if (isInside(*next, space) && seen.insert(next->getCanonicalDecl()).second)
        work.push_back(next);
  }
}

} // namespace

RequestLines findRequestLines(Sema &sema) {
  RequestLines lines;
  IdentifierTable &names = sema.Context.Idents;
  std::vector<FunctionDecl *> entries;
  const NamespaceDecl *space = nullptr;
  for (NamedDecl *decl : sema.Context.getTranslationUnitDecl()->lookup(&names.get("clangent")))
    if (auto *found = dyn_cast<NamespaceDecl>(decl))
      space = found;
  if (!space)
    return lines;
  for (const char *name : {"gradient", "gradient_tuple", "value_and_gradient", "vjp", "jvp"})
    for (NamedDecl *decl : space->lookup(&names.get(name)))
      if (auto *entry = dyn_cast<FunctionTemplateDecl>(decl))
        entries.insert(entries.end(), entry->spec_begin(), entry->spec_end());
  // The earliest request of several is the one to report.
  const SourceManager &sources = sema.getSourceManager();
  std::stable_sort(entries.begin(), entries.end(), [&](const FunctionDecl *a, const FunctionDecl *b) {
    const SourceLocation left = a->getPointOfInstantiation(), right = b->getPointOfInstantiation();
    if (left.isInvalid() || right.isInvalid())
      return left.isValid() && right.isInvalid();
    return sources.isBeforeInTranslationUnit(left, right);
  });
  for (FunctionDecl *entry : entries)
    follow(entry, *space, lines);
  return lines;
}

} // namespace clangent
