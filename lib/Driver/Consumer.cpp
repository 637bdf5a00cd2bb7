// The loop at the end of the translation unit.
#include "Driver/Consumer.h"
#include "Driver/AttributeNames.h"
#include "Driver/CalleeCheck.h"
#include "Driver/ClangDiagnostics.h"
#include "Driver/Differentiate.h"
#include "Driver/Injection.h"
#include "Driver/TargetText.h"
#include "Driver/ZeroText.h"
#include "Frontend/Requests/Attribute.h"
#include "Frontend/Rules/DerivativeRules.h"
#include "Frontend/Rules/RuleAttributes.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/SemaConsumer.h"
#include "clang/Serialization/ASTReader.h"

#include <optional>

using namespace clang;

namespace clangent {

namespace {

// Class templates of the library, and the header with their model.
struct LibraryModel {
  const char *name, *header;
};
constexpr LibraryModel libraryModels[] = {
    {"_Temporary_buffer", "clangent/models/temporary_buffer.h"},
    {"__shared_ptr", "clangent/models/shared_ptr.h"},
    {"deque", "clangent/models/deque.h"},
    {"forward_list", "clangent/models/forward_list.h"},
    {"list", "clangent/models/list.h"},
    {"map", "clangent/models/map.h"},
    {"optional", "clangent/models/optional.h"},
    {"set", "clangent/models/set.h"},
    {"unique_ptr", "clangent/models/unique_ptr.h"},
    {"unordered_map", "clangent/models/unordered_map.h"},
    {"variant", "clangent/models/variant.h"},
    {"vector", "clangent/models/vector.h"},
};

// Is there a class template of this name, with its definition?
bool declaresInStd(Sema &sema, const char *name) {
  NamespaceDecl *space = sema.getStdNamespace();
  if (!space)
    return false;
  for (NamedDecl *found : space->lookup(&sema.Context.Idents.get(name)))
    if (const auto *classes = dyn_cast<ClassTemplateDecl>(found))
      return classes->getTemplatedDecl()->getDefinition() != nullptr;
  return false;
}

// Is there the library of matrices, with what its matrices have in common?
bool declaresEigen(Sema &sema) {
  for (NamedDecl *space : sema.Context.getTranslationUnitDecl()->lookup(&sema.Context.Idents.get("Eigen")))
    if (const auto *eigen = dyn_cast<NamespaceDecl>(space))
      for (NamedDecl *found : eigen->lookup(&sema.Context.Idents.get("PlainObjectBase")))
        if (const auto *classes = dyn_cast<ClassTemplateDecl>(found))
          return classes->getTemplatedDecl()->getDefinition() != nullptr;
  return false;
}

class Consumer : public SemaConsumer, public ExternalSemaSource {
public:
  Consumer(CompilerInstance &compiler, const Options &options)
      : compiler(compiler), options(options), sink(compiler.getDiagnostics()),
        injection(compiler, sink, options.emitDir) {
    watchAttributeNames(compiler, sink);
  }

  void InitializeSema(Sema &s) override {
    sema = &s;
    annotations.emplace(s, sink);
    types.emplace(s);
    targets.emplace(s, *types);
    // Sema counts references to its sources, and this one belongs to the compiler as a consumer.
    Retain();
    s.addExternalSource(this);
  }

  void ForgetSema() override {
    targets.reset();
    types.reset();
    annotations.reset();
    frontend::forgetRules(sema->Context);
    sema = nullptr;
  }

  bool HandleTopLevelDecl(DeclGroupRef group) override {
    for (const Decl *decl : group)
      if (const auto *space = dyn_cast<NamespaceDecl>(decl))
        if (space->getIdentifier() && space->getName() == "clangent")
          openLeaves();
    return true;
  }

  // Sema calls this once, at the end of the translation unit, before it performs what is pending.
  void ReadPendingInstantiations(SmallVectorImpl<std::pair<ValueDecl *, SourceLocation>> &) override {
    if (done || !sema || !injection.isPossible())
      return;
    done = true;
    openLeaves();
    const bool hasErrors = compiler.getDiagnostics().hasErrorOccurred();
    if (hasErrors || sema->TUKind == TU_Prefix)
      return;
    annotations->readPrecompiled();
    if (findDetailTemplate(*sema, "Derivative") || !annotations->empty())
      writeDerivatives();
  }

private:
  // Takes away the bodies that call for the plugin. Done as soon as the header has been read, so that no closure is
  // instantiated with one.
  void openLeaves() {
    for (const auto &[name, member] : {std::pair("Derivative", "call"), std::pair("Zero", "clear")})
      if (ClassTemplateDecl *leaf = findDetailTemplate(*sema, name))
        for (NamedDecl *decl : leaf->getTemplatedDecl()->lookup(&sema->Context.Idents.get(member)))
          if (auto *method = dyn_cast<CXXMethodDecl>(decl))
            method->setBody(nullptr);
  }

  // What a precompiled header left pending would otherwise be read only after this hook.
  void readPendingOfHeader() {
    auto reader = compiler.getASTReader();
    if (!reader)
      return;
    SmallVector<std::pair<ValueDecl *, SourceLocation>, 8> pending;
    reader->ReadPendingInstantiations(pending);
    for (auto &entry : pending)
      if (auto *function = dyn_cast<FunctionDecl>(entry.first))
        function->setInstantiationIsPending(true);
    sema->PendingInstantiations.insert(sema->PendingInstantiations.begin(), pending.begin(), pending.end());
  }

