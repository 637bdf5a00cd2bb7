#include "Frontend/Library/Models.h"
#include "Frontend/Requests/Request.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/TemplateDeduction.h"
#include "llvm/ADT/StringSet.h"

namespace clangent::frontend {

using namespace clang;

// ---- classes

ClassTemplateDecl *Models::modelTemplate() {
  const NamespaceDecl *clangent = all ? nullptr : findClangent(sema.Context);
  if (clangent)
    for (NamedDecl *found : clangent->lookup(&sema.Context.Idents.get("model")))
      if (auto *classes = dyn_cast<ClassTemplateDecl>(found))
        all = classes;
  return all;
}

const CXXRecordDecl *Models::instantiated(const CXXRecordDecl *record) {
  ClassTemplateDecl *models = modelTemplate();
  if (!models)
    return nullptr;
  const SourceLocation at = models->getLocation();
  ASTContext &ast = sema.Context;
  const QualType of = ast.getTypeDeclType(record);
  TemplateArgumentListInfo arguments(at, at);
  arguments.addArgument(TemplateArgumentLoc(TemplateArgument(of), ast.getTrivialTypeSourceInfo(of, at)));
  const QualType type = sema.CheckTemplateIdType(TemplateName(models), at, arguments);
  if (type.isNull() || !sema.isCompleteType(at, type))
    return nullptr;
  return type->getAsCXXRecordDecl()->getDefinition();
}

const CXXRecordDecl *Models::modelOf(const CXXRecordDecl *record) {
  record = record->getDefinition();
  if (!record || record->isDependentType() || record->isLambda())
    return nullptr;
  auto found = known.find(record);
  if (found == known.end())
    found = known.try_emplace(record, instantiated(record)).first;
  return found->second;
}

const CXXRecordDecl *Models::modelledBy(const CXXRecordDecl *record) {
  const auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record);
  const auto *space = instance ? dyn_cast<NamespaceDecl>(instance->getDeclContext()) : nullptr;
  if (!space || !space->getIdentifier() || space->getName() != "clangent" || !instance->getIdentifier() ||
      instance->getName() != "model")
    return nullptr;
  return instance->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

bool Models::isOfFunctions(const CXXRecordDecl *record) {
  const CXXRecordDecl *model = modelOf(record);
  return model && model->field_empty();
}

// ---- functions

namespace {

constexpr llvm::StringLiteral StandsFor("clangent.stands_for");

// What the annotation names; empty without one.
llvm::StringRef namedBy(const FunctionDecl *function) {
  for (const auto *annotation : function->specific_attrs<AnnotateAttr>())
    if (annotation->getAnnotation() == StandsFor && annotation->args_size() == 1)
      if (const auto *text = dyn_cast<StringLiteral>(
              (*annotation->args_begin())->IgnoreParenImpCasts()->IgnoreUnlessSpelledInSource()))
        return text->getString();
  return {};
}

bool isAllocator(QualType type) {
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getName() == "allocator";
}

// The function's type, without parameters that are allocators.
QualType plainType(ASTContext &ast, const CXXMethodDecl *method) {
  const auto *type = method->getType()->castAs<FunctionProtoType>();
  llvm::SmallVector<QualType, 4> parameters;
  for (const QualType parameter : type->getParamTypes())
    if (!isAllocator(parameter))
      parameters.push_back(parameter);
  FunctionProtoType::ExtProtoInfo info;
  info.TypeQuals = type->getMethodQuals();
  info.RefQualifier = type->getRefQualifier();
  return ast.getCanonicalType(ast.getFunctionType(type->getReturnType(), parameters, info));
}

DeclarationName nameIn(ASTContext &ast, const CXXRecordDecl *model, const CXXMethodDecl *member) {
  const CanQualType type = ast.getCanonicalType(ast.getTypeDeclType(model));
  if (isa<CXXConstructorDecl>(member))
    return ast.DeclarationNames.getCXXConstructorName(type);
  return isa<CXXDestructorDecl>(member) ? ast.DeclarationNames.getCXXDestructorName(type) : member->getDeclName();
}

} // namespace

// The candidate of this type; with the arguments of the function that it stands for, where they are given.
FunctionDecl *Models::deduced(FunctionTemplateDecl *candidate, QualType type, const TemplateArgumentList *given) {
  const SourceLocation at = candidate->getLocation();
  TemplateArgumentListInfo arguments(at, at);
  if (given)
    for (const TemplateArgument &argument : given->asArray())
      arguments.addArgument(sema.getTrivialTemplateArgumentLoc(argument, QualType(), at));
  sema::TemplateDeductionInfo info(at);
  FunctionDecl *found = nullptr;
  const TemplateDeductionResult result = sema.DeduceTemplateArguments(
      candidate, given ? &arguments : nullptr, type, found, info, /*IsAddressOfFunction=*/false);
  return result == TemplateDeductionResult::Success ? found : nullptr;
}

bool Models::standsForAnother(const FunctionDecl *function) {
  const FunctionTemplateDecl *pattern = function->getPrimaryTemplate();
  return pattern && !namedBy(pattern->getTemplatedDecl()).empty();
}

void Models::collectFunctions() {
  areCollected = true;
  const NamespaceDecl *clangent = findClangent(sema.Context);
  if (!clangent)
    return;
  for (NamedDecl *space : clangent->lookup(&sema.Context.Idents.get("models")))
    if (auto *models = dyn_cast<NamespaceDecl>(space))
      for (NamespaceDecl *part : models->redecls())
        for (Decl *candidate : part->decls())
          if (auto *pattern = dyn_cast<FunctionTemplateDecl>(candidate))
            if (const llvm::StringRef name = namedBy(pattern->getTemplatedDecl()); !name.empty())
              freeFunctions[name].push_back(pattern);
  llvm::StringSet<> spaces;
  for (const auto &functions : freeFunctions)
    if (const llvm::StringRef space = functions.first().split("::").first; spaces.insert(space).second)
      for (NamedDecl *found : sema.Context.getTranslationUnitDecl()->lookup(&sema.Context.Idents.get(space)))
        if (auto *library = dyn_cast<NamespaceDecl>(found))
          for (const NamespaceDecl *part : library->redecls())
            files.insert(sourceManager().getFileID(sourceManager().getExpansionLoc(part->getLocation())));
  files.erase(sourceManager().getMainFileID());
}

bool Models::isOfLibrary(SourceLocation at) {
  if (at.isInvalid() || sourceManager().isInSystemHeader(at))
    return at.isValid();
  if (!areCollected)
    collectFunctions();
  return files.count(sourceManager().getFileID(sourceManager().getExpansionLoc(at))) != 0;
}

// A template of the model for a member that may come from a template itself.
const CXXMethodDecl *Models::candidateFor(FunctionTemplateDecl *candidate, QualType type, const CXXMethodDecl *member) {
  const TemplateArgumentList *given = member->getTemplateSpecializationArgs();
  const FunctionDecl *found = deduced(candidate, type, nullptr);
  if (!found && given)
    found = deduced(candidate, type, given);
  return dyn_cast_or_null<CXXMethodDecl>(found);
}

const FunctionDecl *Models::functionFor(const FunctionDecl *function) {
  const FunctionTemplateDecl *pattern = function->getPrimaryTemplate();
  if (!pattern || isa<CXXMethodDecl>(function))
    return nullptr;
  if (!areCollected)
    collectFunctions();
  auto named = freeFunctions.find(pattern->getQualifiedNameAsString());
  if (named == freeFunctions.end())
    return nullptr;
  auto [known, isNew] = found.try_emplace(function->getCanonicalDecl());
  if (!isNew)
    return known->second;
  const QualType type = sema.Context.getCanonicalType(function->getType());
  const FunctionDecl *chosen = nullptr;
  for (FunctionTemplateDecl *candidate : named->second)
    if (!chosen)
      chosen = deduced(candidate, type, function->getTemplateSpecializationArgs());
  return found[function->getCanonicalDecl()] = chosen;
}

const CXXMethodDecl *Models::functionFor(const CXXMethodDecl *member) {
  const CXXRecordDecl *model = modelOf(member->getParent());
  if (!model)
    return nullptr;
  auto [known, isNew] = functions.try_emplace(member);
  if (!isNew)
    return known->second;
  ASTContext &ast = sema.Context;
  const QualType type = plainType(ast, member);
  const CXXMethodDecl *found = nullptr, *fromTemplate = nullptr;
  for (NamedDecl *candidate : model->lookup(nameIn(ast, model, member))) {
    if (auto *method = dyn_cast<CXXMethodDecl>(candidate); method && plainType(ast, method) == type)
      found = method;
    else if (auto *methods = dyn_cast<FunctionTemplateDecl>(candidate); methods && !fromTemplate)
      fromTemplate = candidateFor(methods, type, member);
  }
  if (!found)
    found = fromTemplate;
  functions[member] = found;
  if (found)
    originals[found->getCanonicalDecl()] = member;
  return found;
}

} // namespace clangent::frontend
