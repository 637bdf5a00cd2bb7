// C++ that is run but has no derivative: output, logging, assertions, exceptions, functions of integers. It becomes
// text whose scalar operands are lowered; nothing else of the AST is printed.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"

#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;

namespace {

bool isLogging(const FunctionDecl *callee) {
  if (!callee->getDeclName().isIdentifier() || !(callee->isExternC() || callee->isInStdNamespace()))
    return false;
  return llvm::StringSwitch<bool>(callee->getName())
      .Cases("printf", "fprintf", "puts", "fputs", "putchar", "putc", "fputc", "fflush", "perror", true)
      .Cases("snprintf", "sprintf", "dprintf", "syslog", "setbuf", "setvbuf", "fclose", true)
      .Default(false);
}

// Of the standard library, members of its classes included?
bool isStandardLibrary(const Decl *declared) {
  for (const DeclContext *context = declared->getDeclContext(); context; context = context->getParent())
    if (context->isStdNamespace())
      return true;
  return false;
}

bool isStreamClass(QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!record || !record->isInStdNamespace())
    return false;
  return llvm::StringSwitch<bool>(record->getName())
      .Cases("basic_ostream", "basic_ios", "ios_base", "basic_iostream", "basic_ofstream", true)
      .Default(false);
}

} // namespace

bool FunctionLowering::isStreamCall(const CallExpr *e) const {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee || !isStandardLibrary(callee))
    return false;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(e))
    return isStreamClass(member->getObjectType());
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  return infix && infix->getOperator() == OO_LessLess && isStreamClass(infix->getType());
}

bool FunctionLowering::isAllocation(const FunctionDecl *callee) const {
  return callee->getDeclName().isIdentifier() && (callee->isExternC() || callee->isInStdNamespace()) &&
         llvm::StringSwitch<bool>(callee->getName())
             .Cases("malloc", "calloc", "realloc", "free", "aligned_alloc", "posix_memalign", true)
             .Default(false);
}

// Can neither the arguments nor the result carry a derivative?
bool FunctionLowering::isHarmless(const FunctionDecl *callee) {
  if (isLogging(callee))
    return true;
  const ir::TypeTable &table = b.module.types;
  auto isInert = [&](QualType type) {
    if (type->isVoidPointerType() || !types.valueProblem(type).empty() || type->isFunctionPointerType())
      return false;
    const TypeId lowered = types.lower(type);
    return (table.isScalar(lowered) || type->isVoidType()) && !table.holdsReal(lowered);
  };
  if (callee->isVariadic() || isa<CXXMethodDecl>(callee) || !isInert(callee->getReturnType()))
    return false;
  for (const ParmVarDecl *parameter : callee->parameters())
    if (!isInert(parameter->getType()))
      return false;
  return true;
}

// Does the standard library answer a question about objects that are closed to us, such as strings and maps, with an
// integer? How it finds the answer is its own business.
bool FunctionLowering::isLibraryQuery(const CallExpr *e, const FunctionDecl *callee) {
  const QualType answer = callee->getReturnType();
  if (!isStandardLibrary(callee) || callee->isVariadic() || !answer->isIntegralOrEnumerationType())
    return false;
  const auto isClosed = [&](QualType type) {
    return type->isRecordType() && b.module.types[types.lower(type.getUnqualifiedType())].kind == ir::TypeKind::Opaque;
  };
  // What is refused under a name of its own is told by that.
  if (llvm::any_of(e->arguments(), [](const Expr *argument) { return isa<CXXTypeidExpr>(argument->IgnoreImpCasts()); }))
    return false;
  bool asks = false;
  if (const auto *method = dyn_cast<CXXMethodDecl>(callee); method && method->isInstance()) {
    if (!method->isConst() || !isClosed(ast.getTypeDeclType(method->getParent())))
      return false;
    asks = true;
  }
  for (const ParmVarDecl *parameter : callee->parameters()) {
    const QualType type = parameter->getType(), behind = type->getPointeeType();
    const bool isSeen = !behind.isNull() && behind.isConstQualified();
    const bool isText = isSeen && type->isPointerType() && behind->isAnyCharacterType();
    const QualType value = isSeen && type->isReferenceType() ? behind : type;
    const bool isObject = isClosed(value);
    if (!isObject && !isText && !value->isIntegralOrEnumerationType())
      return false;
    asks |= isObject;
  }
  return asks;
}

