// Clearing a class type member by member.
#include "Driver/ZeroText.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace clangent {

namespace {

// Why a member keeps its class from being a gradient; null if it does not.
const char *obstacle(const FieldDecl &field) {
  const QualType type = field.getType();
  if (type->isReferenceType())
    return "has a reference member";
  if (!isDifferentiableParameter(type))
    return nullptr;
  if (type->isPointerType())
    return "has a pointer member, which would be shared with the argument";
  if (type.isConstQualified())
    return "has a const member";
  return nullptr;
}

// A matrix or an array of Eigen, which clears itself (clangent/detail/arguments.h).
bool isMatrix(const CXXRecordDecl &record) {
  const auto *space = dyn_cast<NamespaceDecl>(record.getDeclContext());
  return space && space->getIdentifier() && space->getName() == "Eigen" && space->getParent()->isTranslationUnit() &&
         (record.getName() == "Matrix" || record.getName() == "Array");
}

// What is known of the classes that an object is made of.
class Parts {
public:
  explicit Parts(const ASTContext &context) : context(context) {}

  // A copy or move constructor of the program's in a class, or in a part of it, that holds numbers; null if there is
  // none.
  const CXXConstructorDecl *ownCopy(QualType type) const {
    const CXXRecordDecl *record = classOf(type);
    if (!record || frontend::TypeLowering::isValueClass(record) || isMatrix(*record))
      return nullptr;
    if (!isOfLibrary(*record) && holdsNumbers(type))
      for (const CXXConstructorDecl *constructor : record->ctors())
        if (constructor->isCopyOrMoveConstructor() && constructor->isUserProvided())
          return constructor;
    const CXXConstructorDecl *found = nullptr;
    anyPart(*record, [&](QualType part) { return (found = ownCopy(part)) != nullptr; });
    return found;
  }

  // Why the numbers in an object of a class cannot be cleared member by member, or element by element if it has data()
  // and begin(); null if they can.
  const char *obstacle(QualType type) const {
    const CXXRecordDecl *record = classOf(type);
    if (!record || frontend::TypeLowering::isValueClass(record) || isMatrix(*record))
      return nullptr;
    const auto pointsToNumbers = [&](QualType pointee) { return holdsNumbers(pointee); };
    if (isOfNodes(*record))
      return nullptr;
    if (isSequence(*record))
      return record->hasTrivialDestructor() && anyPointer(*record, pointsToNumbers)
                 ? "has a view of numbers, which would be shared with the argument"
                 : nullptr;
    return isOfLibrary(*record) && holdsNumbers(type) && anyPointer(*record, [](QualType) { return true; })
               ? "has numbers in a class of the library that keeps them out of sight"
               : nullptr;
  }
  // How the numbers in what an object of the library chooses to hold are cleared; empty if it is none that chooses.
  std::string clearingOfChoice(const CXXRecordDecl &record, const std::string &place) const {
    if (!record.isInStdNamespace())
      return {};
    if (record.getName() == "optional" || record.getName() == "variant")
      return "  ::clangent::detail::clear_" + record.getName().str() + "(" + place + ");\n";
    return {};
  }
  // Does an object of the library's hold pointers to numbers, as far as its template arguments tell?
  bool leadsToNumbers(QualType type) const {
    const CXXRecordDecl *record = classOf(type);
    const auto *special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(record);
    return special && isOfLibrary(*record) &&
           llvm::any_of(special->getTemplateArgs().asArray(), [&](const TemplateArgument &argument) {
             if (argument.getKind() != TemplateArgument::Type)
               return false;
             const QualType part = argument.getAsType();
             return part->isPointerType() ? holdsNumbers(part->getPointeeType()) : leadsToNumbers(part);
           });
  }
  // Is it a container of the library whose copies have the same nodes, with elements that can be written?
  bool isOfNodes(const CXXRecordDecl &record) const {
    static constexpr llvm::StringLiteral names[] = {"map", "multimap", "unordered_map", "list", "forward_list"};
    return record.isInStdNamespace() && record.getIdentifier() && llvm::is_contained(names, record.getName());
  }
  // Is this an object of the library's without numbers?
  bool isPlainData(QualType type) const {
    const CXXRecordDecl *record = classOf(type);
    return record && isOfLibrary(*record) && !holdsNumbers(type);
  }

private:
  const CXXRecordDecl *classOf(QualType type) const {
    const CXXRecordDecl *record = context.getBaseElementType(type)->getAsCXXRecordDecl();
    return record ? record->getDefinition() : nullptr;
  }
  bool isOfLibrary(const CXXRecordDecl &record) const {
    return context.getSourceManager().isInSystemHeader(record.getLocation());
  }
  template <class Test> static bool anyPart(const CXXRecordDecl &record, Test test) {
    return llvm::any_of(record.bases(), [&](const CXXBaseSpecifier &base) { return test(base.getType()); }) ||
           llvm::any_of(record.fields(), [&](const FieldDecl *field) { return test(field->getType()); });
  }

  bool isSequence(const CXXRecordDecl &record) const {
    return !record.lookup(&context.Idents.get("data")).empty() && !record.lookup(&context.Idents.get("begin")).empty();
  }
  // Does a copy of it have elements of its own, which can be cleared?
  bool isContainer(const CXXRecordDecl &record) const { return isSequence(record) && !record.hasTrivialDestructor(); }
  // Is there a pointer or reference in an object of the class whose pointee passes?
  template <class Test> bool anyPointer(const CXXRecordDecl &record, Test test) const {
    return anyPart(record, [&](QualType part) {
      if (part->isPointerType() || part->isReferenceType())
        return test(part->getPointeeType());
      const CXXRecordDecl *of = classOf(part);
      return of && !frontend::TypeLowering::isValueClass(of) && !isContainer(*of) && anyPointer(*of, test);
    });
  }