  void writeDerivatives() {
    for (const auto &[operation, rule] : frontend::rulesOfNothing(sema->Context))
      sink.report(DiagId::warn_rule_of_nothing, SourceRef{rule->getLocation().getRawEncoding()}, {operation});
    for (;;) {
      readPendingOfHeader();
      sema->PerformPendingInstantiations();
      std::vector<Request> requests = collectRequests(*sema);
      for (Request &request : annotations->takeRequests())
        requests.push_back(std::move(request));
      const std::vector<ZeroRequest> zeros = collectZeroRequests(*sema);
      if (!requests.empty() && !readModels())
        return;
      if ((requests.empty() && zeros.empty()) || compiler.getDiagnostics().hasErrorOccurred())
        return;
      std::string text;
      for (const Request &request : requests)
        text += write(request);
      for (const ZeroRequest &zero : zeros)
        text += write(zero);
      if (options.print)
        llvm::outs() << text;
      if (!injection.parse(text))
        return;
      reportDifferences();
    }
  }

  // What stands for classes of the library is read where the program has such classes. In a file with values, such as
  // tensors, containers are lists of these.
  bool readModels() {
    if (areModelsRead)
      return true;
    areModelsRead = true;
    const std::string eigen = "clangent/models/eigen.h";
    if (declaresEigen(*sema) && hasHeader(*sema, eigen, SourceLocation()) && !injection.include(eigen))
      return false;
    if (frontend::TypeLowering::hasSums(sema->Context))
      return true;
    for (const auto &[name, header] : libraryModels)
      if (declaresInStd(*sema, name) && hasHeader(*sema, header, SourceLocation()) && !injection.include(header))
        return false;
    return true;
  }

  // Overloads that were declared behind a call must not change what it means.
  void reportDifferences() {
    for (const CalleeCheck::Difference &difference : callees.differences(injection.declared())) {
      std::vector<DiagNote> notes;
      const std::string name = difference.found->getQualifiedNameAsString();
      if (difference.recorded)
        notes.push_back(
            {DiagId::note_declared_here, SourceRef{difference.recorded->getLocation().getRawEncoding()}, {name}});
      sink.report(DiagId::err_other_callee, SourceRef{difference.found->getLocation().getRawEncoding()}, {name}, notes);
    }
  }

  // Clang refuses a specialisation of what has been used; without its point of instantiation a leaf has not been.
  static void allowDefinition(CXXMethodDecl &leaf) {
    if (MemberSpecializationInfo *info = leaf.getMemberSpecializationInfo())
      info->setPointOfInstantiation(SourceLocation());
  }

  std::string write(const ZeroRequest &zero) {
    allowDefinition(*zero.leaf);
    sink.beginRequest(zero.type->getNameAsString(), zero.requestedAt, /*isAnnotated=*/false);
    const std::string text = zeroText(*sema, zero, *types, sink);
    sink.endRequest();
    return text;
  }

  // The text of one derivative and of the definition that leads to it.
  std::string write(const Request &request) {
    if (request.leaf)
      allowDefinition(*request.leaf);
    const std::string name = request.callee ? request.callee->getNameAsString() : "";
    sink.beginRequest(name, request.requestedAt, request.isAnnotated());
    const DerivativeText derivative = derive(request);
    sink.endRequest();
    if (!derivative.ok)
      return targets->trap(request);
    callees.record(derivative.callees);
    std::string helper = derivative.helperText;
    if (!helper.empty())
      helper = derivative.includes + "namespace clangent {\nnamespace generated {\n" + helper +
               "} // namespace generated\n} // namespace clangent\n";
    return helper + targets->forward(request, derivative.calleeName);
  }

  DerivativeText derive(const Request &request) {
    const SourceRef at{request.requestedAt.getRawEncoding()};
    if (!request.callee) {
      sink.report(DiagId::err_callee_unknown, at);
      return {};
    }
    if (!request.callee->hasBody() && !frontend::hasRules(*request.callee)) {
      sink.report(DiagId::err_no_definition, at, {request.callee->getNameAsString()},
                  {{DiagId::note_declared_here,
                    SourceRef{request.callee->getLocation().getRawEncoding()},
                    {request.callee->getNameAsString()}}});
      return {};
    }
    if (request.hasResultShadow && request.callee->getReturnType()->isReferenceType()) {
      sink.report(DiagId::err_unsupported, SourceRef{request.callee->getLocation().getRawEncoding()},
                  {"'" + request.callee->getNameAsString() + "', which returns a reference"});
      return {};
    }
    return differentiate({request, *sema, options, sink, names, *types, llvm::outs()});
  }

  CompilerInstance &compiler;
  const Options options;
  ClangDiagnosticSink sink;
  Injection injection;
  UniqueNames names;
  Sema *sema = nullptr;
  std::optional<Annotations> annotations;
  std::optional<TypeText> types;
  std::optional<TargetText> targets;
  CalleeCheck callees;
  bool done = false;
  bool areModelsRead = false;
};

} // namespace

std::unique_ptr<ASTConsumer> createConsumer(CompilerInstance &compiler, const Options &options) {
  return std::make_unique<Consumer>(compiler, options);
}

} // namespace clangent
