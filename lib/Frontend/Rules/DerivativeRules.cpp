#include "Frontend/Rules/DerivativeRules.h"
#include "Frontend/Rules/RuleAttributes.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Sema/Overload.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;

namespace {

// The declaration that has the names of the parameters: of an instantiation, its pattern.
const FunctionDecl *named(const FunctionDecl *function) {
  if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
    return pattern;
  const FunctionDecl *definition = nullptr;
  return function->isDefined(definition) ? definition : function;
}

} // namespace

// ---- the operation

std::string operationName(const FunctionDecl *function) {
  std::string name = isa<CXXConstructorDecl>(function)
                         ? cast<CXXConstructorDecl>(function)->getParent()->getNameAsString()
                         : function->getNameAsString();
  for (const DeclContext *scope = function->getDeclContext(); !scope->isTranslationUnit(); scope = scope->getParent()) {
    if (const auto *space = dyn_cast<NamespaceDecl>(scope);
        space && (space->isInline() || space->isAnonymousNamespace()))
      continue;
    if (const auto *declared = dyn_cast<NamedDecl>(scope))
      name = declared->getNameAsString() + "::" + name;
  }
  return name;
}

bool hasRules(const FunctionDecl &operation) {
  const std::string name = operationName(&operation);
  return !rulesNamed(operation.getASTContext(), adjointMark, name).empty() ||
         !rulesNamed(operation.getASTContext(), tangentMark, name).empty();
}

std::vector<OperationOperand> operandsOf(const FunctionDecl *operation) {
  std::vector<OperationOperand> operands;
  if (const auto *method = dyn_cast<CXXMethodDecl>(operation);
      method && method->isInstance() && !isa<CXXConstructorDecl>(method))
    operands.push_back({"self", method->getThisType()->getPointeeType().getUnqualifiedType()});
  const FunctionDecl *names = named(operation);
  for (unsigned i = 0; i < operation->getNumParams(); ++i) {
    const unsigned source = std::min(i, names->getNumParams() - 1); // of a pack, all have one name
    operands.push_back({names->getParamDecl(source)->getNameAsString(),
                        operation->getParamDecl(i)->getType().getNonReferenceType().getUnqualifiedType()});
  }
  return operands;
}

namespace {

std::vector<const FunctionDecl *> overloadsOf(const FunctionDecl *operation) {
  std::vector<const FunctionDecl *> overloads;
  for (NamedDecl *found : operation->getDeclContext()->getRedeclContext()->lookup(operation->getDeclName()))
    if (const FunctionDecl *function = found->getAsFunction())
      overloads.push_back(function);
  return overloads;
}

bool changesObject(const FunctionDecl *operation) {
  const auto *method = dyn_cast<CXXMethodDecl>(operation);
  return method && method->isInstance() && !method->isConst() && method->getReturnType()->isVoidType();
}

QualType resultOf(const FunctionDecl *operation) {
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(operation))
    return operation->getASTContext().getTypeDeclType(constructor->getParent());
  if (changesObject(operation))
    return operandsOf(operation)[0].type;
  return operation->getReturnType().getNonReferenceType().getUnqualifiedType();
}

} // namespace

// ---- lists of numbers

namespace {

QualType elementIn(QualType type, llvm::StringRef container) {
  const auto *list =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  const bool isIt = list && list->isInStdNamespace() && list->getName() == container;
  return isIt ? list->getTemplateArgs()[0].getAsType() : QualType();
}

} // namespace

QualType elementOfBraces(QualType type) { return elementIn(type, "initializer_list"); }

bool holdsListedNumbers(QualType type) {
  const QualType element = elementOfBraces(type), number = elementIn(type, "vector");
  if (!element.isNull())
    return element->isRealFloatingType() || holdsListedNumbers(element);
  return !number.isNull() && number->isRealFloatingType();
}

