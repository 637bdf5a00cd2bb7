// Values of class type, such as tensors: they fit an SSA name, and operations on them are calls. An operation with
// derivative rules is differentiated by them; one that no derivative goes into or comes out of is run as it is; others
// are looked into.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Rules/DerivativeRules.h"

#include "clang/Basic/OperatorKinds.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;

// Blocks are those of tensors.
static bool makesTensor(const FunctionDecl *declared) {
  const CXXRecordDecl *result = declared->getReturnType()->getAsCXXRecordDecl();
  return result && result->getQualifiedNameAsString() == "clangent::Tensor";
}
bool isElementwise(const FunctionDecl *declared) {
  return isMarked(declared, "clangent.elementwise") && makesTensor(declared);
}
static bool isTotal(const FunctionDecl *declared) {
  return isMarked(declared, "clangent.total") && makesTensor(declared);
}

bool FunctionLowering::isValueType(QualType type) {
  type = type.getNonReferenceType();
  return type->isRecordType() && b.module.types.isValue(types.lower(type));
}

ir::ValueId FunctionLowering::valueOf(const Expr *e) {
  // Of two elements of lists, the value is chosen and not the place.
  if (const auto *choice = dyn_cast<ConditionalOperator>(e->IgnoreParenImpCasts());
      choice && e->isGLValue() && (namesElement(choice->getTrueExpr()) || namesElement(choice->getFalseExpr()))) {
    const ValueId condition = rvalue(choice->getCond());
    return choose(
        condition, types.lower(e->getType()), [&] { return valueOf(choice->getTrueExpr()); },
        [&] { return valueOf(choice->getFalseExpr()); });
  }
  const ValueId object = this->object(e);
  const ir::TypeTable &table = b.module.types;
  const bool isPlace = table.isPointer(function[object].type) && table.isValue(table.pointee(function[object].type));
  return isPlace ? b.load(object) : b.undef(types.lower(e->getType()));
}

// An object of its own for what an operation returned.
ir::ValueId FunctionLowering::placeOfValue(ValueId v) {
  const ValueId place = b.local(function[v].type, "");
  b.store(place, v);
  return place;
}

void FunctionLowering::constructValue(ValueId place, const CXXConstructExpr *e) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  const TypeId type = b.module.types.pointee(function[place].type);
  if (constructor->isDefaultConstructor())
    return void(b.store(place, b.zero(type)));
  if (constructor->isCopyOrMoveConstructor())
    return void(b.store(place, valueOf(e->getArg(0))));
  ValueId result;
  if (isListType(e->getType()) && e->isStdInitListInitialization())
    if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(e->getArg(0)->IgnoreImplicit()))
      return void(b.store(place, packedList(list, type)));
  if (isListType(e->getType()) && countedList(e, type, result))
    return void(b.store(place, result));
  if (operation(constructor, nullptr, llvm::ArrayRef(e->getArgs(), e->getNumArgs()), e, result))
    return void(b.store(place, result));
  if (isListType(e->getType()))
    return void(refuse(e, DiagId::err_list_made));
  refuse(e, DiagId::err_call_unknown, {context.nameForMessages(constructor)});
}

bool FunctionLowering::valueCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  const bool isInstance = method && method->isInstance();
  // A view that has a name is assigned to like any value.
  const bool isAssignment =
      isInstance && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator() ||
                     (method->getOverloadedOperator() == OO_Equal && TypeLowering::valueOfView(method->getParent())));
  if (isAssignment && isValueType(method->getThisType()->getPointeeType())) {
    result = assignObject(e, method);
    return true;
  }
  if (isInstance && isListType(ast.getTypeDeclType(method->getParent())))
    return listCall(e, method, result);
  if (const CXXRecordDecl *closed = isInstance ? types.closedElement(method->getParent()) : nullptr) {
    result = refuse(e, DiagId::err_list_of_closed, {types.spell(ast.getTypeDeclType(closed))});
    return true;
  }
  llvm::ArrayRef<const Expr *> arguments(e->getArgs(), e->getNumArgs());
  const Expr *object = nullptr;
  if (isInstance && isa<CXXOperatorCallExpr>(e)) {
    object = arguments.front();
    arguments = arguments.drop_front();
  } else if (isInstance) {
    object = cast<CXXMemberCallExpr>(e)->getImplicitObjectArgument();
  }
  ValueId value;
  if (!operation(callee, object, arguments, e, value))
    return false;
  const bool isClass = e->getType()->isRecordType() || e->isGLValue();
  if (value && isClass && !b.module.types.isNameable(types.lower(e->getType()))) {
    result = b.local(types.lower(e->getType()), "");
    unpack(value, result);
  } else {
    result = value && isClass ? placeOfValue(value) : value;
  }
  return true;
}

