// Values of class type, such as tensors: they fit an SSA name, and operations on them are calls. An operation with
// derivative rules is differentiated by them; one that no derivative goes into or comes out of is run as it is; others
// are looked into.
#include "Frontend/Objects/Operations.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Objects/Values.h"
#include "Frontend/Requests/Marks.h"
#include "Frontend/Rules/DerivativeRules.h"
#include "Frontend/Rules/RuledFunctions.h"
#include "Frontend/Rules/WrittenLists.h"

#include "clang/Basic/OperatorKinds.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::Term;

// Is it a class whose objects there are blocks of?
static bool hasBlocks(QualType type) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const CXXRecordDecl *pattern = record ? record->getTemplateInstantiationPattern() : nullptr;
  return record && isMarked(pattern ? pattern : record, "clangent.blocks");
}
static bool isElementwise(const FunctionDecl *declared) {
  return isMarked(declared, "clangent.elementwise") && hasBlocks(declared->getReturnType());
}
static bool isTotal(const FunctionDecl *declared) {
  return isMarked(declared, "clangent.total") && hasBlocks(declared->getReturnType());
}

namespace {

bool isConstPlace(QualType parameter) {
  return !parameter->isReferenceType() || parameter.getNonReferenceType().isConstQualified();
}

} // namespace

// Can the callee only read what it is handed, and is everything of a kind that fits an SSA name?
bool Operations::takesValues(const FunctionDecl *callee, bool &hasValue, bool &hasReal, bool &hasParts) {
  const ir::TypeTable &table = b.module.types;
  auto takes = [&](QualType type) {
    const QualType bare = type.getNonReferenceType();
    if (!types.valueProblem(bare).empty() || !isConstPlace(type))
      return false;
    const TypeId lowered = types.lower(bare);
    hasValue |= table.isValue(lowered);
    hasReal |= table.holdsReal(lowered);
    hasParts |= !table.isNameable(lowered);
    return rooms.parts.hasParts(lowered);
  };
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  if (method && method->isInstance() && !isa<CXXConstructorDecl>(method) &&
      (!method->isConst() || !takes(method->getThisType()->getPointeeType())))
    return false;
  for (const ParmVarDecl *parameter : callee->parameters())
    if (!isInertOperand(parameter->getType()) && !takes(parameter->getType()))
      return false;
  return !callee->isVariadic();
}

// An object of a class that is not looked into, such as a generator of random numbers, or a list in braces: handed on
// as it is.
bool Operations::isInertOperand(QualType parameter) {
  const QualType bare = parameter.getNonReferenceType();
  if (const QualType element = elementOfBraces(bare); !element.isNull())
    return element->isArithmeticType() || element->isEnumeralType() || isInertOperand(element);
  return types.isOpaque(bare);
}

