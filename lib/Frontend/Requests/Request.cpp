// Reading requests off the specialisations of Derivative, and the types of derivatives' parameters.
#include "Frontend/Requests/Request.h"
#include "Frontend/Requests/RequestLine.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Overload.h"
#include "clang/Sema/Sema.h"

#include <algorithm>
#include <optional>

using namespace clang;

namespace clangent {

unsigned Request::resultShadow() const {
  return mode == Mode::Reverse ? firstArgument() + activity.size() : parameters.size() - 1;
}

unsigned Request::shadowOfObject() const {
  const unsigned seeds = mode == Mode::Reverse && hasResultShadow ? 1 : 0;
  return firstArgument() + activity.size() + seeds;
}

unsigned Request::shadowOf(unsigned index) const {
  const unsigned before = std::count(activity.begin(), activity.begin() + index, true);
  return shadowOfObject() + (isObjectActive ? 1 : 0) + before;
}

namespace {

bool holdsReals(QualType type) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (const CXXRecordDecl *value = record ? frontend::TypeLowering::valueOfView(record) : nullptr)
    record = value;
  if (record && frontend::TypeLowering::isValueClass(record))
    return frontend::TypeLowering::isDifferentiableValue(record);
  return type->isRealFloatingType() || type->isRecordType();
}

} // namespace

bool hasDerivative(QualType result) { return holdsReals(result.getNonReferenceType()); }

bool isDifferentiableParameter(QualType type) {
  QualType value = type.getNonReferenceType();
  while (value->isPointerType())
    value = value->getPointeeType();
  while (const ArrayType *array = value->getAsArrayTypeUnsafe())
    value = array->getElementType();
  return holdsReals(value);
}

namespace {

// No const or volatile at any level of pointers and arrays.
QualType withoutQualifiers(ASTContext &context, QualType type) {
  if (type->isPointerType())
    return context.getPointerType(withoutQualifiers(context, type->getPointeeType()));
  if (const auto *array = context.getAsConstantArrayType(type))
    return context.getConstantArrayType(withoutQualifiers(context, array->getElementType()), array->getSize(), nullptr,
                                        array->getSizeModifier(), 0);
  if (const auto *array = context.getAsIncompleteArrayType(type))
    return context.getIncompleteArrayType(withoutQualifiers(context, array->getElementType()), array->getSizeModifier(),
                                          0);
  return type.getUnqualifiedType();
}

} // namespace

QualType barType(ASTContext &context, QualType parameter) {
  const QualType value = withoutQualifiers(context, parameter.getNonReferenceType().getCanonicalType());
  const bool isPlainPointer = !parameter->isReferenceType() && value->isPointerType();
  return isPlainPointer ? value : context.getLValueReferenceType(value);
}

QualType seedType(ASTContext &context, QualType result) {
  const QualType value = result.getNonReferenceType().getUnqualifiedType();
  return value->isRecordType() ? context.getLValueReferenceType(value.withConst()) : value;
}

std::vector<QualType> derivativeParameters(ASTContext &context, const FunctionDecl &callee, Mode mode,
                                           const std::vector<bool> &activity) {
  std::vector<QualType> all, active;
  if (const auto *method = dyn_cast<CXXMethodDecl>(&callee); method && method->isInstance()) {
    all.push_back(context.getLValueReferenceType(method->getThisType()->getPointeeType()));
    active = all;
  }
  for (unsigned i = 0; i < callee.getNumParams(); ++i) {
    all.push_back(callee.getParamDecl(i)->getType());
    if (activity[i])
      active.push_back(all.back());
  }
  const QualType result = frontend::TypeLowering::withoutView(context, callee.getReturnType());
  if (mode == Mode::Reverse && hasDerivative(result))
    all.push_back(seedType(context, result));
  for (QualType each : active)
    all.push_back(mode == Mode::Reverse ? barType(context, each) : each);
  if (mode == Mode::Tangent && hasDerivative(result))
    all.push_back(context.getLValueReferenceType(result.getNonReferenceType().getUnqualifiedType()));
  return all;
}

