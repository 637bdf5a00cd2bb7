// What is wrong with objects: of a class, of its parts, of what a container holds; and which are destroyed.
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/ScopeExit.h"

namespace clangent::frontend {

using namespace clang;

// An object that holds no number and leads to none is data: C++ destroys it on every way out, exceptions included. The
// memory of a container goes with the tape, and a closure is called with numbers.
Problem TypeLowering::objectProblem(QualType type) {
  Problem problem = partProblem(type);
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (problem.empty() && record && !record->isLambda() && !isModelled(record) &&
      isDestroyed(type.getNonReferenceType()) && !types.holdsReal(lower(type.getNonReferenceType())))
    return {DiagId::err_destructor, {plainName(record)}};
  return problem;
}

Problem TypeLowering::partProblem(QualType type) {
  Problem problem = valueProblem(type);
  if (!problem.empty())
    return problem;
  QualType element = ast.getBaseElementType(type.getNonReferenceType());
  if (element.getTypePtr() != type.getTypePtr() && !(problem = valueProblem(element)).empty())
    return problem;
  if (element->isFunctionPointerType())
    return {DiagId::err_function_variable, {}};
  if (const auto *record = element->getAsCXXRecordDecl())
    return recordProblem(record);
  return {};
}

bool TypeLowering::isClosedPart(QualType type) {
  const QualType element = ast.getBaseElementType(type);
  const CXXRecordDecl *record = element->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || record->isUnion() || type->isReferenceType() || type.isVolatileQualified() || !isOpaque(element) ||
      !valueProblem(element).empty())
    return false;
  const DiagId why = recordProblem(record).id;
  const bool isAtomic = record->isInStdNamespace() && record->getName().starts_with("atomic");
  return why == DiagId::err_closed_object || (why == DiagId::err_unsupported && !isAtomic);
}

bool TypeLowering::isOpaque(QualType type) {
  return type->isRecordType() && types[lower(type)].kind == ir::TypeKind::Opaque;
}

bool TypeLowering::isClosed(QualType type) {
  const CXXRecordDecl *record = ast.getBaseElementType(type)->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || type.isVolatileQualified())
    return false;
  const Problem problem = objectProblem(type);
  if (problem.empty() || types.holdsTracked(lower(type)))
    return false;
  const bool isOfLibrary = record->isInStdNamespace();
  return problem.id == DiagId::err_destructor || problem.id == DiagId::err_closed_object ||
         problem.id == DiagId::err_complex || problem.id == DiagId::err_unsupported || isOfLibrary;
}

namespace {

// Is there code to run when an object of this class dies, its members' left aside?
bool destructorDoesSomething(const CXXRecordDecl *record) {
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (!destructor || !destructor->isUserProvided())
    return false;
  const auto *body = dyn_cast_or_null<CompoundStmt>(destructor->getBody());
  return !body || !body->body_empty();
}

} // namespace

// Objects without numbers are data, and need not be looked into.
Problem TypeLowering::heldProblem(QualType type) {
  const Problem problem = partProblem(type);
  if (problem.empty() && types.holdsClosed(lower(type)) && !types.holdsReal(lower(type)))
    return {DiagId::err_closed_object, {plainName(ast.getBaseElementType(type)->getAsCXXRecordDecl())}};
  return problem;
}

// What is wrong with the objects that a container holds. Of a class that holds a container of itself it is asked
// already.
Problem TypeLowering::elementProblem(const CXXRecordDecl *model) {
  if (llvm::is_contained(asked, model))
    return {};
  asked.push_back(model);
  const auto isAnswered = llvm::make_scope_exit([&] { asked.pop_back(); });
  for (const FieldDecl *field : model->fields())
    if (field->getType()->isPointerType())
      if (Problem problem = heldProblem(field->getType()->getPointeeType()); !problem.empty())
        return problem;
  return {};
}