// Of a list of numbers the type of what a rule is handed: tangents, or places of adjoints.
QualType DerivativeRules::bracesOf(QualType list, bool ofPlaces) {
  QualType element = elementOfBraces(list);
  element = (element.isNull() ? elementIn(list, "vector") : element).getUnqualifiedType();
  if (!element->isRealFloatingType())
    element = bracesOf(element, ofPlaces);
  else if (ofPlaces)
    element = sema.Context.getPointerType(element);
  return sema.BuildStdInitializerList(element, SourceLocation());
}

// ---- matching

std::optional<DerivativeRules::Argument> DerivativeRules::matchOne(const FunctionDecl *operation,
                                                                   const ParmVarDecl *parameter) {
  const std::string name = parameter->getNameAsString();
  const std::vector<OperationOperand> operands = operandsOf(operation);
  auto endsWith = [&](llvm::StringRef ending) { return llvm::StringRef(name).ends_with(ending); };
  // What changes its object has one adjoint and one tangent of it, which become those of before and of behind.
  if (changesObject(operation) && name == "self_bar")
    return Argument{{RuleArgument::Kind::ResultBar, 0, false}, operands[0].type, true};
  if (changesObject(operation) && name == "self_dot")
    return Argument{{RuleArgument::Kind::Dot, 0, false}, operands[0].type, true};
  for (unsigned k = 0; k < operands.size(); ++k) {
    const OperationOperand &operand = operands[k];
    if (name == operand.name)
      return Argument{{RuleArgument::Kind::Operand, k, false}, operand.type, false};
    const bool isList = holdsListedNumbers(operand.type);
    if (isList && name == operand.name + "_bar")
      return Argument{{RuleArgument::Kind::Bar, k, false}, bracesOf(operand.type, true), false};
    if (isList && name == operand.name + "_dot")
      return Argument{{RuleArgument::Kind::Dot, k, false}, bracesOf(operand.type, false), false};
    if (name == operand.name + "_bar") {
      const bool byAddress = parameter->getType()->isPointerType();
      const QualType type = byAddress ? sema.Context.getPointerType(operand.type) : operand.type;
      return Argument{{RuleArgument::Kind::Bar, k, byAddress}, type, true};
    }
    if (name == operand.name + "_dot")
      return Argument{{RuleArgument::Kind::Dot, k, false}, operand.type, false};
    const QualType declared = parameter->getType().getNonReferenceType().getUnqualifiedType();
    if (name == operand.name + "_shape" && !declared->isDependentType() && !operand.type->isArithmeticType())
      return Argument{{RuleArgument::Kind::Shape, k, false, false, spellType(declared)}, declared, false};
  }
  if (name == "y" || name == "result")
    return Argument{{RuleArgument::Kind::Result, 0, false}, resultOf(operation), false};
  if (endsWith("_bar") && (name == "y_bar" || name == "result_bar"))
    return Argument{{RuleArgument::Kind::ResultBar, 0, false}, resultOf(operation), false};
  return std::nullopt;
}

std::optional<std::vector<DerivativeRules::Argument>> DerivativeRules::match(const FunctionDecl *operation,
                                                                             const FunctionDecl *rule) {
  std::vector<Argument> arguments;
  for (const ParmVarDecl *parameter : rule->parameters()) {
    std::optional<Argument> argument = matchOne(operation, parameter);
    if (!argument)
      return std::nullopt;
    arguments.push_back(*argument);
  }
  return arguments;
}

namespace {

bool isExcludedByConstraints(const OverloadCandidate &candidate) {
  if (candidate.Viable || candidate.FailureKind != ovl_fail_bad_deduction)
    return false;
  const auto why = static_cast<TemplateDeductionResult>(candidate.DeductionFailure.Result);
  return why == TemplateDeductionResult::SubstitutionFailure || why == TemplateDeductionResult::ConstraintsNotSatisfied;
}

} // namespace

