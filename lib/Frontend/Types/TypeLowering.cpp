// Kinds and spellings of types. Their fields stand in Types/Fields.cpp, what is wrong with objects in
// Types/Problems.cpp.
#include "Frontend/Types/TypeLowering.h"
#include "Frontend/Requests/Marks.h"
#include "Frontend/Requests/Request.h"
#include "Frontend/Types/Returns.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"

namespace clangent::frontend {

using namespace clang;
using ir::TypeId;

namespace {

PrintingPolicy makePolicy(const ASTContext &ast) {
  PrintingPolicy policy(ast.getPrintingPolicy());
  policy.SuppressTagKeyword = true;
  policy.SuppressUnwrittenScope = true;
  policy.SuppressDefaultTemplateArgs = false;
  policy.SuppressScope = false;
  policy.Bool = true;
  policy.AnonymousTagLocations = false;
  return policy;
}

bool isKnownBuiltin(const BuiltinType *type) {
  if (type->isInteger())
    return type->getKind() != BuiltinType::Int128 && type->getKind() != BuiltinType::UInt128;
  return type->getKind() == BuiltinType::Void || type->getKind() == BuiltinType::NullPtr ||
         type->getKind() == BuiltinType::Float || type->getKind() == BuiltinType::Double ||
         type->getKind() == BuiltinType::LongDouble || type->isPlaceholderType();
}

} // namespace

TypeLowering::TypeLowering(const ASTContext &ast, ir::TypeTable &types, Models &models, TypeSpeller speller)
    : ast(ast), types(types), models(models), printing(makePolicy(ast)), speller(std::move(speller)) {}

TypeId TypeLowering::lower(QualType type) {
  if (type.isNull() || type->isDependentType())
    return types.opaque("<dependent>");
  QualType canonical = type.getCanonicalType().getUnqualifiedType();
  auto found = known.find(canonical.getTypePtr());
  if (found != known.end())
    return found->second;
  TypeId result = lowerCanonical(canonical);
  known[canonical.getTypePtr()] = result;
  return result;
}

TypeId TypeLowering::pointerTo(QualType object) {
  QualType element = ast.getBaseElementType(object);
  return types.pointer(lower(object), object.isConstQualified() || element.isConstQualified());
}

TypeId TypeLowering::lowerCanonical(QualType type) {
  if (const auto *builtin = dyn_cast<BuiltinType>(type.getTypePtr()))
    return lowerBuiltin(builtin);
  if (const auto *enumType = dyn_cast<EnumType>(type.getTypePtr())) {
    if (!enumType->getDecl()->isComplete())
      return types.opaque(spell(type));
    return types.integer(spell(type), static_cast<unsigned>(ast.getTypeSize(type)),
                         type->isSignedIntegerOrEnumerationType(), true);
  }
  if (type->isFunctionPointerType() || type->isFunctionReferenceType())
    return types.opaque(spell(type));
  if (type->isPointerType() || type->isReferenceType())
    return pointerTo(type->getPointeeType());
  if (const auto *array = dyn_cast<ConstantArrayType>(type.getTypePtr()))
    return types.array(lower(array->getElementType()), array->getZExtSize());
  if (const auto *record = dyn_cast<RecordType>(type.getTypePtr()))
    return lowerRecord(record);
  return types.opaque(spell(type));
}

TypeId TypeLowering::lowerBuiltin(const BuiltinType *type) {
  switch (type->getKind()) {
  case BuiltinType::Void:
    return types.voidType();
  case BuiltinType::Bool:
    return types.boolType();
  case BuiltinType::Float:
    return types.floatType();
  case BuiltinType::Double:
    return types.doubleType();
  case BuiltinType::LongDouble:
    return types.longDoubleType();
  case BuiltinType::NullPtr:
    return types.pointer(types.voidType());
  default:
    break;
  }
  QualType spelled(type, 0);
  if (!type->isInteger() || !isKnownBuiltin(type))
    return types.opaque(spell(spelled));
  return types.integer(spell(spelled), static_cast<unsigned>(ast.getTypeSize(spelled)), type->isSignedInteger());
}

bool TypeLowering::isValueClass(const CXXRecordDecl *record) {
  const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern();
  return isMarked(pattern ? pattern : record, "clangent.value");
}

const CXXRecordDecl *TypeLowering::valueOfView(const CXXRecordDecl *record) {
  const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern();
  if (!isMarked(pattern ? pattern : record, "clangent.view") || !record->hasDefinition())
    return nullptr;
  for (const CXXBaseSpecifier &base : record->getDefinition()->bases())
    if (const CXXRecordDecl *of = base.getType()->getAsCXXRecordDecl(); of && isValueClass(of))
      return of;
  return nullptr;
}

QualType TypeLowering::withoutView(const ASTContext &ast, QualType type) {
  const QualType bare = type.getNonReferenceType();
  const CXXRecordDecl *record = bare->getAsCXXRecordDecl();
  const CXXRecordDecl *value = record ? valueOfView(record) : nullptr;
  if (!value)
    return type;
  const QualType object = ast.getQualifiedType(ast.getTypeDeclType(value), bare.getQualifiers());
  if (type->isLValueReferenceType())
    return ast.getLValueReferenceType(object);
  return type->isRValueReferenceType() ? ast.getRValueReferenceType(object) : object;
}

bool TypeLowering::isDifferentiableValue(const CXXRecordDecl *record) {
  const auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!isValueClass(record) || !special)
    return false;
  const TemplateArgument &first = special->getTemplateArgs()[0];
  return first.getKind() == TemplateArgument::Type && first.getAsType()->isRealFloatingType();
}

