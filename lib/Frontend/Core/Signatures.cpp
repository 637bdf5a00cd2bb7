// What a function looks like from outside: names, parameters, result.
#include "Frontend/Core/Aliases.h"
#include "Frontend/Core/Context.h"
#include "Frontend/Core/ParameterUses.h"
#include "Frontend/Requests/Marks.h"
#include "IR/Builder.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;

std::string LoweringContext::nameForMessages(const FunctionDecl *function) const {
  std::string text;
  llvm::raw_string_ostream out(text);
  const auto *member = dyn_cast<CXXMethodDecl>(function);
  if (const CXXRecordDecl *of = member ? models.modelledBy(member->getParent()) : nullptr) {
    PrintingPolicy asWritten = types.policy();
    asWritten.SuppressDefaultTemplateArgs = true;
    const std::string name = isa<CXXConstructorDecl>(member)  ? of->getNameAsString()
                             : isa<CXXDestructorDecl>(member) ? "~" + of->getNameAsString()
                                                              : member->getNameAsString();
    return QualType(of->getTypeForDecl(), 0).getAsString(asWritten) + "::" + name;
  }
  function->getNameForDiagnostic(out, types.policy(), /*Qualified=*/true);
  out.flush();
  return text;
}

namespace {

// The same but for references and const, between which overload resolution chooses by the argument.
bool bindsAlike(ASTContext &ast, QualType a, QualType b) {
  return ast.hasSimilarType(a.getNonReferenceType(), b.getNonReferenceType());
}

// Is there another function of this name in its scope that the same arguments could mean?
bool hasRivalInScope(ASTContext &ast, const FunctionDecl *function) {
  const FunctionTemplateDecl *own = function->getPrimaryTemplate();
  for (const NamedDecl *other : function->getDeclContext()->getRedeclContext()->lookup(function->getDeclName())) {
    const auto *pattern = dyn_cast<FunctionTemplateDecl>(other->getUnderlyingDecl());
    if (pattern && !declaresSameEntity(pattern, own))
      return true;
    const auto *rival = dyn_cast<FunctionDecl>(other->getUnderlyingDecl());
    if (!rival || own || declaresSameEntity(rival, function) ||
        rival->getMinRequiredArguments() > function->getNumParams())
      continue;
    const unsigned common = std::min(rival->getNumParams(), function->getNumParams());
    bool isAlike = true;
    for (unsigned i = 0; i < common; ++i)
      isAlike &= bindsAlike(ast, rival->getParamDecl(i)->getType(), function->getParamDecl(i)->getType());
    if (isAlike)
      return true;
  }
  return false;
}

// The same of what is called by its name alone. Members are called on an object.
bool hasRival(ASTContext &ast, const FunctionDecl *function) {
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  return !(method && method->isInstance()) && !ast.getSourceManager().isInSystemHeader(function->getLocation()) &&
         hasRivalInScope(ast, function);
}

// Only found through its arguments: a friend that is declared in its class alone.
bool isHiddenFriend(const FunctionDecl *function) {
  const FunctionTemplateDecl *own = function->getPrimaryTemplate();
  const NamedDecl *named = own ? static_cast<const NamedDecl *>(own) : function;
  if (named->getFriendObjectKind() == Decl::FOK_None)
    return false;
  for (const NamedDecl *found : function->getDeclContext()->getRedeclContext()->lookup(function->getDeclName()))
    if (declaresSameEntity(found, named) &&
        found->isInIdentifierNamespace(Decl::IDNS_Ordinary | Decl::IDNS_NonMemberOperator))
      return false;
  return true;
}

} // namespace

ir::Term LoweringContext::termForCalls(const FunctionDecl *function) {
  calledByText.push_back(function);
  if (isHiddenFriend(function))
    return ir::Term::name(function->getNameAsString());
  if (!isa<CXXMethodDecl>(function) && isHiddenOutside(function))
    return ir::Term::name(aliasOf(sema, function));
  ir::Term name = ir::Term::name(qualifiedName(function));
  if (!hasRival(ast, function))
    return name;
  return ir::Term::cast(types.spell(ast.getPointerType(function->getType())), std::move(name));
}

// Of the library's own operations all overloads are known where they are called.
ir::Term LoweringContext::termOfOperation(const FunctionDecl *function) {
  const DeclContext *scope = function->getDeclContext();
  while (!scope->isTranslationUnit() && !scope->getParent()->getRedeclContext()->isTranslationUnit())
    scope = scope->getParent();
  const auto *space = dyn_cast<NamespaceDecl>(scope);
  if (!space || !space->getIdentifier() || space->getName() != "clangent")
    return termForCalls(function);
  calledByText.push_back(function);
  return ir::Term::name(qualifiedName(function));
}

std::string LoweringContext::qualifiedName(const FunctionDecl *function) const {
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  if (!method)
    return nameIn("::", function);
  const std::string owner = types.spell(ast.getTypeDeclType(method->getParent()));
  return isa<CXXConstructorDecl>(function) ? owner : nameIn(owner + "::", function);
}