// A class that holds a container of itself is as good as it is without that.
bool TypeLowering::isModelled(const CXXRecordDecl *record) {
  const CXXRecordDecl *model = models.modelOf(record);
  if (!model)
    return false;
  auto [known, isNew] = modelled.try_emplace(record->getCanonicalDecl(), true);
  if (!isNew)
    return known->second;
  const bool is = elementProblem(model).empty();
  modelled[record->getCanonicalDecl()] = is;
  return is;
}

bool TypeLowering::isDestroyed(QualType type) {
  const CXXRecordDecl *record = type.isNull() ? nullptr : ast.getBaseElementType(type)->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || type->isReferenceType() || record->isDependentType() || record->hasTrivialDestructor() ||
      types.isValue(lower(ast.getTypeDeclType(record))))
    return false;
  return !isTransparent(record) || destructorDoesSomething(record) ||
         llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &base) { return isDestroyed(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) { return isDestroyed(field->getType()); });
}

void TypeLowering::destroyReturned(QualType type) {
  ir::Lifetime lifetime = types[lower(type)].lifetime;
  lifetime.isDestroyed = true;
  types.setLifetime(lower(type), lifetime);
}

std::string TypeLowering::plainName(const CXXRecordDecl *record) const {
  PrintingPolicy asWritten = printing;
  asWritten.SuppressDefaultTemplateArgs = true;
  return QualType(record->getTypeForDecl(), 0).getAsString(asWritten);
}

Problem TypeLowering::recordProblem(const CXXRecordDecl *record) {
  const std::string plain = plainName(record);
  const std::string name = "'" + plain + "'";
  if (types.isValue(lower(QualType(record->getTypeForDecl(), 0))))
    return {};
  record = record->getDefinition();
  if (!record)
    return "an object of incomplete type " + name;
  if (record->isUnion())
    return {DiagId::err_union, {}};
  if (record->isInStdNamespace() && record->getName().starts_with("atomic"))
    return "an atomic object";
  if (record->isInStdNamespace() && record->getName() == "complex")
    return {DiagId::err_complex, {}};
  if (const CXXRecordDecl *model = models.modelOf(record))
    return elementProblem(model);
  if (!isTransparent(record)) {
    if (record->isInStdNamespace())
      return {DiagId::err_closed_object, {plain}};
    return "an object of type " + name;
  }
  if (!record->isLambda() && !record->hasDefaultConstructor() &&
      types.holdsValue(lower(QualType(record->getTypeForDecl(), 0))))
    return "an object of type " + name + ", which cannot be made without arguments";
  const Problem problem = partsProblem(record);
  const QualType type = ast.getTypeDeclType(record);
  const bool isOwn = destructorDoesSomething(record);
  if (!isOwn && (!problem.empty() || !isDestroyed(type)))
    return problem;
  // The text declares objects with values in them, so that C++ would destroy them as well.
  const bool isSeen = problem.empty() && !types.holdsValue(lower(type)) && (!isOwn || canDestroy(record));
  return isSeen ? problem : Problem(DiagId::err_destructor, {plain});
}

Problem TypeLowering::partsProblem(const CXXRecordDecl *record) {
  for (const CXXBaseSpecifier &base : record->bases())
    if (Problem problem = recordProblem(base.getType()->getAsCXXRecordDecl()); !problem.empty())
      return problem;
  for (const FieldDecl *field : record->fields()) {
    if (field->isBitField())
      return {DiagId::err_bit_field, {}};
    if (Problem problem = fieldProblem(field); !problem.empty())
      return problem;
  }
  return {};
}

// What a reference refers to is another object; a member that is not looked into is made, and dies, as the program
// says.
Problem TypeLowering::fieldProblem(const FieldDecl *field) {
  const QualType type = field->getType();
  if (type->isReferenceType())
    return valueProblem(type);
  return isClosedPart(type) ? Problem() : partProblem(type);
}

} // namespace clangent::frontend