namespace {

bool isVector(const CXXRecordDecl *record) {
  return record->isInStdNamespace() && record->getName() == "vector" && isa<ClassTemplateSpecializationDecl>(record);
}

QualType elementOf(const CXXRecordDecl *vector) {
  return cast<ClassTemplateSpecializationDecl>(vector)->getTemplateArgs()[0].getAsType();
}

std::vector<QualType> elementsOf(const CXXRecordDecl *tuple) {
  std::vector<QualType> types;
  for (const TemplateArgument &argument : cast<ClassTemplateSpecializationDecl>(tuple)->getTemplateArgs().asArray())
    if (argument.getKind() == TemplateArgument::Type)
      types.push_back(argument.getAsType());
    else if (argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &inner : argument.pack_elements())
        types.push_back(inner.getAsType());
  return types;
}

// Can the library add two objects member by member (clangent/tensor/members.h)? Of classes with constructors it asks
// the class itself. One that holds a list of itself has no end of members; `around` are the classes on the way to it.
bool isSummable(QualType type, const ASTContext &ast, llvm::SmallVectorImpl<const CXXRecordDecl *> &around) {
  type = ast.getBaseElementType(type);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || TypeLowering::isValueClass(record) || !record->lookup(&ast.Idents.get("for_each_tensor")).empty())
    return true;
  if (llvm::is_contained(around, record))
    return false;
  around.push_back(record);
  const auto isPartSummable = [&](QualType part) { return isSummable(part, ast, around); };
  const bool isTuple = record->isInStdNamespace() && (record->getName() == "pair" || record->getName() == "tuple");
  bool result = false;
  if (isVector(record))
    result = isPartSummable(elementOf(record));
  else if (isTuple)
    result = llvm::all_of(elementsOf(record), isPartSummable);
  else
    result = record->isAggregate() && record->bases().empty() &&
             llvm::all_of(record->fields(), [&](const FieldDecl *field) { return isPartSummable(field->getType()); });
  around.pop_back();
  return result;
}

bool isSummable(QualType type, const ASTContext &ast) {
  llvm::SmallVector<const CXXRecordDecl *, 8> around;
  return isSummable(type, ast, around);
}

// Does making an object of this class do more than to make its members, or is it not possible by default?
bool runsCode(const CXXRecordDecl *record) {
  if (!record->hasDefaultConstructor() || record->hasUserProvidedDefaultConstructor() ||
      record->hasInClassInitializer())
    return true;
  for (const FieldDecl *field : record->fields())
    if (const auto *member = field->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
        member && !TypeLowering::isValueClass(member) && !isVector(member) && member->hasDefinition() &&
        runsCode(member->getDefinition()))
      return true;
  return false;
}

} // namespace

const CXXRecordDecl *TypeLowering::closedElement(const CXXRecordDecl *vector) {
  if (!isVector(vector))
    return nullptr;
  const CXXRecordDecl *element = ast.getBaseElementType(elementOf(vector))->getAsCXXRecordDecl();
  if (element && isVector(element))
    return closedElement(element);
  return types.holdsValue(lower(elementOf(vector))) && !isSummable(elementOf(vector), ast) ? element : nullptr;
}

// Is `T object;` allowed, and does it run nothing?
bool TypeLowering::isDeclaredFreely(const CXXRecordDecl *record) {
  if (!record->hasTrivialDefaultConstructor())
    return false;
  for (const CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isDefaultConstructor() && constructor->isDeleted())
      return false;
  for (const ir::Field &field : types[types.record(spell(ast.getTypeDeclType(record)))].fields)
    if (field.isByOffset || field.isConst || !types.isPlain(field.type))
      return false;
  return true;
}