// The function that a call of the rule with these arguments means; null if it cannot be called so.
FunctionDecl *DerivativeRules::select(FunctionDecl *rule, const std::vector<Argument> &arguments,
                                      SourceLocation usedAt) {
  std::vector<Expr *> operands;
  for (const Argument &argument : arguments) {
    const bool isPointer = argument.as.byAddress;
    const QualType type = argument.isPlace || isPointer ? argument.type : argument.type.withConst();
    operands.push_back(new (sema.Context) OpaqueValueExpr(usedAt, type, isPointer ? VK_PRValue : VK_LValue));
  }
  OverloadCandidateSet candidates(usedAt, OverloadCandidateSet::CSK_Normal);
  if (FunctionTemplateDecl *generic = rule->getDescribedFunctionTemplate())
    sema.AddTemplateOverloadCandidate(generic, DeclAccessPair::make(generic, AS_public), nullptr, operands, candidates);
  else
    sema.AddOverloadCandidate(rule, DeclAccessPair::make(rule, AS_public), operands, candidates);
  isExcluded = !candidates.empty() && isExcludedByConstraints(*candidates.begin());
  OverloadCandidateSet::iterator best;
  return candidates.BestViableFunction(sema, usedAt, best) == OR_Success ? best->Function : nullptr;
}

// Overload resolution may convert numbers and cut objects, and what a rule adds to a copy of an adjoint is lost.
bool DerivativeRules::fits(const FunctionDecl *rule, const std::vector<Argument> &arguments) const {
  const auto isSame = [&](QualType a, QualType b) { return sema.Context.hasSameUnqualifiedType(a, b); };
  for (unsigned i = 0; i < arguments.size(); ++i) {
    const Argument &argument = arguments[i];
    const QualType type = rule->getParamDecl(i)->getType(), bare = type.getNonReferenceType();
    const bool isPlace = type->isReferenceType() && !bare.isConstQualified();
    // A bar may be a class of the rule's that is made from the place.
    const bool isWrapped = argument.isPlace && argument.as.kind == RuleArgument::Kind::Bar && bare->isRecordType();
    if (isSame(bare, argument.type) ? argument.isPlace && !argument.as.byAddress && !isPlace : !isWrapped)
      return false;
  }
  return true;
}

// Does the rule of this mark return what it should?
bool DerivativeRules::returnsResult(const FunctionDecl *operation, FunctionDecl *rule, SourceLocation usedAt) {
  if (rule->getReturnType()->isUndeducedType())
    sema.DeduceReturnType(rule, usedAt);
  return changesObject(operation) ||
         sema.Context.hasSameUnqualifiedType(rule->getReturnType().getNonReferenceType(), resultOf(operation));
}

// The function that the rule is for this operation, with its arguments; null if it is none.
FunctionDecl *DerivativeRules::callable(const FunctionDecl *operation, FunctionDecl *rule, const char *mark,
                                        SourceLocation usedAt, std::vector<Argument> &arguments) {
  isExcluded = false;
  const std::optional<std::vector<Argument>> matched = match(operation, rule);
  FunctionDecl *callee = matched ? select(rule, *matched, usedAt) : nullptr;
  if (!callee || !fits(callee, *matched) || (mark == tangentMark && !returnsResult(operation, callee, usedAt)))
    return nullptr;
  arguments = *matched;
  for (unsigned i = 0; i < arguments.size(); ++i)
    arguments[i].as.byReference = isPlaceNeeded(arguments[i], callee->getParamDecl(i)->getType(), usedAt);
  return callee;
}

// Must there be a variable even where nobody asks for the adjoint?
bool DerivativeRules::isPlaceNeeded(const Argument &argument, QualType parameter, SourceLocation usedAt) {
  if (argument.as.kind != RuleArgument::Kind::Bar || !argument.isPlace || argument.as.byAddress)
    return false;
  auto *null = new (sema.Context) OpaqueValueExpr(usedAt, sema.Context.NullPtrTy, VK_PRValue);
  const bool isLValue = parameter->isLValueReferenceType();
  return isLValue || sema.TryImplicitConversion(null, parameter.getNonReferenceType(), false,
                                                Sema::AllowedExplicit::None, false, false, false)
                         .isBad();
}