ir::ValueId FunctionLowering::opaqueCall(const CallExpr *e, bool isPure, bool mayWriteNumbers) {
  std::string text;
  std::vector<ValueId> operands;
  if (!opaqueCallText(e, text, operands))
    return refuse(e, DiagId::err_run_call, {context.nameForMessages(e->getDirectCallee())});
  // An object that no derivative goes through, such as a generator of random numbers, is known by its address.
  const TypeId object = e->isGLValue() && e->getType()->isRecordType() ? types.lower(e->getType()) : TypeId();
  const bool isClosed = object && b.module.types[object].kind == ir::TypeKind::Opaque;
  const bool hasValue = !e->isGLValue() && e->getType()->isScalarType();
  const TypeId result = isClosed ? b.module.types.pointer(object) : hasValue ? types.lower(e->getType()) : TypeId();
  const ir::OpId op = b.opaque(isClosed ? "&" + text : text, std::move(operands), result);
  function[op].mayWriteNumbers = mayWriteNumbers;
  function[op].isPureCall = isPure && !isClosed;
  if (isClosed || hasValue)
    return b.result(op);
  if (!e->getType()->isVoidType() && e != discarded)
    return refuse(e, DiagId::err_run_result, {context.nameForMessages(e->getDirectCallee())});
  return e->getType()->isVoidType() ? ValueId() : placeholder(e);
}

ir::ValueId FunctionLowering::trapCall(const CallExpr *e) {
  std::string text;
  std::vector<ValueId> operands;
  if (!opaqueCallText(e, text, operands))
    return refuse(e, DiagId::err_run_call, {context.nameForMessages(e->getDirectCallee())});
  b.trap(std::move(text), std::move(operands));
  return e->getType()->isVoidType() ? ValueId() : placeholder(e);
}

void FunctionLowering::throwExpression(const CXXThrowExpr *e) {
  At at(*this, e->getThrowLoc());
  std::string text = "throw";
  std::vector<ValueId> operands;
  if (const Expr *thrown = e->getSubExpr()) {
    text += ' ';
    if (!opaqueText(thrown, text, operands))
      return void(refuse(e, "an exception made of this expression"));
  }
  b.trap(std::move(text), std::move(operands));
}

// ---- text

bool FunctionLowering::opaqueArguments(llvm::ArrayRef<const Expr *> list, std::string &text,
                                       std::vector<ValueId> &operands) {
  text += '(';
  const char *separator = "";
  for (const Expr *argument : list) {
    // Default arguments of the library are left to it; others may be hidden by what is declared later.
    const auto *standing = dyn_cast<CXXDefaultArgExpr>(argument);
    if (standing && (isStandardLibrary(standing->getParam()) || !argument->getType()->isScalarType()))
      break;
    text += separator;
    separator = ", ";
    if (!opaqueText(argument, text, operands))
      return false;
  }
  text += ')';
  return true;
}

bool FunctionLowering::opaqueCallText(const CallExpr *e, std::string &text, std::vector<ValueId> &operands) {
  const FunctionDecl *callee = e->getDirectCallee();
  llvm::ArrayRef<const Expr *> arguments(e->getArgs(), e->getNumArgs());
  if (!callee)
    return false;
  if (const auto *infix = dyn_cast<CXXOperatorCallExpr>(e)) {
    if (!infix->isInfixBinaryOp())
      return false;
    context.calledByText.push_back(callee);
    text += '(';
    if (!opaqueText(arguments[0], text, operands))
      return false;
    text += std::string(" ") + getOperatorSpelling(infix->getOperator()) + ' ';
    if (!opaqueText(arguments[1], text, operands))
      return false;
    text += ')';
    return true;
  }
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    if (!opaqueText(member->getImplicitObjectArgument(), text, operands))
      return false;
    context.calledByText.push_back(callee);
    text += '.' + callee->getNameAsString();
  } else {
    text += context.nameForCalls(callee);
  }
  return opaqueArguments(arguments, text, operands);
}

bool FunctionLowering::opaqueConstruct(const CXXConstructExpr *e, std::string &text, std::vector<ValueId> &operands) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (e->getNumArgs() == 1 && constructor->isCopyOrMoveConstructor())
    return opaqueText(e->getArg(0), text, operands);
  if (e->isListInitialization() || types.spell(e->getType()).find('(') != std::string::npos)
    return false;
  context.calledByText.push_back(constructor);
  text += types.spell(e->getType().getUnqualifiedType());
  return opaqueArguments(llvm::ArrayRef(e->getArgs(), e->getNumArgs()), text, operands);
}

namespace {

// A variable that a reference is bound to, through which it may be written; what is read has been converted to a value.
bool isChangeable(const Expr *e) { return e->isLValue() && !e->getType().isConstQualified(); }

} // namespace

