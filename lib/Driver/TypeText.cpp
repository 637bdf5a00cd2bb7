// Fully qualified spellings of canonical types, and aliases for the rest.
#include "Driver/TypeText.h"
#include "Frontend/Core/Aliases.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace clangent {

namespace {

bool isSpellable(const TagDecl &decl) {
  if (!decl.getIdentifier() && !decl.getTypedefNameForAnonDecl())
    return false;
  for (const DeclContext *context = decl.getDeclContext(); context; context = context->getParent()) {
    if (context->isFunctionOrMethod())
      return false;
    if (const auto *outer = dyn_cast<TagDecl>(context))
      return isSpellable(*outer);
  }
  return true;
}

// Clang spells classes in packs of template arguments without their namespace.
bool isSpelledShort(const TemplateArgument &argument) {
  return argument.getKind() == TemplateArgument::Pack &&
         llvm::any_of(argument.pack_elements(), [](const TemplateArgument &element) {
           const TagDecl *tag = element.getKind() == TemplateArgument::Type
                                    ? element.getAsType().getNonReferenceType()->getAsTagDecl()
                                    : nullptr;
           return tag && !tag->getDeclContext()->getRedeclContext()->isTranslationUnit();
         });
}

class SpellingCheck : public RecursiveASTVisitor<SpellingCheck> {
public:
  explicit SpellingCheck(Sema &sema) : sema(sema) {}

  bool VisitTagType(TagType *type) {
    // A class that a module keeps to itself has a name that means nothing in this file.
    if (!isSpellable(*type->getDecl()) || frontend::isHiddenOutside(type->getDecl()) ||
        !sema.isVisible(type->getDecl()))
      return false;
    if (const auto *spec = dyn_cast<ClassTemplateSpecializationDecl>(type->getDecl()))
      for (const TemplateArgument &argument : spec->getTemplateArgs().asArray())
        if (isSpelledShort(argument) || !TraverseTemplateArgument(argument))
          return false;
    return true;
  }

private:
  Sema &sema;
};

bool hasSpelling(QualType type, Sema &sema) { return SpellingCheck(sema).TraverseType(type.getCanonicalType()); }

// How many template arguments must be written: what stands for a default behind them means the same. One at least is.
size_t writtenArguments(ASTContext &context, const ClassTemplateSpecializationDecl &special) {
  const llvm::ArrayRef<TemplateArgument> all = special.getTemplateArgs().asArray();
  const TemplateParameterList *parameters = special.getSpecializedTemplate()->getTemplateParameters();
  size_t count = all.size();
  const auto isDefault = [&](size_t i) {
    return all.size() == parameters->size() && all[i].getKind() != TemplateArgument::Pack &&
           isSubstitutedDefaultArgument(context, all[i], parameters->getParam(static_cast<unsigned>(i)), all,
                                        parameters->getDepth());
  };
  while (count > 1 && isDefault(count - 1))
    --count;
  return count;
}

// The same type without template arguments that are the defaults.
QualType withoutDefaults(ASTContext &context, QualType type) {
  const Qualifiers qualifiers = type.getLocalQualifiers();
  const QualType bare = type.getLocalUnqualifiedType();
  if (bare->isPointerType())
    return context.getQualifiedType(context.getPointerType(withoutDefaults(context, bare->getPointeeType())),
                                    qualifiers);
  if (bare->isLValueReferenceType())
    return context.getLValueReferenceType(withoutDefaults(context, bare->getPointeeType()));
  if (bare->isRValueReferenceType())
    return context.getRValueReferenceType(withoutDefaults(context, bare->getPointeeType()));
  const auto *special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(bare->getAsCXXRecordDecl());
  if (!special || !isa<RecordType>(bare.getTypePtr()))
    return type;
  llvm::SmallVector<TemplateArgument, 4> written;
  for (const TemplateArgument &argument :
       special->getTemplateArgs().asArray().take_front(writtenArguments(context, *special)))
    written.push_back(argument.getKind() == TemplateArgument::Type
                          ? TemplateArgument(withoutDefaults(context, argument.getAsType()))
                          : argument);
  const TemplateName name(special->getSpecializedTemplate());
  return context.getQualifiedType(context.getTemplateSpecializationType(name, written, bare), qualifiers);
}

} // namespace

TypedefDecl *declareAlias(Sema &sema, QualType type, llvm::StringRef name) {
  ASTContext &context = sema.Context;
  auto *alias = TypedefDecl::Create(context, context.getTranslationUnitDecl(), SourceLocation(), SourceLocation(),
                                    &context.Idents.get(name), context.getTrivialTypeSourceInfo(type));
  alias->setImplicit();
  sema.PushOnScopeChains(alias, sema.TUScope);
  return alias;
}

QualType TypeText::spellable(QualType type) {
  ASTContext &context = sema.Context;
  if (hasSpelling(type, sema))
    return TypeName::getFullyQualifiedType(withoutDefaults(context, type), context, /*WithGlobalNsPrefix=*/true);
  if (type->isLValueReferenceType())
    return context.getLValueReferenceType(spellable(type.getNonReferenceType()));
  if (type->isRValueReferenceType())
    return context.getRValueReferenceType(spellable(type.getNonReferenceType()));
  if (type.hasLocalQualifiers())
    return context.getQualifiedType(spellable(type.getLocalUnqualifiedType()), type.getLocalQualifiers());
  if (type->isPointerType())
    return context.getPointerType(spellable(type->getPointeeType()));
  if (const auto *array = context.getAsConstantArrayType(type))
    return context.getConstantArrayType(spellable(array->getElementType()), array->getSize(), nullptr,
                                        array->getSizeModifier(), 0);
  QualType &alias = aliases[type.getAsOpaquePtr()];
  if (alias.isNull())
    alias = context.getTypedefType(declareAlias(sema, type, "__clangent_type_" + std::to_string(aliases.size())));
  return alias;
}

std::string TypeText::declare(QualType type, const std::string &name) {
  PrintingPolicy policy(sema.getLangOpts());
  policy.adjustForCPlusPlus();
  policy.SuppressUnwrittenScope = true;
  std::string text = name;
  spellable(type.getCanonicalType()).getAsStringInternal(text, policy);
  return text;
}

} // namespace clangent
