// The attribute's handler, and declaring an annotated function's derivatives while its own declaration is being read.
#include "Frontend/Attribute.h"

#include "Support/Diagnostics.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace clangent {

namespace {

/// The annotations of the translation units that are being compiled in this process.
std::map<const Sema *, Annotations *> &liveAnnotations() {
  static std::map<const Sema *, Annotations *> live;
  return live;
}

/// What keeps f_adjoint from being an ordinary function beside f; null if nothing does.
const char *unsupportedForm(const FunctionDecl &function) {
  if (function.isTemplated() || function.isTemplateInstantiation())
    return "templates";
  if (isa<CXXMethodDecl>(function))
    return "member functions";
  if (function.getReturnType()->isUndeducedType())
    return "a deduced return type";
  if (function.getDeclContext()->isFunctionOrMethod())
    return "a declaration inside a function";
  if (!function.getIdentifier() || !function.getType()->isFunctionProtoType())
    return "this kind of function";
  if (function.isVariadic())
    return "variadic functions";
  return nullptr;
}

std::vector<bool> fullActivity(const FunctionDecl &function) {
  std::vector<bool> activity;
  for (const ParmVarDecl *parameter : function.parameters())
    activity.push_back(isDifferentiableParameter(parameter->getType()));
  return activity;
}

struct DifferentiableAttribute : ParsedAttrInfo {
  DifferentiableAttribute() {
    static constexpr Spelling spellings[] = {{ParsedAttr::AS_CXX11, "clangent::differentiable"},
                                             {ParsedAttr::AS_GNU, "clangent_differentiable"}};
    Spellings = spellings;
  }

  bool diagAppertainsToDecl(Sema &sema, const ParsedAttr &attribute, const Decl *decl) const override {
    if (isa<FunctionDecl>(decl))
      return true;
    const unsigned id = sema.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, "%0");
    sema.Diag(attribute.getLoc(), id) << formatDiagText(diagInfo(DiagId::err_attribute_subject).text,
                                                        {"[[clangent::differentiable]]"});
    return false;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *decl, const ParsedAttr &attribute) const override {
    decl->addAttr(AnnotateAttr::Create(sema.Context, differentiableAnnotation, nullptr, 0, attribute.getRange()));
    const auto found = liveAnnotations().find(&sema);
    if (found != liveAnnotations().end())
      found->second->annotate(*cast<FunctionDecl>(decl));
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<DifferentiableAttribute> registration("clangent_differentiable",
                                                                  "asks for the derivatives of a function by name");

} // namespace

Annotations::Annotations(Sema &sema) : sema(sema) { liveAnnotations()[&sema] = this; }

Annotations::~Annotations() { liveAnnotations().erase(&sema); }

void Annotations::annotate(FunctionDecl &function) {
  if (const char *form = unsupportedForm(function)) {
    misfits.push_back({&function, form});
    return;
  }
  annotated.push_back({&function, {declare(function, Mode::Reverse), declare(function, Mode::Tangent)}});
}

FunctionDecl *Annotations::declare(FunctionDecl &function, Mode mode) {
  ASTContext &context = sema.Context;
  const std::vector<QualType> types = derivativeParameters(context, function, mode, fullActivity(function));
  const QualType type = context.getFunctionType(function.getReturnType(), types, FunctionProtoType::ExtProtoInfo());
  DeclContext *scope = function.getDeclContext();
  const std::string suffix = mode == Mode::Reverse ? "_adjoint" : "_tangent";
  IdentifierInfo *name = &context.Idents.get(function.getNameAsString() + suffix);
  for (NamedDecl *other : scope->getRedeclContext()->lookup(name))
    if (auto *same = dyn_cast<FunctionDecl>(other))
      if (context.hasSameType(same->getType(), type))
        return same;

  const SourceLocation at = function.getLocation();
  const StorageClass storage = function.getStorageClass() == SC_Static ? SC_Static : SC_None;
  auto *derivative = FunctionDecl::Create(context, scope, function.getBeginLoc(), at, DeclarationName(name), type,
                                          context.getTrivialTypeSourceInfo(type, at), storage, false,
                                          function.isInlineSpecified());
  std::vector<ParmVarDecl *> parameters;
  for (QualType each : types) {
    auto *parameter = ParmVarDecl::Create(context, derivative, at, at, nullptr, each,
                                          context.getTrivialTypeSourceInfo(each, at), SC_None, nullptr);
    parameter->setScopeInfo(0, parameters.size());
    parameters.push_back(parameter);
  }
  derivative->setParams(parameters);
  derivative->setLexicalDeclContext(sema.CurContext);
  if (Scope *inner = sema.getScopeForContext(scope))
    sema.PushOnScopeChains(derivative, inner);
  else
    scope->addDecl(derivative);
  return derivative;
}

std::vector<Request> Annotations::takeRequests() {
  std::vector<Request> requests;
  for (std::size_t i = 0; i < annotated.size(); ++i) {
    const FunctionDecl *definition = nullptr;
    if (annotated[i].handedOut || !annotated[i].function->isDefined(definition))
      continue;
    for (Declared &same : annotated)
      same.handedOut |= declaresSameEntity(same.function, definition);
    for (Mode mode : {Mode::Reverse, Mode::Tangent}) {
      FunctionDecl *target = annotated[i].derivative[static_cast<int>(mode)];
      if (target->isDefined())
        continue;
      Request request;
      request.mode = mode;
      request.callee = definition;
      request.activity = fullActivity(*definition);
      request.target = target;
      request.result = target->getReturnType();
      for (const ParmVarDecl *parameter : target->parameters())
        request.parameters.push_back(parameter->getType());
      request.requestedAt = definition->getLocation();
      request.hasResultShadow = hasDerivative(request.result);
      requests.push_back(std::move(request));
    }
  }
  return requests;
}

std::vector<Annotations::Misfit> Annotations::takeMisfits() { return std::move(misfits); }

} // namespace clangent