namespace {

template <class T> T *find(DeclContext *context, DeclarationName name) {
  if (context)
    for (NamedDecl *decl : context->lookup(name))
      if (auto *found = dyn_cast<T>(decl))
        return found;
  return nullptr;
}

const ClassTemplateSpecializationDecl *specialisation(const TemplateArgument &argument) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(argument.getAsType()->getAsCXXRecordDecl());
}

bool isRequested(const CXXMethodDecl &leaf) {
  const MemberSpecializationInfo *info = leaf.getMemberSpecializationInfo();
  return leaf.isReferenced() || leaf.isUsed(false) || (info && info->getPointOfInstantiation().isValid());
}

// operator() of a class as a call finds it that passes variables of the types of the signature's parameters.
FunctionDecl *callOperator(Sema &sema, const CXXRecordDecl &record, QualType object, QualType signature) {
  LookupResult found(sema, sema.Context.DeclarationNames.getCXXOperatorName(OO_Call), record.getLocation(),
                     Sema::LookupMemberName);
  found.suppressDiagnostics();
  sema.LookupQualifiedName(found, const_cast<CXXRecordDecl *>(&record));
  if (found.isSingleResult() && isa<CXXMethodDecl>(found.getFoundDecl()))
    return cast<CXXMethodDecl>(found.getFoundDecl());
  if (signature.isNull())
    return nullptr;
  llvm::SmallVector<Expr *, 4> arguments;
  for (const QualType parameter : signature->castAs<FunctionProtoType>()->getParamTypes())
    arguments.push_back(new (sema.Context) OpaqueValueExpr(
        record.getLocation(), parameter.getNonReferenceType(),
        parameter->isRValueReferenceType() ? ExprValueKind::VK_XValue : ExprValueKind::VK_LValue));
  const Expr::Classification kind =
      OpaqueValueExpr(record.getLocation(), object, ExprValueKind::VK_LValue).Classify(sema.Context);
  OverloadCandidateSet candidates(record.getLocation(), OverloadCandidateSet::CSK_Normal);
  for (auto decl = found.begin(); decl != found.end(); ++decl)
    sema.AddMethodCandidate(decl.getPair(), object, kind, arguments, candidates);
  OverloadCandidateSet::iterator best;
  return candidates.BestViableFunction(sema, record.getLocation(), best) == OR_Success ? best->Function : nullptr;
}

// The function that fn<...> or obj<...> stands for.
FunctionDecl *calleeOf(Sema &sema, const ClassTemplateSpecializationDecl &spec) {
  const TemplateArgumentList &arguments = spec.getTemplateArgs();
  if (spec.getName() == "obj") {
    const QualType object = arguments[0].getAsType();
    const CXXRecordDecl *record = object->getAsCXXRecordDecl();
    return record ? callOperator(sema, *record, object, arguments[1].getAsType()) : nullptr;
  }
  if (arguments[0].getKind() != TemplateArgument::Declaration)
    return nullptr;
  const auto *object = dyn_cast<TemplateParamObjectDecl>(arguments[0].getAsDecl());
  if (!object)
    return dyn_cast<FunctionDecl>(arguments[0].getAsDecl());
  const CXXRecordDecl *record = object->getType()->getAsCXXRecordDecl();
  auto *method =
      record ? dyn_cast_or_null<CXXMethodDecl>(callOperator(sema, *record, object->getType(), QualType())) : nullptr;
  return method && method->isConst() ? method : nullptr;
}

FunctionDecl *defined(Sema &sema, FunctionDecl *callee, SourceLocation at) {
  if (!callee)
    return nullptr;
  if (!callee->isDefined() && callee->getTemplateInstantiationPattern()) {
    sema.InstantiateFunctionDefinition(at, callee, /*Recursive=*/true);
    sema.PerformPendingInstantiations();
  }
  FunctionDecl *definition = callee->getDefinition();
  return definition ? definition : callee;
}

