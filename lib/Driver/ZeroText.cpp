// Clearing a class type member by member.
#include "Driver/ZeroText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
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

class ZeroWriter {
public:
  ZeroWriter(ASTContext &context, TypeText &types) : context(context), types(types) {}

  // Statements that clear `place`, an lvalue of type `record`.
  void clearRecord(const CXXRecordDecl &record, const std::string &place) {
    if (record.isUnion())
      return refuse("is a union", record);
    for (const CXXBaseSpecifier &base : record.bases()) {
      if (base.isVirtual())
        return refuse("has a virtual base class", record);
      body += "  ::clangent::detail::clear(static_cast<" + types.spell(base.getType()) + " &>(" + place + "));\n";
    }
    for (const FieldDecl *field : record.fields())
      clearField(*field, place);
  }

  std::string body;
  const char *reason = nullptr;
  const NamedDecl *culprit = nullptr;

private:
  void clearField(const FieldDecl &field, const std::string &place) {
    if (const char *why = obstacle(field))
      return refuse(why, field);
    const CXXRecordDecl *nested = field.getType()->getAsCXXRecordDecl();
    if (field.isAnonymousStructOrUnion())
      return holdsReals(*nested) ? clearRecord(*nested, place) : void();
    if (field.isUnnamedBitField() || !isCleared(field.getType()))
      return;
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
};

} // namespace

std::string zeroText(Sema &sema, const ZeroRequest &request, TypeText &types, DiagnosticSink &sink) {
  const QualType type = sema.Context.getRecordType(request.type);
  ZeroWriter writer(sema.Context, types);
  writer.clearRecord(*request.type, "value");
  if (writer.reason) {
    std::vector<DiagNote> notes;
    if (isa<FieldDecl>(writer.culprit))
      notes.push_back({DiagId::note_member_here, SourceRef{writer.culprit->getLocation().getRawEncoding()},
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