// Is the rule one of another overload, as far as can be told? Templates may have instances that it fits.
bool DerivativeRules::isOfAnother(const FunctionDecl *operation, FunctionDecl *rule, const char *mark,
                                  SourceLocation usedAt) {
  const FunctionTemplateDecl *generic = operation->getPrimaryTemplate();
  const FunctionDecl *own = generic ? generic->getTemplatedDecl() : operation;
  std::vector<Argument> arguments;
  for (const FunctionDecl *overload : overloadsOf(operation))
    if (overload->getCanonicalDecl() != own->getCanonicalDecl() &&
        (overload->isTemplated() ? match(overload, rule).has_value()
                                 : callable(overload, rule, mark, usedAt, arguments) != nullptr))
      return true;
  return false;
}

// A rule that does not fit one overload may be meant for another; one that fits none is a mistake of its writer.
void DerivativeRules::reportUnfit(const FunctionDecl *operation, FunctionDecl *rule, const char *mark,
                                  SourceLocation usedAt) {
  if (match(operation, rule)) {
    if (!isOfAnother(operation, rule, mark, usedAt))
      report(DiagId::err_rule_mismatch, rule->getLocation(),
             {operationName(operation), operation->getType().getAsString(sema.Context.getPrintingPolicy())});
    return;
  }
  const std::vector<const FunctionDecl *> overloads = overloadsOf(operation);
  for (const ParmVarDecl *parameter : rule->parameters())
    if (std::none_of(overloads.begin(), overloads.end(),
                     [&](const FunctionDecl *overload) { return matchOne(overload, parameter).has_value(); }))
      report(DiagId::err_rule_parameter, parameter->getLocation(),
             {parameter->getNameAsString(), operationName(operation)});
}

// Several overloads of an operation have rules under one name: that rule is meant whose parameters are all of this
// overload, and which can be called; of two, the one that takes more of its derivative.
std::vector<ir::RuleCall> DerivativeRules::resolve(const FunctionDecl *operation, const char *mark,
                                                   SourceLocation usedAt) {
  ir::RuleCall found;
  FunctionDecl *chosen = nullptr;
  for (FunctionDecl *rule : rulesNamed(sema.Context, mark, operationName(operation))) {
    std::vector<Argument> arguments;
    FunctionDecl *callee = callable(operation, rule, mark, usedAt, arguments);
    if (!callee && !isExcluded)
      reportUnfit(operation, rule, mark, usedAt);
    if (!callee || (chosen && callee->getCanonicalDecl() == chosen->getCanonicalDecl()))
      continue;
    if (chosen && arguments.size() == found.arguments.size()) {
      report(DiagId::err_rule_ambiguous, rule->getLocation(), {operationName(operation)});
      continue;
    }
    if (chosen && arguments.size() < found.arguments.size())
      continue;
    chosen = callee;
    found.arguments.clear();
    for (const Argument &argument : arguments)
      found.arguments.push_back(argument.as);
  }
  if (!chosen)
    return {};
  found = ir::ruleCall(termForCalls(chosen), std::move(found.arguments));
  found.needsBar = true;
  return {found};
}

std::optional<ir::Rule> DerivativeRules::rulesFor(const FunctionDecl *operation, SourceLocation usedAt) {
  ir::Rule rule;
  rule.adjoint = resolve(operation, adjointMark, usedAt);
  rule.tangent = resolve(operation, tangentMark, usedAt);
  if (rule.adjoint.empty() && rule.tangent.empty())
    return std::nullopt;
  rule.name = ir::calledFunction(termForCalls(operation));
  for (const OperationOperand &operand : operandsOf(operation))
    rule.parameters.push_back(operand.name);
  return rule;
}

bool DerivativeRules::isMeant(const FunctionDecl *operation) {
  for (const char *mark : {adjointMark, tangentMark})
    for (FunctionDecl *rule : rulesNamed(sema.Context, mark, operationName(operation)))
      if (match(operation, rule) && !isOfAnother(operation, rule, mark, operation->getLocation()))
        return true;
  return false;
}

} // namespace clangent::frontend