std::string LoweringContext::memberName(const CXXMethodDecl *method) const {
  const auto *conversion = dyn_cast<CXXConversionDecl>(method);
  return conversion ? "operator " + types.spell(conversion->getConversionType()) : method->getNameAsString();
}

// The name in a scope, which is the class of a member, with the template's arguments.
std::string LoweringContext::nameIn(std::string text, const FunctionDecl *function) const {
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  llvm::raw_string_ostream out(text);
  if (method)
    out << (method->getTemplateSpecializationArgs() ? "template " : "") << memberName(method);
  else
    function->printQualifiedName(out, types.policy());
  // The arguments of operators are deduced; to name them would instantiate other operators of that name with them.
  const bool isDeduced = !method && function->isOverloadedOperator();
  if (const TemplateArgumentList *arguments = isDeduced ? nullptr : function->getTemplateSpecializationArgs()) {
    out << '<';
    const char *separator = "";
    auto print = [&](const TemplateArgument &argument) {
      out << separator;
      separator = ", ";
      if (argument.getKind() == TemplateArgument::Type)
        out << types.spell(argument.getAsType());
      else
        argument.print(types.policy(), out, /*IncludeType=*/false);
    };
    for (const TemplateArgument &argument : arguments->asArray())
      if (argument.getKind() == TemplateArgument::Pack)
        for (const TemplateArgument &element : argument.pack_elements())
          print(element);
      else
        print(argument);
    out << '>';
  }
  out.flush();
  return text;
}

std::string LoweringContext::signatureOf(const FunctionDecl *definition) const {
  std::string text = definition->getNameAsString() + "(";
  const char *separator = "";
  for (const ParmVarDecl *parameter : definition->parameters()) {
    llvm::raw_string_ostream out(text);
    out << separator;
    parameter->getType().print(out, types.policy(), parameter->getName());
    separator = ", ";
  }
  return text + ")";
}

namespace {

const CXXMethodDecl *instanceMethod(const FunctionDecl *function) {
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  return method && method->isInstance() ? method : nullptr;
}

ir::ParameterKind parameterKind(QualType type, bool isValue) {
  if (type->isReferenceType())
    return ir::ParameterKind::Reference;
  return type->isRecordType() && !isValue ? ir::ParameterKind::Object : ir::ParameterKind::Value;
}

// Does passing an object by value need a constructor that takes it away from where it is?
bool isOnlyMoved(QualType type) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record && record->hasDefinition() && !record->hasSimpleCopyConstructor() &&
         llvm::all_of(record->ctors(), [](const CXXConstructorDecl *constructor) {
           return !constructor->isCopyConstructor() || constructor->isDeleted();
         });
}

} // namespace

// What the text makes of the name of an object where a function of the program takes it as `type`.
std::string LoweringContext::castFor(const FunctionDecl *function, QualType type) {
  // What the text has is the value; a function of parts of variables takes it for a part that is all of it.
  if (!ast.hasSameType(TypeLowering::withoutView(ast, type), type)) {
    const std::string view = types.spell(type.getNonReferenceType().getUnqualifiedType());
    const bool isNamed = type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
    return isNamed ? view + "::Lent" : view;
  }
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  const bool isChosen = method && type->isReferenceType() && hasRivalInScope(ast, function);
  if (type->isRValueReferenceType() || isChosen)
    return types.spell(type);
  // The caller has made an object of its own for it.
  return isOnlyMoved(type) || types.isClosed(type) || types.isDestroyed(type)
             ? types.spell(ast.getRValueReferenceType(type.getUnqualifiedType()))
             : "";
}

// An object that operations destroy is built where the caller wants it: C++ would copy it on the way.
bool LoweringContext::buildsInPlace(const FunctionDecl *definition) {
  const QualType type = definition->getReturnType();
  return !isa<CXXConstructorDecl>(definition) && type->isRecordType() && types.isDestroyed(type) &&
         types.objectProblem(type).empty();
}

void LoweringContext::declarePlace(const FunctionDecl *definition, ir::Function &function) {
  const QualType type = definition->getReturnType().getUnqualifiedType();
  function.resultSpelling = "void";
  function.resultType = module.types.voidType();
  function.resultKind = ir::ResultKind::Void;
  ir::addParameter(function, types.pointerTo(type), "result", ir::ParameterKind::Reference,
                   types.spellDeclaration(ast.getLValueReferenceType(type)));
  function.parameters.back().isMade = true;
  function.parameters.back().at = function.at;
}