// A scalar is an operand; text, objects and calls around it are spelled out.
bool FunctionLowering::opaqueText(const Expr *e, std::string &text, std::vector<ValueId> &operands) {
  if (const Expr *inside = unwrapped(e))
    return opaqueText(inside, text, operands);
  if (e->isXValue() && (e->getType()->isScalarType() || !isa<MaterializeTemporaryExpr, CallExpr>(e)))
    return opaqueMoved(e, text, operands);
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return opaqueText(temporary->getSubExpr(), text, operands);
  if (const auto *literal = dyn_cast<clang::StringLiteral>(e)) {
    llvm::raw_string_ostream out(text);
    literal->outputString(out);
    return true;
  }
  if (const auto *unary = dyn_cast<UnaryOperator>(e); unary && unary->getOpcode() == UO_Extension)
    return opaqueText(unary->getSubExpr(), text, operands);
  if (const auto *predefined = dyn_cast<PredefinedExpr>(e))
    return predefined->getFunctionName() && opaqueText(predefined->getFunctionName(), text, operands);
  if (const auto *cast = dyn_cast<CastExpr>(e)) {
    const CastKind kind = cast->getCastKind();
    const bool isText = isa<clang::StringLiteral, PredefinedExpr>(cast->getSubExpr()->IgnoreParens());
    const bool isTransparent = (kind == CK_ArrayToPointerDecay && isText) || kind == CK_FunctionToPointerDecay ||
                               (kind == CK_NoOp && !e->getType()->isArithmeticType()) ||
                               kind == CK_ConstructorConversion || kind == CK_UserDefinedConversion ||
                               kind == CK_DerivedToBase || kind == CK_UncheckedDerivedToBase;
    if (isTransparent)
      return opaqueText(cast->getSubExpr(), text, operands);
  }
  if (e->getType()->isScalarType() && !isa<clang::StringLiteral>(e) && types.valueProblem(e->getType()).empty())
    return isChangeable(e) ? opaqueOperand(place(e), "*", text, operands)
                           : opaqueOperand(scalarArgument(e), "", text, operands);
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e))
    return opaqueConstruct(construct, text, operands);
  if (const auto *call = dyn_cast<CallExpr>(e))
    return opaqueInner(call, text, operands);
  if (const auto *reference = dyn_cast<DeclRefExpr>(e))
    if (const auto *named = dyn_cast<FunctionDecl>(reference->getDecl())) {
      text += context.nameForCalls(named);
      return true;
    }
  return opaqueObject(e, text, operands);
}

// What an rvalue reference is bound to: an operand may be a name, a number's as well as an object's.
bool FunctionLowering::opaqueMoved(const Expr *e, std::string &text, std::vector<ValueId> &operands) {
  const QualType type = e->getType();
  if (!types.valueProblem(type).empty())
    return false;
  const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e);
  const bool isNumber = temporary && type->isScalarType();
  text += "static_cast<" + types.spell(isNumber ? type.getUnqualifiedType() : ast.getRValueReferenceType(type)) + ">(";
  if (!(isNumber               ? opaqueOperand(scalarArgument(temporary->getSubExpr()), "", text, operands)
        : type->isScalarType() ? opaqueOperand(place(e), "*", text, operands)
                               : opaqueObject(e, text, operands)))
    return false;
  text += ')';
  return true;
}

// An object that stands where it is: text sees it, and no derivative goes there.
bool FunctionLowering::opaqueObject(const Expr *e, std::string &text, std::vector<ValueId> &operands) {
  const bool isNamed = isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr, UnaryOperator, CastExpr>(e);
  return isNamed && e->isGLValue() && e->getType()->isRecordType() && !isValueType(e->getType()) &&
         types.valueProblem(e->getType()).empty() && opaqueOperand(place(e), "*", text, operands);
}

bool FunctionLowering::opaqueOperand(ValueId value, const char *prefix, std::string &text,
                                     std::vector<ValueId> &operands) {
  if (!value)
    return false;
  const std::string name = "$" + std::to_string(operands.size());
  text += *prefix ? std::string("(") + prefix + name + ")" : name;
  operands.push_back(value);
  return true;
}

// A call inside of text: of the standard library, since a body that is looked into could do anything.
bool FunctionLowering::opaqueInner(const CallExpr *e, std::string &text, std::vector<ValueId> &operands) {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee)
    return false;
  if (isStandardLibrary(callee))
    return opaqueCallText(e, text, operands);
  return e->isGLValue() && b.module.types[types.lower(e->getType())].kind == ir::TypeKind::Opaque &&
         opaqueOperand(place(e), "*", text, operands);
}

} // namespace clangent::frontend