std::optional<Request> readRequest(Sema &sema, ClassTemplateSpecializationDecl &spec, CXXMethodDecl &leaf,
                                   SourceLocation at) {
  const TemplateArgumentList &arguments = spec.getTemplateArgs();
  const auto *callee = specialisation(arguments[1]);
  const auto *activity = specialisation(arguments[2]);
  if (!callee || !activity)
    return std::nullopt;
  Request request;
  request.mode = arguments[0].getAsType()->getAsCXXRecordDecl()->getName() == "tangent" ? Mode::Tangent : Mode::Reverse;
  request.requestedAt = at;
  request.callee = defined(sema, calleeOf(sema, *callee), at);
  if (callee->getTemplateArgs()[0].getKind() == TemplateArgument::Declaration &&
      isa<TemplateParamObjectDecl>(callee->getTemplateArgs()[0].getAsDecl()))
    request.objectHolder = callee;
  request.target = &leaf;
  request.leaf = &leaf;
  request.result = leaf.getReturnType();
  for (const ParmVarDecl *parameter : leaf.parameters())
    request.parameters.push_back(parameter->getType());
  request.hasResultShadow = hasDerivative(request.result);
  for (const TemplateArgument &flag : activity->getTemplateArgs()[0].pack_elements()) {
    request.activity.push_back(flag.getAsIntegral().getBoolValue());
    request.unseeded.push_back(flag.getAsIntegral() == 2);
  }
  // The object comes first.
  request.hasObject = request.callee && request.activity.size() > request.callee->getNumParams();
  if (request.hasObject) {
    request.isObjectActive = request.activity.front();
    request.isObjectUnseeded = request.unseeded.front();
    request.activity.erase(request.activity.begin());
    request.unseeded.erase(request.unseeded.begin());
  }
  return request;
}

} // namespace

NamespaceDecl *findClangent(const ASTContext &ast) {
  return find<NamespaceDecl>(ast.getTranslationUnitDecl(), &ast.Idents.get("clangent"));
}

ClassTemplateDecl *findDetailTemplate(Sema &sema, llvm::StringRef name) {
  IdentifierTable &names = sema.Context.Idents;
  auto *detail = find<NamespaceDecl>(findClangent(sema.Context), &names.get("detail"));
  return find<ClassTemplateDecl>(detail, &names.get(name));
}

std::vector<UndefinedLeaf> undefinedLeaves(Sema &sema, llvm::StringRef templateName, llvm::StringRef memberName) {
  std::vector<UndefinedLeaf> leaves;
  ClassTemplateDecl *pattern = findDetailTemplate(sema, templateName);
  if (!pattern)
    return leaves;
  for (ClassTemplateSpecializationDecl *spec : pattern->specializations()) {
    if (spec->isDependentContext())
      continue;
    // A specialisation that was only named has no members.
    auto *leaf = find<CXXMethodDecl>(spec, &sema.Context.Idents.get(memberName));
    if (!leaf || !isRequested(*leaf))
      continue;
    // A body that comes from a precompiled header made without the plugin is the one that calls for the plugin.
    const MemberSpecializationInfo *info = leaf->getMemberSpecializationInfo();
    const bool isImplicit = info && info->getTemplateSpecializationKind() == TSK_ImplicitInstantiation;
    if (leaf->isDefined() && isImplicit && leaf->isFromASTFile())
      leaf->setBody(nullptr);
    if (!leaf->isDefined())
      leaves.push_back({spec, leaf});
  }
  return leaves;
}

std::vector<Request> collectRequests(Sema &sema) {
  std::vector<Request> requests;
  const std::vector<UndefinedLeaf> leaves = undefinedLeaves(sema, "Derivative", "call");
  if (leaves.empty())
    return requests;
  const RequestLines lines = findRequestLines(sema);
  for (const UndefinedLeaf &leaf : leaves)
    if (std::optional<Request> request = readRequest(sema, *leaf.specialisation, *leaf.member, lines.of(*leaf.member)))
      requests.push_back(std::move(*request));
  return requests;
}

std::vector<ZeroRequest> collectZeroRequests(Sema &sema) {
  std::vector<ZeroRequest> requests;
  const std::vector<UndefinedLeaf> leaves = undefinedLeaves(sema, "Zero", "clear");
  if (leaves.empty())
    return requests;
  const RequestLines lines = findRequestLines(sema);
  for (const UndefinedLeaf &leaf : leaves)
    requests.push_back({leaf.specialisation->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl(), leaf.member,
                        lines.of(*leaf.member)});
  return requests;
}

} // namespace clangent
