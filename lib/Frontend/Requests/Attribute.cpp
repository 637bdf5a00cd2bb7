// The attribute's handler, and declaring an annotated function's derivatives while its own declaration is being read.
#include "Frontend/Requests/Attribute.h"
#include "Frontend/Requests/Marks.h"
#include "Frontend/Rules/Precompiled.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

#include <algorithm>

using namespace clang;

namespace clangent {

namespace {

// The annotations of the translation units that are being compiled in this process.
std::map<const Sema *, Annotations *> &liveAnnotations() {
  static std::map<const Sema *, Annotations *> live;
  return live;
}

// What keeps f_adjoint from being an ordinary function beside f; null if nothing does.
const char *unsupportedForm(const FunctionDecl &function) {
  if (function.isTemplated() || function.isTemplateInstantiation())
    return "templates";
  if (function.getReturnType()->isUndeducedType())
    return "a deduced return type";
  if (function.getParentFunctionOrMethod())
    return "a declaration inside a function";
  if (!function.getIdentifier())
    return "operators, constructors and destructors";
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
    addMark(*decl, differentiableAnnotation, attribute.getRange());
    const auto found = liveAnnotations().find(&sema);
    if (found != liveAnnotations().end())
      found->second->annotate(*cast<FunctionDecl>(decl));
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<DifferentiableAttribute> registration("clangent_differentiable",
                                                                  "asks for the derivatives of a function by name");

} // namespace

Annotations::Annotations(Sema &sema, DiagnosticSink &sink) : sema(sema), sink(sink) { liveAnnotations()[&sema] = this; }

void Annotations::readPrecompiled() {
  forEachPrecompiled(sema.Context, [this](FunctionDecl &function) {
    if (llvm::is_contained(marksOf(function), differentiableAnnotation))
      annotate(function);
  });
}

Annotations::~Annotations() { liveAnnotations().erase(&sema); }

namespace {

SourceRef placeOf(const Decl &decl) { return SourceRef{decl.getLocation().getRawEncoding()}; }

bool hasObject(const FunctionDecl &function) {
  const auto *method = dyn_cast<CXXMethodDecl>(&function);
  return method && method->isInstance();
}

// While its attributes are handled, a redeclaration is not yet known to be one.
bool declareSame(const FunctionDecl &a, const FunctionDecl &b) {
  return a.getDeclContext()->getRedeclContext()->Equals(b.getDeclContext()->getRedeclContext()) &&
         a.getDeclName() == b.getDeclName() && a.getASTContext().hasSameType(a.getType(), b.getType());
}

} // namespace

void Annotations::annotate(FunctionDecl &function) {
  if (const char *form = unsupportedForm(function))
    return sink.report(DiagId::err_annotated_form, placeOf(function), {form});
  const std::vector<bool> activity = fullActivity(function);
  if (!hasObject(function) && std::find(activity.begin(), activity.end(), true) == activity.end())
    return sink.report(DiagId::err_nothing_active, placeOf(function), {function.getNameAsString()});
  const Signature signatures[] = {signatureOf(function, Mode::Reverse), signatureOf(function, Mode::Tangent)};
  for (const Signature &signature : signatures)
    if (const NamedDecl *other = obstacle(signature, function))
      return reportTaken(*other, function.getLocation());
  annotated.push_back({&function, {declare(signatures[0], function), declare(signatures[1], function)}});
}

Annotations::Signature Annotations::signatureOf(FunctionDecl &function, Mode mode) const {
  ASTContext &context = sema.Context;
  Signature signature;
  signature.scope = isa<CXXMethodDecl>(function) ? function.getEnclosingNamespaceContext() : function.getDeclContext();
  const std::string suffix = mode == Mode::Reverse ? "_adjoint" : "_tangent";
  signature.name = &context.Idents.get(function.getNameAsString() + suffix);
  signature.parameters = derivativeParameters(context, function, mode, fullActivity(function));
  signature.type = context.getFunctionType(frontend::TypeLowering::withoutView(context, function.getReturnType()),
                                           signature.parameters, FunctionProtoType::ExtProtoInfo());
  return signature;
}

const NamedDecl *Annotations::obstacle(const Signature &signature, const FunctionDecl &function) const {
  for (const NamedDecl *other : signature.scope->getRedeclContext()->lookup(signature.name)) {
    if (isa<FunctionTemplateDecl>(other))
      continue;
    const auto *overload = dyn_cast<FunctionDecl>(other);
    if (!overload)
      return other;
    const auto *type = overload->getType()->castAs<FunctionProtoType>();
    const auto *wanted = signature.type->castAs<FunctionProtoType>();
    if (sema.Context.hasSameType(overload->getType(), signature.type)) {
      for (const Declared &known : annotated)
        if ((known.derivative[0] == overload || known.derivative[1] == overload) &&
            !declareSame(*known.function, function))
          return other;
      continue;
    }
    if (sema.Context.hasSameType(sema.Context.getFunctionType(wanted->getReturnType(), type->getParamTypes(),
                                                              FunctionProtoType::ExtProtoInfo()),
                                 signature.type))
      return other; // only the results differ
  }
  return nullptr;
}

void Annotations::reportTaken(const NamedDecl &other, SourceLocation at) {
  const std::string name = other.getNameAsString();
  sink.report(DiagId::err_name_taken, SourceRef{at.getRawEncoding()}, {name},
              {{DiagId::note_declared_here, placeOf(other), {name}}});
}

FunctionDecl *Annotations::declare(const Signature &signature, FunctionDecl &function) {
  ASTContext &context = sema.Context;
  DeclContext *scope = signature.scope;
  for (NamedDecl *other : scope->getRedeclContext()->lookup(signature.name))
    if (auto *same = dyn_cast<FunctionDecl>(other))
      if (context.hasSameType(same->getType(), signature.type))
        return same;

  const SourceLocation at = function.getLocation();
  const bool isFree = !isa<CXXMethodDecl>(function);
  const StorageClass storage = isFree && function.getStorageClass() == SC_Static ? SC_Static : SC_None;
  auto *derivative = FunctionDecl::Create(context, scope, function.getBeginLoc(), at, DeclarationName(signature.name),
                                          signature.type, context.getTrivialTypeSourceInfo(signature.type, at), storage,
                                          false, function.isInlineSpecified());
  std::vector<ParmVarDecl *> parameters;
  for (QualType each : signature.parameters) {
    auto *parameter = ParmVarDecl::Create(context, derivative, at, at, nullptr, each,
                                          context.getTrivialTypeSourceInfo(each, at), SC_None, nullptr);
    parameter->setScopeInfo(0, parameters.size());
    parameters.push_back(parameter);
  }
  derivative->setParams(parameters);
  DeclContext *lexical = isFree ? sema.CurContext : scope;
  derivative->setLexicalDeclContext(lexical);
  lexical->addDecl(derivative);
  if (Scope *around = sema.getScopeForContext(scope))
    sema.PushOnScopeChains(derivative, around, /*AddToContext=*/false);
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
      if (target->isDefined()) {
        reportTaken(*target->getDefinition(), definition->getLocation());
        continue;
      }
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
      request.hasObject = request.isObjectActive = hasObject(*definition);
      requests.push_back(std::move(request));
    }
  }
  return requests;
}

} // namespace clangent
