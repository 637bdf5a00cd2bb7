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
  const CXXRecordDecl *model = type->getAsCXXRecordDecl()->getDefinition();
  // Of another library, or with more in it, as functions that compare keys may have: the model is of another class.
  return model->isEmpty() || ast.getTypeSize(type) == ast.getTypeSize(of) ? model : nullptr;
}

const CXXRecordDecl *Models::modelOf(const CXXRecordDecl *record) {
  record = record->getDefinition();
  if (!record || record->isDependentType() || record->isLambda())
    return nullptr;
  auto found = known.find(record);
  if (found != known.end())
    return found->second;
  const CXXRecordDecl *model = instantiated(record);
  known[record] = model;
  if (model)
    addParts(model, record);
  return model;
}

// What several models share is a base of theirs, and stands for the same object.
void Models::addParts(const CXXRecordDecl *part, const CXXRecordDecl *of) {
  parts[part->getCanonicalDecl()] = of;
  for (const CXXBaseSpecifier &base : part->bases())
    if (const CXXRecordDecl *shared = base.getType()->getAsCXXRecordDecl())
      addParts(shared, of);
}

const CXXRecordDecl *Models::modelledBy(const CXXRecordDecl *record) const {
  if (const CXXRecordDecl *of = parts.lookup(record->getCanonicalDecl()))
    return of;
  const auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record);
  const auto *space = instance ? dyn_cast<NamespaceDecl>(instance->getDeclContext()) : nullptr;
  if (!space || !space->getIdentifier() || space->getName() != "clangent" || !instance->getIdentifier() ||
      instance->getName() != "model")
    return nullptr;
  return instance->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

bool Models::isOfFunctions(const CXXRecordDecl *record) {
  const CXXRecordDecl *model = modelOf(record);
  return model && model->isEmpty();
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
QualType plainType(ASTContext &ast, const FunctionDecl *function) {
  const auto *type = function->getType()->castAs<FunctionProtoType>();
  llvm::SmallVector<QualType, 4> parameters;
  for (const QualType parameter : type->getParamTypes())
    if (!isAllocator(parameter))
      parameters.push_back(parameter);
  FunctionProtoType::ExtProtoInfo info;
  info.TypeQuals = type->getMethodQuals();
  info.RefQualifier = type->getRefQualifier();
  return ast.getCanonicalType(ast.getFunctionType(type->getReturnType(), parameters, info));
}

DeclarationName nameIn(ASTContext &ast, const CXXRecordDecl *model, const FunctionDecl *function) {
  const CanQualType type = ast.getCanonicalType(ast.getTypeDeclType(model));
  if (isa<CXXConstructorDecl>(function))
    return ast.DeclarationNames.getCXXConstructorName(type);
  return isa<CXXDestructorDecl>(function) ? ast.DeclarationNames.getCXXDestructorName(type) : function->getDeclName();
}

// What the caller may have said of a template's arguments: those in front of what is deduced in any number.
TemplateArgumentListInfo firstArguments(ASTContext &ast, const FunctionDecl *function, SourceLocation at) {
  TemplateArgumentListInfo list(at, at);
  if (const TemplateArgumentList *arguments = function->getTemplateSpecializationArgs())
    for (const TemplateArgument &argument : arguments->asArray()) {
      if (argument.getKind() == TemplateArgument::Type)
        list.addArgument({argument, ast.getTrivialTypeSourceInfo(argument.getAsType(), at)});
      else if (argument.getKind() == TemplateArgument::Integral)
        list.addArgument(
            {argument, IntegerLiteral::Create(ast, argument.getAsIntegral(), argument.getIntegralType(), at)});
      else
        break;
    }
  return list;
}

} // namespace

// The candidate of this type; with the first or all arguments of the function that it stands for, where deduction does
// not find them.
FunctionDecl *Models::deduced(FunctionTemplateDecl *candidate, const FunctionDecl *like, QualType type) {
  const SourceLocation at = candidate->getLocation();
  TemplateArgumentListInfo first = firstArguments(sema.Context, like, at), all(at, at);
  if (const TemplateArgumentList *given = like->getTemplateSpecializationArgs())
    for (const TemplateArgument &argument : given->asArray())
      all.addArgument(sema.getTrivialTemplateArgumentLoc(argument, QualType(), at));
  for (TemplateArgumentListInfo *said : {static_cast<TemplateArgumentListInfo *>(nullptr), &first, &all}) {
    sema::TemplateDeductionInfo info(at);
    FunctionDecl *found = nullptr;
    if (sema.DeduceTemplateArguments(candidate, said, type, found, info, /*IsAddressOfFunction=*/false) ==
        TemplateDeductionResult::Success)
      return found;
  }
  return nullptr;
}

// The function of the same name and type, in the model or behind that in its bases.
void Models::findFunction(const CXXRecordDecl *part, const FunctionDecl *like, QualType type,
                          const CXXMethodDecl *&found, const CXXMethodDecl *&fromTemplate) {
  ASTContext &ast = sema.Context;
  for (NamedDecl *candidate : part->lookup(nameIn(ast, part, like))) {
    if (auto *method = dyn_cast<CXXMethodDecl>(candidate); method && !found && plainType(ast, method) == type)
      found = method;
    else if (auto *methods = dyn_cast<FunctionTemplateDecl>(candidate); methods && !fromTemplate)
      fromTemplate = dyn_cast_or_null<CXXMethodDecl>(deduced(methods, like, type));
  }
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(like))
    return;
  for (const CXXBaseSpecifier &base : part->bases())
    if (const CXXRecordDecl *shared = base.getType()->getAsCXXRecordDecl())
      findFunction(shared, like, type, found, fromTemplate);
}

const CXXMethodDecl *Models::found(const FunctionDecl *function, const CXXRecordDecl *model) {
  auto [known, isNew] = functions.try_emplace(function);
  if (!isNew)
    return known->second;
  const CXXMethodDecl *found = nullptr, *fromTemplate = nullptr;
  findFunction(model, function, plainType(sema.Context, function), found, fromTemplate);
  if (!found)
    found = fromTemplate;
  functions[function] = found;
  if (found)
    originals[found->getCanonicalDecl()] = function;
  return found;
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

const FunctionDecl *Models::functionFor(const FunctionDecl *function) {
  const FunctionTemplateDecl *pattern = function->getPrimaryTemplate();
  if (!pattern || isa<CXXMethodDecl>(function))
    return nullptr;
  if (!areCollected)
    collectFunctions();
  auto named = freeFunctions.find(pattern->getQualifiedNameAsString());
  if (named == freeFunctions.end())
    return nullptr;
  auto [known, isNew] = freeFound.try_emplace(function->getCanonicalDecl());
  if (!isNew)
    return known->second;
  const QualType type = sema.Context.getCanonicalType(function->getType());
  const FunctionDecl *chosen = nullptr;
  for (FunctionTemplateDecl *candidate : named->second)
    if (!chosen)
      chosen = deduced(candidate, function, type);
  return freeFound[function->getCanonicalDecl()] = chosen;
}

const CXXMethodDecl *Models::functionFor(const CXXMethodDecl *member) {
  const CXXRecordDecl *model = modelOf(member->getParent());
  return model ? found(member, model) : nullptr;
}

const CXXMethodDecl *Models::functionFor(const FunctionDecl *function, const CXXRecordDecl *record) {
  const CXXRecordDecl *model = modelOf(record);
  const CXXMethodDecl *method = model ? found(function, model) : nullptr;
  return method && method->isStatic() ? method : nullptr;
}

} // namespace clangent::frontend
