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
  // Of another library, or with more in it, as functions that compare keys may have: the model is of another class.
  if (ast.getTypeSize(type) != ast.getTypeSize(of))
    return nullptr;
  return type->getAsCXXRecordDecl()->getDefinition();
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

// ---- functions

namespace {

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

const CXXMethodDecl *Models::deduced(FunctionTemplateDecl *candidate, QualType type) {
  sema::TemplateDeductionInfo info(candidate->getLocation());
  FunctionDecl *found = nullptr;
  const TemplateDeductionResult result =
      sema.DeduceTemplateArguments(candidate, nullptr, type, found, info, /*IsAddressOfFunction=*/false);
  return result == TemplateDeductionResult::Success ? dyn_cast_or_null<CXXMethodDecl>(found) : nullptr;
}

// The function of the same name and type, in the model or behind that in its bases.
void Models::findFunction(const CXXRecordDecl *part, const CXXMethodDecl *member, QualType type,
                          const CXXMethodDecl *&found, const CXXMethodDecl *&fromTemplate) {
  ASTContext &ast = sema.Context;
  for (NamedDecl *candidate : part->lookup(nameIn(ast, part, member))) {
    if (auto *method = dyn_cast<CXXMethodDecl>(candidate); method && !found && plainType(ast, method) == type)
      found = method;
    else if (auto *methods = dyn_cast<FunctionTemplateDecl>(candidate); methods && !fromTemplate)
      fromTemplate = deduced(methods, type);
  }
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(member))
    return;
  for (const CXXBaseSpecifier &base : part->bases())
    if (const CXXRecordDecl *shared = base.getType()->getAsCXXRecordDecl())
      findFunction(shared, member, type, found, fromTemplate);
}

const CXXMethodDecl *Models::functionFor(const CXXMethodDecl *member) {
  const CXXRecordDecl *model = modelOf(member->getParent());
  if (!model)
    return nullptr;
  auto [known, isNew] = functions.try_emplace(member);
  if (!isNew)
    return known->second;
  const CXXMethodDecl *found = nullptr, *fromTemplate = nullptr;
  findFunction(model, member, plainType(sema.Context, member), found, fromTemplate);
  if (!found)
    found = fromTemplate;
  functions[member] = found;
  if (found)
    originals[found->getCanonicalDecl()] = member;
  return found;
}

} // namespace clangent::frontend
