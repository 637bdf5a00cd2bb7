// The fields of classes: which class has any that may be seen, and the number of each among all, bases first.
#include "Frontend/Requests/Marks.h"
#include "Frontend/Types/Captures.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecordLayout.h"

namespace clangent::frontend {

using namespace clang;

// Does a class of the standard library just put values side by side, as pairs, tuples, arrays and adaptors of
// containers do? One that owns something hides it, itself or in a class of the library's own.
bool TypeLowering::isBundle(const CXXRecordDecl *record) {
  record = record->getDefinition();
  if (!record || record->hasTrivialDestructor())
    return true;
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (!destructor || destructor->isUserProvided())
    return false;
  const auto isOpen = [&](const FieldDecl *field) {
    const CXXRecordDecl *of = field->getType()->getAsCXXRecordDecl();
    const bool isInternal = of && of->isInStdNamespace() && of->getName().starts_with("_");
    return !isInternal || (field->getAccess() == AS_public && isBundle(of));
  };
  return llvm::all_of(record->fields(), isOpen) && llvm::all_of(record->bases(), [&](const CXXBaseSpecifier &base) {
           const CXXRecordDecl *of = base.getType()->getAsCXXRecordDecl();
           return of && (isModelled(of) || isBundle(of));
         });
}

// May the fields be looked at? Other classes of the standard library have rules instead.
bool TypeLowering::isTransparent(const CXXRecordDecl *record) {
  record = record->getDefinition();
  if (!record || record->isInvalidDecl() || record->isDependentType() || record->getNumVBases())
    return false;
  if (record->isUnion())
    return isOfAlternatives(record);
  if (isMarked(record, "clangent.opaque"))
    return false;
  if (isModelled(record))
    return true;
  if (record->isInStdNamespace() && (record->getName() == "complex" || !isBundle(record)))
    return false;
  for (const CXXBaseSpecifier &base : record->bases())
    if (const auto *of = base.getType()->getAsCXXRecordDecl(); !of || !isTransparent(of))
      return false;
  return true;
}

// The parts of what [[clang::annotate("clangent.read", ...)]] says of a field.
static std::vector<std::string> readersOf(const FieldDecl *field) {
  std::vector<std::string> parts;
  for (const auto *annotation : field->specific_attrs<AnnotateAttr>())
    if (annotation->getAnnotation() == "clangent.read")
      for (const Expr *argument : annotation->args())
        if (const auto *text = dyn_cast<StringLiteral>(argument->IgnoreParenImpCasts()->IgnoreUnlessSpelledInSource()))
          parts.push_back(text->getString().str());
  return parts;
}

std::vector<ir::Field> TypeLowering::modelledFields(const CXXRecordDecl *model) {
  std::vector<ir::Field> fields;
  const ASTRecordLayout &layout = ast.getASTRecordLayout(model);
  for (const CXXBaseSpecifier &base : model->bases()) {
    const CXXRecordDecl *part = base.getType()->getAsCXXRecordDecl()->getDefinition();
    for (ir::Field &field : modelledFields(part)) {
      field.offset += static_cast<uint64_t>(layout.getBaseClassOffset(part).getQuantity());
      fields.push_back(std::move(field));
    }
  }
  for (const FieldDecl *field : model->fields()) {
    const uint64_t bits = layout.getFieldOffset(field->getFieldIndex());
    ir::Field as{field->getNameAsString(), lower(field->getType()), true, false, bits / ast.getCharWidth()};
    const std::vector<std::string> readers = readersOf(field);
    as.reader = readers.empty() ? "" : readers[0];
    as.length = readers.size() < 2 ? "" : readers[1];
    fields.push_back(std::move(as));
  }
  return fields;
}

// What [[clang::annotate("clangent.elements", "data", ...)]] says of a class whose model is one of functions: its
// object owns what the field leads to, which it gives away by `data()`; as many elements as the product of the numbers
// and fields that follow.
static void markElements(const CXXRecordDecl *model, std::vector<ir::Field> &fields, const ASTContext &ast) {
  const auto numberOf = [&](llvm::StringRef name) {
    return std::find_if(fields.begin(), fields.end(), [&](const ir::Field &field) { return field.name == name; }) -
           fields.begin();
  };
  for (const auto *annotation : model->specific_attrs<AnnotateAttr>()) {
    if (annotation->getAnnotation() != "clangent.elements" || annotation->args_size() == 0)
      continue;
    std::vector<ir::Extent> extents;
    size_t pointer = fields.size();
    for (const Expr *argument : annotation->args()) {
      const auto *name = dyn_cast<StringLiteral>(
          argument->IgnoreParenImpCasts()->IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts());
      Expr::EvalResult constant;
      if (name && pointer == fields.size())
        pointer = static_cast<size_t>(numberOf(name->getString()));
      else if (name)
        extents.push_back({true, numberOf(name->getString())});
      else if (argument->EvaluateAsInt(constant, ast))
        extents.push_back({false, constant.Val.getInt().getExtValue()});
    }
    if (pointer < fields.size()) {
      fields[pointer].reader = "data()";
      fields[pointer].extents = std::move(extents);
    }
  }
}

std::vector<ir::Field> TypeLowering::fieldsOf(const CXXRecordDecl *record) {
  if (isModelled(record))
    return modelledFields(models.modelOf(record));
  std::vector<ir::Field> fields;
  const ASTRecordLayout &layout = ast.getASTRecordLayout(record);
  for (const CXXBaseSpecifier &base : record->bases()) {
    const CXXRecordDecl *of = base.getType()->getAsCXXRecordDecl()->getDefinition();
    // Bases that come from one template are told apart by their arguments.
    const std::string name = isa<ClassTemplateSpecializationDecl>(of) ? spell(base.getType()) : of->getNameAsString();
    for (ir::Field &field : fieldsOf(of)) {
      if (field.name.find("::") == std::string::npos)
        field.name = name + "::" + field.name;
      field.offset += static_cast<uint64_t>(layout.getBaseClassOffset(of).getQuantity());
      fields.push_back(field);
    }
  }
  if (record->isLambda())
    nameCaptures(record);
  // Objects that no constructor has made have no table of virtual functions, which a sanitizer looks for.
  const bool isWatched = record->isPolymorphic() && ast.getLangOpts().Sanitize.has(SanitizerKind::Vptr);
  for (const FieldDecl *field : record->fields()) {
    const QualType type = field->getType();
    const bool isConst = type.isConstQualified() || ast.getBaseElementType(type).isConstQualified();
    const uint64_t bits = layout.getFieldOffset(field->getFieldIndex());
    const bool isByOffset = type->isReferenceType() || isWatched || record->isUnion();
    fields.push_back({field->getNameAsString(), lower(type), isByOffset, isConst, bits / ast.getCharWidth()});
  }
  if (const CXXRecordDecl *model = models.modelOf(record))
    markElements(model, fields, ast);
  return fields;
}

unsigned TypeLowering::fieldCount(const CXXRecordDecl *record) {
  record = record->getDefinition();
  if (isModelled(record))
    record = models.modelOf(record);
  unsigned count = 0;
  for (const CXXBaseSpecifier &base : record->bases())
    count += fieldCount(base.getType()->getAsCXXRecordDecl());
  return count + static_cast<unsigned>(std::distance(record->field_begin(), record->field_end()));
}

unsigned TypeLowering::fieldNumber(const FieldDecl *field) {
  const auto *record = cast<CXXRecordDecl>(field->getParent());
  unsigned number = field->getFieldIndex();
  for (const CXXBaseSpecifier &base : record->bases())
    number += fieldCount(base.getType()->getAsCXXRecordDecl());
  return number;
}

unsigned TypeLowering::baseOffset(const CXXRecordDecl *record, const CXXRecordDecl *base) {
  unsigned offset = 0;
  for (const CXXBaseSpecifier &candidate : record->getDefinition()->bases()) {
    const CXXRecordDecl *of = candidate.getType()->getAsCXXRecordDecl();
    if (of->getCanonicalDecl() == base->getCanonicalDecl())
      break;
    offset += fieldCount(of);
  }
  return offset;
}

} // namespace clangent::frontend
