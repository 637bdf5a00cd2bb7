// What is wrong with objects: of a class, of its parts, of what a container holds; and which are destroyed.
#include "Frontend/Requests/Marks.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clangent::frontend {

using namespace clang;

// An object that holds no number and leads to none is data: C++ destroys it on every way out, exceptions included. The
// memory of a container goes with the tape, and a closure is called with numbers.
Problem TypeLowering::objectProblem(QualType type) {
  Problem problem = partProblem(type);
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (problem.empty() && record && !record->isLambda() && !models.modelOf(record) &&
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

// What the bytes of an object may be.
struct Bytes {
  bool areReal = false, leadToReals = false;
};

// Of pointers to classes it is taken for granted that they lead to numbers.
void look(const ASTContext &ast, Models &models, QualType type, Bytes &bytes) {
  type = ast.getBaseElementType(type);
  if (type->isRealFloatingType())
    bytes.areReal = true;
  if (type->isPointerType() || type->isReferenceType())
    bytes.leadToReals |=
        !type->getPointeeType()->isIntegralOrEnumerationType() && !type->getPointeeType()->isVoidType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (const CXXRecordDecl *model = record ? models.modelOf(record) : nullptr)
    record = model;
  if (!record)
    return;
  for (const CXXBaseSpecifier &base : record->bases())
    look(ast, models, base.getType(), bytes);
  for (const FieldDecl *field : record->fields())
    look(ast, models, field->getType(), bytes);
}

// May a number lie where a pointer to numbers was? The adjoint of one would be the shadow of the other.
bool mixes(const ASTContext &ast, Models &models, const CXXRecordDecl *alternatives) {
  Bytes before;
  for (const FieldDecl *field : alternatives->fields()) {
    Bytes here;
    look(ast, models, field->getType(), here);
    if ((before.areReal && here.leadToReals) || (before.leadToReals && here.areReal))
      return true;
    before.areReal |= here.areReal;
    before.leadToReals |= here.leadToReals;
  }
  return llvm::any_of(alternatives->fields(), [&](const FieldDecl *field) {
    const CXXRecordDecl *rest = field->getType()->getAsCXXRecordDecl();
    return rest && rest->isUnion() && mixes(ast, models, rest->getDefinition());
  });
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
  return pointedProblem(model, model);
}

// Of what is in an object of the model, and of what its pointers lead to; what heads a list may be a class of its own.
Problem TypeLowering::pointedProblem(const CXXRecordDecl *part, const CXXRecordDecl *model) {
  for (const CXXBaseSpecifier &base : part->bases())
    if (Problem problem = pointedProblem(base.getType()->getAsCXXRecordDecl(), model); !problem.empty())
      return problem;
  for (const FieldDecl *field : part->fields()) {
    const QualType type = field->getType();
    const CXXRecordDecl *inner = type->getAsCXXRecordDecl();
    Problem problem = type->isPointerType() ? heldProblem(type->getPointeeType()) : partProblem(type);
    if (problem.empty() && inner && isMarked(inner->getDefinition(), "clangent.nodes"))
      problem = pointedProblem(inner->getDefinition(), model);
    // Nodes are nothing that the program knows.
    if (problem.id == DiagId::err_closed_object && isMarked(model, "clangent.nodes"))
      return {problem.id, {plainName(models.modelledBy(model))}};
    if (!problem.empty())
      return problem;
    const CXXRecordDecl *of = type->getAsCXXRecordDecl();
    if (of && of->isUnion() && mixes(ast, models, of->getDefinition()))
      return {DiagId::err_closed_object, {plainName(models.modelledBy(model))}};
  }
  return {};
}

namespace {

// Does an object of this type hold numbers or lead to some? Of what has a model, its elements do.
bool leadsToNumbers(QualType type, Models &models, llvm::SmallPtrSetImpl<const Type *> &seen) {
  while (type->isPointerType() || type->isReferenceType() || type->isArrayType())
    type = type->isArrayType() ? QualType(type->getPointeeOrArrayElementType(), 0) : type->getPointeeType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return type->isFloatingType();
  if (!seen.insert(type.getCanonicalType().getTypePtr()).second)
    return false;
  const auto leads = [&](QualType part) { return leadsToNumbers(part, models, seen); };
  const auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (instance && models.modelOf(record))
    return llvm::any_of(instance->getTemplateArgs().asArray(), [&](const TemplateArgument &argument) {
      return argument.getKind() == TemplateArgument::Type && leads(argument.getAsType());
    });
  return llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &base) { return leads(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) { return leads(field->getType()); });
}

} // namespace

// A class that holds a container of itself is as good as it is without that. What holds no numbers, C++ runs as it is,
// unless its model says otherwise.
bool TypeLowering::isModelled(const CXXRecordDecl *record) {
  const CXXRecordDecl *model = models.modelOf(record);
  if (!model || models.isOfFunctions(record))
    return false;
  auto [known, isNew] = modelled.try_emplace(record->getCanonicalDecl(), true);
  if (!isNew)
    return known->second;
  llvm::SmallPtrSet<const Type *, 8> seen;
  const bool is = elementProblem(model).empty() && (!isMarked(model, "clangent.of_numbers") ||
                                                    leadsToNumbers(ast.getTypeDeclType(record), models, seen));
  modelled[record->getCanonicalDecl()] = is;
  return is;
}

bool TypeLowering::isHandledByParts(const CXXRecordDecl *record) {
  if (isModelled(record) || models.isOfFunctions(record))
    return true;
  record = record->getDefinition();
  const CXXDestructorDecl *destructor = record ? record->getDestructor() : nullptr;
  const bool isMoved = record && (record->hasMoveConstructor() || !isDestroyed(ast.getTypeDeclType(record)));
  // Where the library writes a constructor out, as std::tuple's, it does the same.
  const auto isOther = [&](const CXXConstructorDecl *constructor) {
    return constructor->isCopyOrMoveConstructor() &&
           (constructor->isDeleted() || (constructor->isUserProvided() && !record->isInStdNamespace()));
  };
  if (!isMoved || (destructor && destructor->isUserProvided()) || llvm::any_of(record->ctors(), isOther))
    return false;
  // A constant is copied where the object moves.
  const auto isHandled = [&](QualType part) {
    const CXXRecordDecl *of = ast.getBaseElementType(part)->getAsCXXRecordDecl();
    return !of || (isHandledByParts(of) && !(part.isConstQualified() && isDestroyed(part)));
  };
  return llvm::all_of(record->bases(), [&](const CXXBaseSpecifier &base) { return isHandled(base.getType()); }) &&
         llvm::all_of(record->fields(), [&](const FieldDecl *field) { return isHandled(field->getType()); });
}

bool TypeLowering::isDestroyed(QualType type) {
  const CXXRecordDecl *record = type.isNull() ? nullptr : ast.getBaseElementType(type)->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || type->isReferenceType() || record->isDependentType() || record->hasTrivialDestructor() ||
      types.isValue(lower(ast.getTypeDeclType(record))))
    return false;
  if (record->isUnion())
    return destructorDoesSomething(record);
  return !isTransparent(record) || destructorDoesSomething(record) ||
         llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &base) { return isDestroyed(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) { return isDestroyed(field->getType()); });
}