  // Containers of the library are taken to hold what they are templates of.
  bool holdsNumbers(QualType type) const {
    llvm::SmallPtrSet<const CXXRecordDecl *, 8> seen;
    return holdsNumbers(type, seen);
  }
  bool holdsNumbers(QualType type, llvm::SmallPtrSetImpl<const CXXRecordDecl *> &seen) const {
    const CXXRecordDecl *record = classOf(type);
    if (!record || frontend::TypeLowering::isValueClass(record))
      return record ? frontend::TypeLowering::isDifferentiableValue(record)
                    : context.getBaseElementType(type)->isRealFloatingType();
    if (!seen.insert(record).second)
      return false;
    const auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record);
    return anyPart(*record, [&](QualType part) { return holdsNumbers(part, seen); }) ||
           (special && isOfLibrary(*record) &&
            llvm::any_of(special->getTemplateArgs().asArray(), [&](const TemplateArgument &argument) {
              return argument.getKind() == TemplateArgument::Type && holdsNumbers(argument.getAsType(), seen);
            }));
  }

  const ASTContext &context;
};

class ZeroWriter {
public:
  ZeroWriter(ASTContext &context, TypeText &types) : context(context), types(types), parts(context) {}

  // Statements that clear `place`, an lvalue of type `record`.
  void clearRecord(const CXXRecordDecl &record, const std::string &place) {
    const QualType type = context.getRecordType(&record);
    if (parts.isPlainData(type))
      return;
    if (record.isUnion())
      return refuse("is a union", record);
    if (const std::string clearing = parts.clearingOfChoice(record, place); !clearing.empty())
      return void(body += clearing);
    if (const char *why = parts.obstacle(type))
      return refuse(why, record);
    if (parts.isOfNodes(record)) {
      body += "  for (auto &element : " + place + ")\n    ::clangent::detail::clear(element);\n";
      return;
    }
    // Objects without a destructor get their numbers back behind the copies (clangent/detail/arguments.h).
    if (const CXXConstructorDecl *copy = mayChange(record))
      return refuse("has a destructor, and constructors of the program's that may change its numbers on the way out",
                    *copy);
    for (const CXXBaseSpecifier &base : record.bases()) {
      if (base.isVirtual())
        return refuse("has a virtual base class", record);
      if (const char *why = parts.obstacle(base.getType()))
        return refuse(why, record);
      body += "  ::clangent::detail::clear(static_cast<" + types.spell(base.getType()) + " &>(" + place + "));\n";
    }
    for (const FieldDecl *field : record.fields())
      clearField(*field, place);
  }

  std::string body;
  const char *reason = nullptr;
  const NamedDecl *culprit = nullptr;

private:
  const CXXConstructorDecl *mayChange(const CXXRecordDecl &record) const {
    return record.hasTrivialDestructor() ? nullptr : parts.ownCopy(context.getRecordType(&record));
  }

  void clearField(const FieldDecl &field, const std::string &place) {
    if (const char *why = obstacle(field))
      return refuse(why, field);
    const CXXRecordDecl *nested = field.getType()->getAsCXXRecordDecl();
    if (field.isAnonymousStructOrUnion())
      return holdsReals(*nested) ? clearRecord(*nested, place) : void();
    if (nested && nested->isUnion() && holdsReals(*nested))
      return refuse("is a union", *nested);
    if (parts.leadsToNumbers(field.getType()))
      return refuse("has a container of pointers to numbers, which would be shared with the argument", field);
    if (field.isUnnamedBitField() || !isCleared(field.getType()) || parts.isPlainData(field.getType()))
      return;
    if (const char *why = parts.obstacle(field.getType()))
      return refuse(why, field);
    body += "  ::clangent::detail::clear(" + place + "." + field.getNameAsString() + ");\n";
  }

  bool isCleared(QualType type) const {
    return isDifferentiableParameter(type) || context.getBaseElementType(type)->isAnyComplexType();
  }

  bool holdsReals(const CXXRecordDecl &record) const {
    for (const FieldDecl *field : record.fields())
      if (isCleared(field->getType()))
        return true;
    return false;
  }

  void refuse(const char *why, const NamedDecl &where) {
    if (reason)
      return;
    reason = why;
    culprit = &where;
  }

  ASTContext &context;
  TypeText &types;
  Parts parts;
};

} // namespace

std::string zeroText(Sema &sema, const ZeroRequest &request, TypeText &types, DiagnosticSink &sink) {
  const QualType type = sema.Context.getRecordType(request.type);
  ZeroWriter writer(sema.Context, types);
  writer.clearRecord(*request.type, "value");
  if (writer.reason) {
    std::vector<DiagNote> notes;
    if (!isa<CXXRecordDecl>(writer.culprit))
      notes.push_back({DiagId::note_member_here,
                       SourceRef{writer.culprit->getLocation().getRawEncoding()},
                       {writer.culprit->getNameAsString()}});
    sink.report(DiagId::err_no_zero, SourceRef{request.requestedAt.getRawEncoding()},
                {type.getAsString(sema.getPrintingPolicy()), writer.reason}, notes);
    writer.body = "  __builtin_trap();\n";
  }
  const std::string module = sema.PP.isInNamedModule() ? "extern \"C++\" " : "";
  return module + "template <> inline void ::clangent::detail::Zero<" + types.spell(type) + ">::clear(" +
         types.declare(sema.Context.getLValueReferenceType(type), "value") + ") {\n" + writer.body + "}\n";
}

} // namespace clangent