ir::FunctionId LoweringContext::declare(const FunctionDecl *definition, bool isPlaced) {
  ir::Function function;
  function.name = definition->getNameAsString();
  const FunctionDecl *member = models.memberFor(definition);
  const ir::Term called = termForCalls(member ? member : definition);
  const bool isCast = called.kind == ir::Term::Kind::Cast;
  function.qualifiedName = isCast ? called.parts[0].spelling : called.spelling;
  function.calledAs = isCast ? called.spelling : "";
  if (isa<CXXConstructorDecl>(definition))
    function.callForm = ir::CallForm::Constructor;
  else if (instanceMethod(definition))
    function.callForm = ir::CallForm::Member;
  function.signature = signatureOf(definition);
  function.at = sourceRef(definition->getLocation());
  const auto *method = dyn_cast<CXXMethodDecl>(definition);
  if (const CXXRecordDecl *of = method ? models.modelledBy(method->getParent()) : nullptr) {
    function.isOfModel = true;
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(method))
      function.name = (isa<CXXDestructorDecl>(method) ? "~" : "") + of->getNameAsString();
    if (!member)
      function.qualifiedName.clear();
    else if (isMarked(of, "clangent.operation"))
      function.givenBy = types.spell(ast.getTypeDeclType(of));
  }
  // A few steps around what stands for members of its base class.
  const auto isModelled = [&](const CXXBaseSpecifier &base) {
    const CXXRecordDecl *of = base.getType()->getAsCXXRecordDecl();
    return of && types.isModelled(of);
  };
  if (method && method->getParent()->isInStdNamespace() && llvm::any_of(method->getParent()->bases(), isModelled))
    function.isOfModel = true;
  // What begins a place for one of several objects does nothing, and has no name for the text.
  if (method && method->getParent()->isUnion() && types.isOfAlternatives(method->getParent()) &&
      ast.getSourceManager().isInSystemHeader(method->getLocation())) {
    function.isOfModel = true;
    function.qualifiedName.clear();
  }
  if (Models::standsForAnother(definition)) {
    function.isOfModel = true;
    function.qualifiedName.clear();
  }
  function.isOfLibrary = models.isOfLibrary(definition->getLocation());
  ir::makeBody(function);
  declareParameters(definition, function);
  isPlaced ? declarePlace(definition, function) : declareResult(definition, function);
  ir::FunctionId id(module.functions.size());
  if (isPlaced)
    placed.insert(id);
  module.functions.push_back(std::move(function));
  return id;
}

void LoweringContext::declareParameters(const FunctionDecl *definition, ir::Function &function) {
  if (const CXXMethodDecl *method = instanceMethod(definition)) {
    QualType object = method->getThisType()->getPointeeType();
    if (const CXXRecordDecl *of = models.modelledBy(method->getParent()))
      object = ast.getQualifiedType(ast.getTypeDeclType(of), object.getQualifiers());
    QualType reference = ast.getLValueReferenceType(object);
    ir::addParameter(function, types.pointerTo(object), "self", ir::ParameterKind::Reference,
                     types.spellDeclaration(reference));
    if (method->getRefQualifier() == RQ_RValue)
      reference = ast.getRValueReferenceType(object);
    if (!isa<CXXConstructorDecl>(method))
      function.parameters.back().castTo = castFor(method, reference);
    function.parameters.back().at = function.at;
  }
  ParameterSet written;
  for (const ParmVarDecl *parameter : definition->parameters()) {
    QualType type = TypeLowering::withoutView(ast, parameter->getType());
    // The caller destroys the object, as what the function leaves of it.
    const bool isMade = types.isDestroyed(type) && types.objectProblem(type).empty();
    if (isMade) {
      written = written.empty() ? writtenParameters(definition) : written;
      if (written.count(parameter))
        type = ast.getLValueReferenceType(type);
    }
    // So is one that is not looked into.
    const bool isClosed = types.isClosed(type);
    const ir::ParameterKind kind =
        isClosed ? ir::ParameterKind::Reference : parameterKind(type, module.types.isValue(types.lower(type)));
    std::string name = parameter->getNameAsString();
    if (name.empty())
      name = "argument" + std::to_string(parameter->getFunctionScopeIndex());
    const ir::TypeId valueType = isClosed                            ? types.pointerTo(type)
                                 : kind == ir::ParameterKind::Object ? types.pointerTo(type.withConst())
                                                                     : types.lower(type);
    // Objects in the generated text have names, so that what moves here is passed as an lvalue there.
    const QualType declared = isClosed || type->isRValueReferenceType()
                                  ? ast.getLValueReferenceType(type.getNonReferenceType())
                              : type->isNullPtrType() ? ast.VoidPtrTy // as its value is
                                                      : type;
    ir::addParameter(function, valueType, name, kind, types.spellDeclaration(declared));
    function.parameters.back().castTo = castFor(definition, parameter->getType());
    function.parameters.back().isMade = isMade;
    function.parameters.back().isRestrict = type.isRestrictQualified();
    function.parameters.back().at = sourceRef(parameter->getLocation());
  }
}

void LoweringContext::declareResult(const FunctionDecl *definition, ir::Function &function) {
  const QualType type = TypeLowering::withoutView(ast, definition->getReturnType());
  function.resultSpelling = types.spellDeclaration(type);
  function.resultType = types.lower(type);
  if (isa<CXXConstructorDecl>(definition) || type->isVoidType())
    function.resultKind = ir::ResultKind::Void;
  else if (type->isReferenceType())
    function.resultKind = ir::ResultKind::Reference;
  else
    function.resultKind = type->isRecordType() && !module.types.isValue(function.resultType) ? ir::ResultKind::Object
                                                                                             : ir::ResultKind::Scalar;
}

} // namespace clangent::frontend