bool TypeLowering::anyPart(const CXXRecordDecl *record, llvm::function_ref<bool(QualType)> is) const {
  return llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &base) { return is(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) { return is(field->getType()); });
}

bool TypeLowering::holdsOwnAddress(QualType type) {
  const CXXRecordDecl *record = type->isReferenceType() ? nullptr : ast.getBaseElementType(type)->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || record->isDependentType())
    return false;
  if (isModelled(record))
    return isMarked(models.modelOf(record), "clangent.holds_own_address");
  return anyPart(record, [&](QualType part) { return holdsOwnAddress(part); });
}

bool TypeLowering::mayHoldOwnAddress(QualType type) {
  const QualType element = ast.getBaseElementType(type);
  const CXXRecordDecl *record = element->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return element->isPointerType() || element->isReferenceType();
  return !isModelled(record) && anyPart(record, [&](QualType part) { return mayHoldOwnAddress(part); });
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
    return isOfAlternatives(record) ? partsProblem(record) : Problem(DiagId::err_union, {});
  if (record->isInStdNamespace() && record->getName().starts_with("atomic"))
    return "an atomic object";
  if (record->isInStdNamespace() && record->getName() == "complex")
    return {DiagId::err_complex, {}};
  if (const CXXRecordDecl *model = models.modelOf(record); model && !models.isOfFunctions(record))
    if (Problem problem = elementProblem(model); !problem.empty() || isModelled(record))
      return problem;
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
    if (Problem problem = fieldProblem(record, field); !problem.empty())
      return problem;
  }
  return {};
}

// What a reference refers to is another object; a member that is not looked into is made, and dies, as the program
// says. In a node, or where one of several objects lies, only functions of the library make one.
Problem TypeLowering::fieldProblem(const CXXRecordDecl *record, const FieldDecl *field) {
  const QualType type = field->getType();
  if (type->isReferenceType())
    return valueProblem(type);
  if (!record->isUnion() && !isMarked(record, "clangent.nodes"))
    return isClosedPart(type) ? Problem() : partProblem(type);
  const Problem problem = partProblem(type);
  if (problem.empty() && types.holdsClosed(lower(type)))
    return {DiagId::err_closed_object, {plainName(ast.getBaseElementType(type)->getAsCXXRecordDecl())}};
  return problem;
}

} // namespace clangent::frontend