// The result of an operation on values; false if the callee is none, and has to be looked into.
bool Operations::operation(const FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                           const Expr *e, ValueId &result) {
  const ir::TypeTable &table = b.module.types;
  const QualType returned = isa<CXXConstructorDecl>(callee) ? e->getType() : callee->getReturnType();
  const TypeId type = types.lower(returned.getNonReferenceType());
  bool hasValue = table.isValue(type), hasReal = false, hasStruct = !table.isNameable(type);
  const bool isTaken = takesValues(callee, hasValue, hasReal, hasStruct) && isConstPlace(returned) &&
                       !returned->isVoidType() && rooms.parts.hasParts(type);
  if (!isTaken)
    return changesValue(callee, object, arguments, e) || rooms.ruledFunctions.refusesRule(callee, e, result);
  // Functions of numbers are looked into, unless there is a rule.
  const bool isOfNumbers = !hasValue && !hasStruct;
  if (isOfNumbers && (!table.isReal(type) || isInactive(callee) || !context.ruleFor(callee, e->getExprLoc())))
    return false;
  if (hasHiddenList(arguments)) {
    const bool isRuled = context.isRuled(callee);
    if (isRuled)
      result = refusals.refuse(e, "a list of numbers that is not written in braces where it is handed over");
    return isRuled;
  }
  hasReal |=
      std::any_of(arguments.begin(), arguments.end(), [](const Expr *argument) { return writtenList(argument); });
  std::optional<ir::RuleId> rule;
  if (hasStruct || (table.holdsReal(type) && hasReal && !isInactive(callee))) {
    rule = context.ruleFor(callee, e->getExprLoc());
    if (!rule)
      return false;
  }
  if (!rule && hasReal && !isInactive(callee) && table.holdsUntracked(type))
    rule = rooms.parts.addRule({context.nameForMessages(callee), {}, {}, {}});
  if (rule && hasStruct && !types.hasSums()) {
    result = refusals.refuse(e, structWithoutSums);
    return true;
  }
  std::vector<ValueId> operands;
  WrittenLists lists;
  std::optional<Term> term = operationTerm(callee, object, arguments, e, operands, lists);
  if (!term) {
    result = refusals.refuse(e, DiagId::err_callee_refused, {context.nameForMessages(callee)});
    return true;
  }
  if (rule)
    for (unsigned i = 0; i < arguments.size() && i < callee->getNumParams(); ++i)
      if (isInactive(callee->getParamDecl(i)))
        for (unsigned k = operandOf(i + (object ? 1 : 0), lists); k < operandOf(i + 1 + (object ? 1 : 0), lists); ++k)
          operands[k] = rooms.inactiveCalls.stopped(operands[k]);
  if (rule && !lists.empty())
    rule = rooms.parts.addRule(withWrittenLists(b.module[*rule], lists));
  // What is asked of a value has one answer, and so has what one is made of; functions may count, draw or read.
  const TypeId resultType = rooms.parts.packedType(type);
  const bool isQuery = (object || isa<CXXConstructorDecl>(callee)) && !table.holdsReal(type);
  if (rule || isQuery || isElementwise(callee)) {
    result = b.rule(rule.value_or(ir::RuleId()), std::move(*term), std::move(operands), resultType);
    function[function[result].definition].isElementwise = isElementwise(callee);
    function[function[result].definition].isTotal = isTotal(callee);
  } else {
    result = b.result(b.opaque(std::move(*term), std::move(operands), resultType));
  }
  return true;
}

// A member function that changes a value and returns nothing: a new value of the object. Of a value with a derivative,
// one that has rules.
bool Operations::changesValue(const FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                              const Expr *e) {
  const bool byPointer = object && object->getType()->isPointerType();
  if (!object || !callee->getReturnType()->isVoidType() ||
      !rooms.values.isValueType(byPointer ? object->getType()->getPointeeType() : object->getType()))
    return false;
  for (const ParmVarDecl *parameter : callee->parameters())
    if (!isConstPlace(parameter->getType()))
      return false;
  const ValueId place = byPointer ? rooms.expressions.rvalue(object) : rooms.places.object(object);
  const ir::TypeTable &table = b.module.types;
  if (!table.isPointer(function[place].type) || !table.isValue(table.pointee(function[place].type)))
    return false; // it was refused
  ir::Rule rule;
  if (table.isReal(table.pointee(function[place].type))) {
    const std::optional<ir::RuleId> known = context.ruleFor(callee, e->getExprLoc());
    if (!known)
      return false;
    rule = objectLast(b.module[*known]);
  }
  std::vector<Term> terms;
  std::vector<ValueId> operands;
  for (const Expr *argument : arguments) {
    std::optional<Term> term = operandTerm(argument, operands);
    if (!term)
      return refusals.refuse(e, DiagId::err_callee_refused, {context.nameForMessages(callee)}), true;
    terms.push_back(std::move(*term));
  }
  const ValueId before = b.load(place);
  Term member = Term::member(Term::operand(operands.size()), memberName(callee));
  const ir::OpId op = b.inPlace(Term::call(std::move(member), std::move(terms)), operands, {before});
  if (rule.replacedIn)
    function[op].rule = rooms.parts.addRule(std::move(rule));
  rooms.elements.write(place, b.result(op));
  return true;
}

// The rule of a member function that changes its object, which is the last operand there and not the first.
ir::Rule Operations::objectLast(ir::Rule rule) {
  const unsigned last = static_cast<unsigned>(rule.parameters.size()) - 1;
  for (std::vector<ir::RuleCall> *calls : {&rule.adjoint, &rule.tangent})
    for (ir::RuleCall &call : *calls) {
      call.needsBar = false;
      for (ir::RuleArgument &argument : call.arguments)
        argument.operand = argument.operand ? argument.operand - 1 : last;
    }
  std::rotate(rule.parameters.begin(), rule.parameters.begin() + 1, rule.parameters.end());
  rule.replacedIn = last;
  return rule;
}

