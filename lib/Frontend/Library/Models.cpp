#include "Frontend/Library/Models.h"
#include "Frontend/Requests/Request.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/TemplateDeduction.h"

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

// ---- functions

namespace {

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

const CXXMethodDecl *Models::deduced(FunctionTemplateDecl *candidate, const FunctionDecl *like, QualType type) {
  const SourceLocation at = candidate->getLocation();
  TemplateArgumentListInfo first = firstArguments(sema.Context, like, at);
  for (TemplateArgumentListInfo *said : {static_cast<TemplateArgumentListInfo *>(nullptr), &first}) {
    sema::TemplateDeductionInfo info(at);
    FunctionDecl *found = nullptr;
    if (sema.DeduceTemplateArguments(candidate, said, type, found, info, /*IsAddressOfFunction=*/false) ==
        TemplateDeductionResult::Success)
      return dyn_cast_or_null<CXXMethodDecl>(found);
  }
  return nullptr;
}

const CXXMethodDecl *Models::found(const FunctionDecl *function, const CXXRecordDecl *model) {
  auto [known, isNew] = functions.try_emplace(function);
  if (!isNew)
    return known->second;
  ASTContext &ast = sema.Context;
  const QualType type = plainType(ast, function);
  const CXXMethodDecl *found = nullptr, *fromTemplate = nullptr;
  for (NamedDecl *candidate : model->lookup(nameIn(ast, model, function))) {
    if (auto *method = dyn_cast<CXXMethodDecl>(candidate); method && plainType(ast, method) == type)
      found = method;
    else if (auto *methods = dyn_cast<FunctionTemplateDecl>(candidate); methods && !fromTemplate)
      fromTemplate = deduced(methods, function, type);
  }
  if (!found)
    found = fromTemplate;
  functions[function] = found;
  if (found)
    originals[found->getCanonicalDecl()] = function;
  return found;
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