namespace {

bool isConstPlace(QualType parameter) {
  return !parameter->isReferenceType() || parameter.getNonReferenceType().isConstQualified();
}

} // namespace

// Can the callee only read what it is handed, and is everything of a kind that fits an SSA name?
bool FunctionLowering::takesValues(const FunctionDecl *callee, bool &hasValue, bool &hasReal, bool &hasParts) {
  const ir::TypeTable &table = b.module.types;
  auto takes = [&](QualType type) {
    const QualType bare = type.getNonReferenceType();
    if (!types.valueProblem(bare).empty() || !isConstPlace(type))
      return false;
    const TypeId lowered = types.lower(bare);
    hasValue |= table.isValue(lowered);
    hasReal |= table.holdsReal(lowered);
    hasParts |= !table.isNameable(lowered);
    return this->hasParts(lowered);
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
bool FunctionLowering::isInertOperand(QualType parameter) {
  const QualType bare = parameter.getNonReferenceType();
  if (const QualType element = elementOfBraces(bare); !element.isNull())
    return element->isArithmeticType() || element->isEnumeralType() || isInertOperand(element);
  return bare->isRecordType() && b.module.types[types.lower(bare)].kind == ir::TypeKind::Opaque;
}

// The result of an operation on values; false if the callee is none, and has to be looked into.
bool FunctionLowering::operation(const FunctionDecl *callee, const Expr *object, llvm::ArrayRef<const Expr *> arguments,
                                 const Expr *e, ValueId &result) {
  const ir::TypeTable &table = b.module.types;
  const QualType returned = isa<CXXConstructorDecl>(callee) ? e->getType() : callee->getReturnType();
  const TypeId type = types.lower(returned.getNonReferenceType());
  bool hasValue = table.isValue(type), hasReal = false, hasStruct = !table.isNameable(type);
  const bool isTaken = takesValues(callee, hasValue, hasReal, hasStruct) && isConstPlace(returned) &&
                       !returned->isVoidType() && hasParts(type);
  if (!isTaken)
    return changesValue(callee, object, arguments, e) || refusesRule(callee, e, result);
  // Functions of numbers are looked into, unless there is a rule.
  const bool isOfNumbers = !hasValue && !hasStruct;
  if (isOfNumbers && (!table.isReal(type) || isInactive(callee) || !context.ruleFor(callee, e->getExprLoc())))
    return false;
  if (hasHiddenList(arguments)) {
    const bool isRuled = context.isRuled(callee);
    if (isRuled)
      result = refuse(e, "a list of numbers that is not written in braces where it is handed over");
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
    rule = addRule({context.nameForMessages(callee), {}, {}, {}});
  if (rule && hasStruct && !types.hasSums()) {
    result = refuse(e, structWithoutSums);
    return true;
  }
  std::string text;
  std::vector<ValueId> operands;
  WrittenLists lists;
  if (!operationText(callee, object, arguments, e, text, operands, lists)) {
    result = refuse(e, DiagId::err_callee_refused, {context.nameForMessages(callee)});
    return true;
  }
  if (rule)
    for (unsigned i = 0; i < arguments.size() && i < callee->getNumParams(); ++i)
      if (isInactive(callee->getParamDecl(i)))
        for (unsigned k = operandOf(i + (object ? 1 : 0), lists); k < operandOf(i + 1 + (object ? 1 : 0), lists); ++k)
          operands[k] = stopped(operands[k]);
  if (rule && !lists.empty())
    rule = addRule(withWrittenLists(b.module[*rule], lists));
  // What is asked of a value has one answer, and so has what one is made of; functions may count, draw or read.
  const TypeId resultType = packedType(type);
  const bool isQuery = (object || isa<CXXConstructorDecl>(callee)) && !table.holdsReal(type);
  if (rule || isQuery || isElementwise(callee)) {
    result = b.rule(rule.value_or(ir::RuleId()), std::move(text), std::move(operands), resultType);
    function[function[result].definition].isElementwise = isElementwise(callee);
    function[function[result].definition].isTotal = isTotal(callee);
  } else {
    result = b.result(b.opaque(std::move(text), std::move(operands), resultType));
  }
  return true;
}

// A member function that changes a value and returns nothing: a new value of the object. Of a value with a derivative,
// one that has rules.
bool FunctionLowering::changesValue(const FunctionDecl *callee, const Expr *object,
                                    llvm::ArrayRef<const Expr *> arguments, const Expr *e) {
  const bool byPointer = object && object->getType()->isPointerType();
  if (!object || !callee->getReturnType()->isVoidType() ||
      !isValueType(byPointer ? object->getType()->getPointeeType() : object->getType()))
    return false;
  for (const ParmVarDecl *parameter : callee->parameters())
    if (!isConstPlace(parameter->getType()))
      return false;
  const ValueId place = byPointer ? rvalue(object) : this->object(object);
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
  std::string text = memberName(callee) + "(";
  std::vector<ValueId> operands;
  for (size_t k = 0; k < arguments.size(); ++k) {
    text += k ? ", " : "";
    if (!operandText(arguments[k], text, operands))
      return refuse(e, DiagId::err_callee_refused, {context.nameForMessages(callee)}), true;
  }
  const ValueId before = b.load(place);
  const ir::OpId op = b.inPlace("$" + std::to_string(operands.size()) + "." + text + ")", operands, {before});
  if (rule.replacedIn)
    function[op].rule = addRule(std::move(rule));
  write(place, b.result(op));
  return true;
}

// The rule of a member function that changes its object, which is the last operand there and not the first.
ir::Rule FunctionLowering::objectLast(ir::Rule rule) {
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

bool FunctionLowering::operationText(const FunctionDecl *callee, const Expr *object,
                                     llvm::ArrayRef<const Expr *> arguments, const Expr *e, std::string &text,
                                     std::vector<ValueId> &operands, WrittenLists &lists) {
  const OverloadedOperatorKind symbol = callee->getOverloadedOperator();
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  if (infix && infix->isInfixBinaryOp()) {
    text += "(";
    const Expr *left = object ? object : arguments[0], *right = object ? arguments[0] : arguments[1];
    if (!operandText(left, text, operands))
      return false;
    text += std::string(" ") + getOperatorSpelling(symbol) + " ";
    return operandText(right, text, operands) && (text += ")", true);
  }
  if (infix && symbol == OO_Subscript) {
    if (!operandText(object, text, operands))
      return false;
    text += "[";
    return operandText(arguments[0], text, operands) && (text += "]", true);
  }
  if (infix && !object && arguments.size() == 1) {
    text += std::string("(") + getOperatorSpelling(symbol);
    return operandText(arguments[0], text, operands) && (text += ")", true);
  }
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e)) {
    text += types.spell(e->getType().getUnqualifiedType());
    if (construct->isStdInitListInitialization()) {
      const auto *list = dyn_cast<CXXStdInitializerListExpr>(arguments[0]->IgnoreImplicit());
      return list && listText(list, text, operands);
    }
  } else if (object) {
    if (!operandText(object, text, operands))
      return false;
    text += "." + std::string(callee->getTemplateSpecializationArgs() ? "template " : "") + memberName(callee);
  } else {
    text += context.nameOfOperation(callee);
  }
  text += "(";
  for (size_t i = 0; i < arguments.size(); ++i) {
    text += i ? ", " : "";
    const size_t before = text.size();
    const CXXStdInitializerListExpr *list = writtenList(arguments[i]);
    if (list ? !listText(list, text, operands) : !operandText(arguments[i], text, operands))
      return false;
    if (list || holdsListedNumbers(arguments[i]->getType()))
      lists[static_cast<unsigned>(i + (object ? 1 : 0))] = list ? text.substr(before) : "$";
  }
  text += ")";
  return true;
}

// "to<float>" of "::clangent::Tensor<double>::to<float>".
std::string FunctionLowering::memberName(const FunctionDecl *member) const {
  const std::string whole = context.qualifiedName(member), name = member->getNameAsString();
  const bool isTemplate = member->getTemplateSpecializationArgs();
  const std::string before = isTemplate ? "::template " : "::";
  const size_t at = whole.rfind(before + name);
  return at == std::string::npos ? name : whole.substr(at + before.size());
}

bool FunctionLowering::operandText(const Expr *e, std::string &text, std::vector<ValueId> &operands) {
  if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(e->IgnoreImplicit()))
    return listText(list, text, operands);
  if (isValueType(e->getType()))
    return opaqueOperand(valueOf(e), "", text, operands);
  if (e->getType()->isPointerType() && isValueType(e->getType()->getPointeeType()))
    return opaqueOperand(b.load(rvalue(e)), "", text, operands); // this
  if (e->getType()->isPointerType() && hasParts(types.lower(e->getType()->getPointeeType())))
    return opaqueOperand(packed(rvalue(e)), "", text, operands); // of the object of a member function
  if (e->getType()->isRecordType() && hasParts(types.lower(e->getType())))
    return opaqueOperand(packed(this->object(e)), "", text, operands);
  if (e->getType()->isRecordType())
    return e->isGLValue() && opaqueOperand(place(e), "*", text, operands);
  return opaqueOperand(scalarArgument(e), "", text, operands);
}

} // namespace clangent::frontend