std::optional<Term> Operations::operationTerm(const FunctionDecl *callee, const Expr *object,
                                              llvm::ArrayRef<const Expr *> arguments, const Expr *e,
                                              std::vector<ValueId> &operands, WrittenLists &lists) {
  const OverloadedOperatorKind symbol = callee->getOverloadedOperator();
  const auto *sign = dyn_cast<CXXOperatorCallExpr>(e);
  const bool isInfix = sign && sign->isInfixBinaryOp(), isSubscript = sign && symbol == OO_Subscript;
  if (isInfix || isSubscript) {
    std::optional<Term> left = operandTerm(object ? object : arguments[0], operands);
    std::optional<Term> right = left ? operandTerm(arguments[object ? 0 : 1], operands) : std::nullopt;
    if (!right)
      return std::nullopt;
    return isInfix ? Term::infix(std::move(*left), getOperatorSpelling(symbol), std::move(*right))
                   : Term::element(std::move(*left), std::move(*right));
  }
  if (sign && !object && arguments.size() == 1) {
    std::optional<Term> operand = operandTerm(arguments[0], operands);
    return operand ? std::optional(Term::prefix(getOperatorSpelling(symbol), std::move(*operand))) : std::nullopt;
  }
  const auto *construct = dyn_cast<CXXConstructExpr>(e);
  if (construct && construct->isStdInitListInitialization()) {
    const auto *list = dyn_cast<CXXStdInitializerListExpr>(arguments[0]->IgnoreImplicit());
    std::optional<Term> braces = list ? listTerm(list, operands) : std::nullopt;
    if (braces)
      braces->spelling = types.spell(e->getType().getUnqualifiedType());
    return braces;
  }
  Term function;
  if (!construct && object) {
    std::optional<Term> of = operandTerm(object, operands);
    if (!of)
      return std::nullopt;
    function = memberOf(std::move(*of), callee);
  } else if (!construct) {
    function = context.termOfOperation(callee);
  }
  std::vector<Term> terms;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const CXXStdInitializerListExpr *list = writtenList(arguments[i]);
    std::optional<Term> term = list ? listTerm(list, operands) : operandTerm(arguments[i], operands);
    if (!term)
      return std::nullopt;
    if (list || holdsListedNumbers(arguments[i]->getType()))
      lists[static_cast<unsigned>(i + (object ? 1 : 0))] = *term;
    terms.push_back(std::move(*term));
  }
  return construct ? Term::construct(types.spell(e->getType().getUnqualifiedType()), std::move(terms))
                   : Term::call(std::move(function), std::move(terms));
}

// "to<float>" of "::clangent::Tensor<double>::to<float>".
std::string Operations::memberName(const FunctionDecl *member) const {
  const std::string whole = context.qualifiedName(member), name = member->getNameAsString();
  const bool isTemplate = member->getTemplateSpecializationArgs();
  const std::string before = isTemplate ? "::template " : "::";
  const size_t at = whole.rfind(before + name);
  return at == std::string::npos ? name : whole.substr(at + before.size());
}

Term Operations::memberOf(Term object, const FunctionDecl *member) const {
  const bool isTemplate = member->getTemplateSpecializationArgs();
  return Term::member(std::move(object), (isTemplate ? "template " : "") + memberName(member));
}

std::optional<Term> Operations::operandTerm(const Expr *e, std::vector<ValueId> &operands) {
  if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(e->IgnoreImplicit()))
    return listTerm(list, operands);
  if (rooms.values.isValueType(e->getType()))
    return OpaqueCalls::opaqueOperand(rooms.values.valueOf(e), operands);
  if (e->getType()->isPointerType() && rooms.values.isValueType(e->getType()->getPointeeType()))
    return OpaqueCalls::opaqueOperand(b.load(rooms.expressions.rvalue(e)), operands); // this
  if (e->getType()->isPointerType() && rooms.parts.hasParts(types.lower(e->getType()->getPointeeType())))
    return OpaqueCalls::opaqueOperand(rooms.parts.packed(rooms.expressions.rvalue(e)),
                                      operands); // of the object of a member function
  if (e->getType()->isRecordType() && rooms.parts.hasParts(types.lower(e->getType())))
    return OpaqueCalls::opaqueOperand(rooms.parts.packed(rooms.places.object(e)), operands);
  if (e->getType()->isRecordType())
    return e->isGLValue() ? OpaqueCalls::opaquePlace(rooms.places.place(e), operands) : std::nullopt;
  return OpaqueCalls::opaqueOperand(rooms.calls.scalarArgument(e), operands);
}

} // namespace clangent::frontend