namespace {

// Does a declaration without an initialiser leave no member undefined?
bool startsAsZero(const CXXRecordDecl *record) {
  return record->hasDefinition() && (record->hasUserProvidedDefaultConstructor() || record->allowConstDefaultInit());
}

} // namespace

// Is there a pointer to a table of virtual functions in an object of this class?
bool TypeLowering::hasTable(const CXXRecordDecl *record) const {
  return record->isPolymorphic() ||
         llvm::any_of(record->bases(),
                      [&](const CXXBaseSpecifier &base) {
                        return hasTable(base.getType()->getAsCXXRecordDecl()->getDefinition());
                      }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) {
           const CXXRecordDecl *of = ast.getBaseElementType(field->getType())->getAsCXXRecordDecl();
           return of && of->hasDefinition() && hasTable(of->getDefinition());
         });
}

// Does copying a constant object of this class run nothing of the program's? References would have to refer to
// something.
bool TypeLowering::isCopiedByCompiler(const CXXRecordDecl *record, AccessSpecifier least) const {
  bool isCopied = record->needsImplicitCopyConstructor() && record->implicitCopyConstructorHasConstParam() &&
                  !record->defaultedCopyConstructorIsDeleted();
  for (const CXXConstructorDecl *constructor : record->ctors()) {
    unsigned qualifiers = 0;
    if (!constructor->isCopyConstructor(qualifiers) || !(qualifiers & Qualifiers::Const))
      continue;
    if (constructor->isUserProvided() || constructor->isDeleted() || constructor->getAccess() > least)
      return false;
    isCopied = true;
  }
  const auto isBaseCopied = [&](const CXXBaseSpecifier &base) {
    return isCopiedByCompiler(base.getType()->getAsCXXRecordDecl()->getDefinition(), AS_protected);
  };
  const auto isFieldCopied = [&](const FieldDecl *field) {
    const CXXRecordDecl *of = ast.getBaseElementType(field->getType())->getAsCXXRecordDecl();
    return !field->getType()->isReferenceType() &&
           (!of || (of->hasDefinition() && isCopiedByCompiler(of->getDefinition(), AS_public)));
  };
  return isCopied && llvm::all_of(record->bases(), isBaseCopied) && llvm::all_of(record->fields(), isFieldCopied);
}

namespace {

// Does a union hold one member at most that is more than a place?
bool isOfOne(const CXXRecordDecl *record) {
  return llvm::count_if(record->getDefinition()->fields(), [](const FieldDecl *field) {
           const CXXRecordDecl *of = field->getType()->getAsCXXRecordDecl();
           return !of || !of->hasDefinition() || !of->isEmpty();
         }) <= 1;
}

// Has the model a function that makes an object what another one is, by the part that is there?
bool isChooser(const CXXRecordDecl *model) {
  return llvm::any_of(model->methods(), [](const CXXMethodDecl *method) {
    return method->getIdentifier() && method->getName() == "become";
  });
}

} // namespace

bool TypeLowering::isOfAlternatives(const CXXRecordDecl *record) const {
  const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern();
  return record->hasDefinition() && (isOfOne(record) || isMarked(pattern ? pattern : record, "clangent.alternatives"));
}

TypeId TypeLowering::lowerRecord(const RecordType *type) {
  const auto *record = dyn_cast<CXXRecordDecl>(type->getDecl());
  QualType spelled(type, 0);
  if (const CXXRecordDecl *value = record ? valueOfView(record) : nullptr)
    return lower(ast.getTypeDeclType(value));
  if (record && isValueClass(record)) {
    const TypeId value = types.value(spell(spelled), isDifferentiableValue(record));
    if (startsAsZero(record))
      types.setLifetime(value, {ir::Default::Zero});
    return value;
  }
  if (const CXXRecordDecl *of = record ? models.modelledBy(record) : nullptr)
    return lower(ast.getTypeDeclType(of));
  // Beside values, lists of numbers are data: what is written to them is without derivative, or refused.
  if (record && isVector(record) && !models.modelOf(record))
    if (const TypeId element = lower(elementOf(record));
        (types.holdsValue(element) && isSummable(elementOf(record), ast)) ||
        (hasSums() && (types.isInt(element) || types.isFloat(element)))) {
      const bool isReal = !types.isFloat(element) && types.holdsReal(element);
      const TypeId list = types.value(spell(spelled), isReal, element);
      types.setLifetime(list, {ir::Default::Zero});
      return list;
    }
  if (!record || !isTransparent(record))
    return types.opaque(spell(spelled));
  // Known before its fields are, since they may point back to it.
  TypeId result = types.record(spell(spelled));
  known[type] = result;
  types.setFields(result, fieldsOf(record->getDefinition()));
  if (record->isUnion() && !isOfOne(record))
    types.setUnion(result);
  if (const CXXRecordDecl *model = isModelled(record) ? models.modelOf(record) : nullptr; model && isChooser(model))
    choosers[result.index] = record->getDefinition();
  if (record->getDefinition()->isAggregate())
    types.setForm(result, ir::Form::Aggregate);
  const CXXRecordDecl *stands = isModelled(record) ? models.modelOf(record) : record;
  if (isMarked(stands, "clangent.nodes"))
    types.setForm(result, ir::Form::Linked);
  if (record->isLambda() && types.holdsValue(result))
    types.setForm(result, ir::Form::Closure);
  ir::Lifetime lifetime;
  // A member that is a value needs its constructor, and no more than that.
  const bool isMadeByMembers = types.holdsValue(result) && !runsCode(record->getDefinition());
  if (isDestroyed(spelled) || (!isDeclaredFreely(record->getDefinition()) && !isMadeByMembers))
    lifetime.declared = ir::Default::Constructed;
  if (!types.holdsValue(result))
    lifetime.returned = isDestroyed(spelled) && (!isHandledByParts(record) || holdsOwnAddress(spelled))
                            ? ir::Return::Impossible // more of them would be destroyed than the program makes
                            : returnOf(record->getDefinition(), ast.getLangOpts().ElideConstructors);
  if (hasTable(record->getDefinition()))
    lifetime.table =
        isCopiedByCompiler(record->getDefinition(), AS_public) ? ir::VirtualTable::Copied : ir::VirtualTable::Kept;
  types.setLifetime(result, lifetime);
  return result;
}

namespace {

// Where the class is declared, if it is a closure or local and so has no name that others could not have as well.
std::string placeOfNameless(QualType type, const ASTContext &ast) {
  const auto *tag = type->getAsTagDecl();
  const bool isNameless = tag && (tag->getParentFunctionOrMethod() || !tag->getIdentifier());
  return isNameless ? " at " + tag->getLocation().printToString(ast.getSourceManager()) : "";
}

} // namespace

std::string TypeLowering::spell(QualType type) const {
  type = type.getCanonicalType();
  if (speller)
    return speller(type, "");
  return TypeName::getFullyQualifiedName(type, ast, printing, /*WithGlobalNsPrefix=*/true) + placeOfNameless(type, ast);
}

std::string TypeLowering::spellDeclaration(QualType type) const {
  std::string text;
  if (speller) {
    text = speller(type.getCanonicalType(), "@");
  } else {
    llvm::raw_string_ostream out(text);
    TypeName::getFullyQualifiedType(type.getCanonicalType(), ast, /*WithGlobalNsPrefix=*/true)
        .print(out, printing, "@");
    out.flush();
  }
  if (!text.empty() && text.back() == '@')
    text.pop_back();
  while (!text.empty() && text.back() == ' ')
    text.pop_back();
  return text;
}

Problem TypeLowering::valueProblem(QualType type) const {
  if (type.isNull())
    return "an expression without a type";
  QualType object = type.getNonReferenceType();
  if (object.isVolatileQualified())
    return "a volatile object";
  if (object->isAtomicType())
    return "an atomic object";
  if (object->isAnyComplexType())
    return {DiagId::err_complex, {}};
  if (object->isVectorType() || object->isMatrixType())
    return "a vector of the compiler's extension";
  if (object->isMemberPointerType())
    return {DiagId::err_member_pointer, {}};
  if (object->isVariableArrayType())
    return "an array of variable length";
  if (object->isDependentType())
    return "an expression of dependent type";
  if (const auto *builtin = object->getAs<BuiltinType>(); builtin && !isKnownBuiltin(builtin))
    return "a number of type '" + object.getAsString(printing) + "'";
  if (const auto *record = object->getAsCXXRecordDecl(); record && isVector(record) && !hasSums())
    if (const auto *element = elementOf(record)->getAsCXXRecordDecl(); element && isValueClass(element))
      return "a list of values without #include <clangent/tensor/accumulate.h>";
  return {};
}

bool TypeLowering::hasSums(const ASTContext &ast) {
  const NamespaceDecl *clangent = findClangent(ast);
  return clangent && !clangent->lookup(&ast.Idents.get("accumulate_at")).empty();
}

} // namespace clangent::frontend
