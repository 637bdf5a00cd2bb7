// C++ that is run but has no derivative: output, logging, assertions, exceptions, functions of integers. It becomes
// a term whose scalar operands are lowered.
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Core/At.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Values.h"

#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;
using ir::Term;

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

bool OpaqueCalls::isStreamCall(const CallExpr *e) const {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee || !isStandardLibrary(callee))
    return false;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(e))
    return isStreamClass(member->getObjectType());
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  return infix && infix->getOperator() == OO_LessLess && isStreamClass(infix->getType());
}

bool OpaqueCalls::isAllocation(const FunctionDecl *callee) const {
  return callee->getDeclName().isIdentifier() && (callee->isExternC() || callee->isInStdNamespace()) &&
         llvm::StringSwitch<bool>(callee->getName())
             .Cases("malloc", "calloc", "realloc", "free", "aligned_alloc", "posix_memalign", true)
             .Default(false);
}

// Can neither the arguments nor the result carry a derivative?
bool OpaqueCalls::isHarmless(const FunctionDecl *callee) {
  if (isLogging(callee))
    return true;
  const ir::TypeTable &table = b.module.types;
  auto isInert = [&](QualType type) {
    const bool isOfArray = type->isReferenceType() && type->getPointeeType()->isArrayType();
    if (type->isVoidPointerType() || !types.valueProblem(type).empty() || type->isFunctionPointerType() || isOfArray)
      return false;
    const TypeId lowered = types.lower(type);
    return (table.isScalar(lowered) || type->isVoidType()) && !table.holdsReal(lowered);
  };
  if (callee->isVariadic() || isa<CXXMethodDecl>(callee) || callee->getReturnType()->isReferenceType() ||
      !isInert(callee->getReturnType()))
    return false;
  for (const ParmVarDecl *parameter : callee->parameters())
    if (!isInert(parameter->getType()))
      return false;
  return true;
}

ir::ValueId OpaqueCalls::opaqueCall(const CallExpr *e, bool isPure, bool mayWriteNumbers) {
  std::vector<ValueId> operands;
  std::optional<Term> called = opaqueCallTerm(e, operands);
  if (!called)
    return refusals.refuse(e, DiagId::err_run_call, {context.nameForMessages(e->getDirectCallee())});
  // An object that no derivative goes through, such as a generator of random numbers, is known by its address.
  const bool isClosed = e->isGLValue() && types.isOpaque(e->getType());
  const bool hasValue = !e->isGLValue() && e->getType()->isScalarType();
  const TypeId result = isClosed   ? b.module.types.pointer(types.lower(e->getType()))
                        : hasValue ? types.lower(e->getType())
                                   : TypeId();
  Term term = isClosed ? Term::address(std::move(*called)) : std::move(*called);
  const ir::OpId op = b.opaque(std::move(term), std::move(operands), result);
  function[op].mayWriteNumbers = mayWriteNumbers;
  function[op].isPureCall = isPure && !isClosed;
  if (isClosed || hasValue)
    return b.result(op);
  if (!e->getType()->isVoidType() && e != state.discarded)
    return refusals.refuse(e, DiagId::err_run_result, {context.nameForMessages(e->getDirectCallee())});
  return e->getType()->isVoidType() ? ValueId() : refusals.placeholder(e);
}

ir::ValueId OpaqueCalls::trapCall(const CallExpr *e) {
  std::vector<ValueId> operands;
  std::optional<Term> called = opaqueCallTerm(e, operands);
  if (!called)
    return refusals.refuse(e, DiagId::err_run_call, {context.nameForMessages(e->getDirectCallee())});
  b.trap(std::move(*called), std::move(operands));
  return e->getType()->isVoidType() ? ValueId() : refusals.placeholder(e);
}

void OpaqueCalls::throwExpression(const CXXThrowExpr *e) {
  At at(b, e->getThrowLoc());
  Term term{Term::Kind::Throw};
  std::vector<ValueId> operands;
  if (const Expr *thrown = e->getSubExpr()) {
    std::optional<Term> object = opaqueTerm(thrown, operands);
    if (!object)
      return void(refusals.refuse(e, "an exception made of this expression"));
    term.parts.push_back(std::move(*object));
  }
  if (!rooms.lifetimes.unwind(operands)) {
    makeThrown(e, term, operands);
    rooms.lifetimes.unwind(operands);
  }
  b.trap(std::move(term), std::move(operands));
}

// What is thrown is made of objects that die on the way out: it has to be there before.
void OpaqueCalls::makeThrown(const CXXThrowExpr *e, Term &term, std::vector<ValueId> &operands) {
  const QualType type = e->getSubExpr()->getType().getUnqualifiedType();
  Term &made = term.parts.front();
  std::vector<Term> parts = made.kind == Term::Kind::Construct ? std::move(made.parts) : std::vector{std::move(made)};
  const ValueId thrown =
      b.object(types.pointerTo(type), "thrown", Term::construct("", std::move(parts)), std::move(operands));
  made = Term::cast(types.spell(ast.getRValueReferenceType(type)), Term::object(0));
  operands = {thrown};
}

// ---- terms

std::optional<std::vector<Term>> OpaqueCalls::opaqueArguments(llvm::ArrayRef<const Expr *> list,
                                                              std::vector<ValueId> &operands) {
  std::vector<Term> arguments;
  for (const Expr *argument : list) {
    // Default arguments of the library are left to it; others may be hidden by what is declared later.
    const auto *standing = dyn_cast<CXXDefaultArgExpr>(argument);
    if (standing && (isStandardLibrary(standing->getParam()) || !argument->getType()->isScalarType()))
      break;
    std::optional<Term> term = opaqueTerm(argument, operands);
    if (!term)
      return std::nullopt;
    arguments.push_back(std::move(*term));
  }
  return arguments;
}

std::optional<Term> OpaqueCalls::opaqueCallTerm(const CallExpr *e, std::vector<ValueId> &operands) {
  const FunctionDecl *callee = e->getDirectCallee();
  llvm::ArrayRef<const Expr *> given(e->getArgs(), e->getNumArgs());
  if (!callee)
    return std::nullopt;
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  if (infix && infix->isInfixBinaryOp()) {
    context.calledByText.push_back(callee);
    std::optional<Term> left = opaqueTerm(given[0], operands);
    std::optional<Term> right = left ? opaqueTerm(given[1], operands) : std::nullopt;
    if (!right)
      return std::nullopt;
    return Term::infix(std::move(*left), getOperatorSpelling(infix->getOperator()), std::move(*right));
  }
  Term function;
  const auto *member = dyn_cast<CXXMemberCallExpr>(e);
  if (member || (infix && isa<CXXMethodDecl>(callee))) {
    std::optional<Term> object = opaqueTerm(member ? member->getImplicitObjectArgument() : given[0], operands);
    if (!object)
      return std::nullopt;
    context.calledByText.push_back(callee);
    given = given.drop_front(member ? 0 : 1);
    const bool isCalled = infix && infix->getOperator() == OO_Call;
    function = isCalled ? std::move(*object) : Term::member(std::move(*object), callee->getNameAsString());
  } else {
    function = context.termForCalls(callee);
  }
  std::optional<std::vector<Term>> arguments = opaqueArguments(given, operands);
  return arguments ? std::optional(Term::call(std::move(function), std::move(*arguments))) : std::nullopt;
}

std::optional<Term> OpaqueCalls::opaqueConstruct(const CXXConstructExpr *e, std::vector<ValueId> &operands) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (e->getNumArgs() == 1 && constructor->isCopyOrMoveConstructor())
    return opaqueTerm(e->getArg(0), operands);
  if (e->isListInitialization() || types.spell(e->getType()).find('(') != std::string::npos)
    return opaqueTemporary(e, operands);
  context.calledByText.push_back(constructor);
  std::optional<std::vector<Term>> arguments = opaqueArguments(llvm::ArrayRef(e->getArgs(), e->getNumArgs()), operands);
  if (!arguments)
    return std::nullopt;
  return Term::construct(types.spell(e->getType().getUnqualifiedType()), std::move(*arguments));
}

namespace {

// A variable that a reference is bound to, through which it may be written; what is read has been converted to a value.
bool isChangeable(const Expr *e) { return e->isLValue() && !e->getType().isConstQualified(); }

Term literalTerm(const clang::StringLiteral *literal) {
  std::string text;
  llvm::raw_string_ostream out(text);
  literal->outputString(out);
  return Term::name(std::move(text));
}

} // namespace

// A scalar is an operand; literals, objects and calls around it are spelled out.
std::optional<Term> OpaqueCalls::opaqueTerm(const Expr *e, std::vector<ValueId> &operands) {
  if (const Expr *inside = unwrapped(e))
    return opaqueTerm(inside, operands);
  if (e->isXValue() && (e->getType()->isScalarType() || !isa<MaterializeTemporaryExpr, CallExpr>(e)))
    return opaqueMoved(e, operands);
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return opaqueTerm(temporary->getSubExpr(), operands);
  if (const auto *literal = dyn_cast<clang::StringLiteral>(e))
    return literalTerm(literal);
  if (const auto *unary = dyn_cast<UnaryOperator>(e); unary && unary->getOpcode() == UO_Extension)
    return opaqueTerm(unary->getSubExpr(), operands);
  if (const auto *predefined = dyn_cast<PredefinedExpr>(e))
    return predefined->getFunctionName() ? opaqueTerm(predefined->getFunctionName(), operands) : std::nullopt;
  if (const auto *cast = dyn_cast<CastExpr>(e)) {
    const CastKind kind = cast->getCastKind();
    const bool isText = isa<clang::StringLiteral, PredefinedExpr>(cast->getSubExpr()->IgnoreParens());
    const bool isTransparent = (kind == CK_ArrayToPointerDecay && isText) || kind == CK_FunctionToPointerDecay ||
                               (kind == CK_NoOp && !e->getType()->isArithmeticType()) ||
                               kind == CK_ConstructorConversion || kind == CK_UserDefinedConversion ||
                               kind == CK_DerivedToBase || kind == CK_UncheckedDerivedToBase;
    if (isTransparent)
      return opaqueTerm(cast->getSubExpr(), operands);
  }
  if (e->getType()->isScalarType() && !isa<clang::StringLiteral>(e) && types.valueProblem(e->getType()).empty())
    return isChangeable(e) ? opaquePlace(rooms.places.place(e), operands)
                           : opaqueOperand(rooms.calls.scalarArgument(e), operands);
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e))
    return opaqueConstruct(construct, operands);
  if (const auto *call = dyn_cast<CallExpr>(e))
    return opaqueInner(call, operands);
  if (const auto *reference = dyn_cast<DeclRefExpr>(e))
    if (const auto *named = dyn_cast<FunctionDecl>(reference->getDecl()))
      return context.termForCalls(named);
  std::optional<Term> object = opaqueObject(e, operands);
  return object ? object : opaqueTemporary(e, operands);
}

// What an rvalue reference is bound to: an operand may be a name, a number's as well as an object's.
std::optional<Term> OpaqueCalls::opaqueMoved(const Expr *e, std::vector<ValueId> &operands) {
  const QualType type = e->getType();
  if (!types.valueProblem(type).empty())
    return std::nullopt;
  const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e);
  const bool isNumber = temporary && type->isScalarType();
  std::optional<Term> bound = isNumber ? opaqueOperand(rooms.calls.scalarArgument(temporary->getSubExpr()), operands)
                              : type->isScalarType() ? opaquePlace(rooms.places.place(e), operands)
                                                     : opaqueObject(e, operands);
  if (!bound)
    return std::nullopt;
  return Term::cast(types.spell(isNumber ? type.getUnqualifiedType() : ast.getRValueReferenceType(type)),
                    std::move(*bound));
}

// An object that stands where it is: what is run sees it, and no derivative goes there.
std::optional<Term> OpaqueCalls::opaqueObject(const Expr *e, std::vector<ValueId> &operands) {
  const bool isSeen = e->isGLValue() && e->getType()->isRecordType() && !rooms.values.isValueType(e->getType()) &&
                      types.valueProblem(e->getType()).empty();
  return isSeen ? opaquePlace(rooms.places.place(e), operands) : std::nullopt;
}

// An object that is made as any other, and moved from.
std::optional<Term> OpaqueCalls::opaqueTemporary(const Expr *e, std::vector<ValueId> &operands) {
  const QualType type = e->getType();
  if (e->isGLValue() || !type->isRecordType() || rooms.values.isValueType(type) || !types.valueProblem(type).empty())
    return std::nullopt;
  std::optional<Term> object = opaquePlace(rooms.places.object(e), operands);
  return object ? std::optional(Term::cast(types.spell(ast.getRValueReferenceType(type.getUnqualifiedType())),
                                           std::move(*object)))
                : std::nullopt;
}

std::optional<Term> OpaqueCalls::opaqueOperand(ValueId value, std::vector<ValueId> &operands) {
  if (!value)
    return std::nullopt;
  operands.push_back(value);
  return Term::operand(operands.size() - 1);
}

std::optional<Term> OpaqueCalls::opaquePlace(ValueId pointer, std::vector<ValueId> &operands) {
  if (!pointer)
    return std::nullopt;
  operands.push_back(pointer);
  return Term::object(operands.size() - 1);
}

// A call inside of another: it is spelled out if it is one of the standard library. A body that is looked into could do
// anything; the object that it gives is one like any other.
std::optional<Term> OpaqueCalls::opaqueInner(const CallExpr *e, std::vector<ValueId> &operands) {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee)
    return std::nullopt;
  const auto *sign = dyn_cast<CXXOperatorCallExpr>(e);
  if (isStandardLibrary(callee) && (!sign || sign->isInfixBinaryOp()))
    return opaqueCallTerm(e, operands);
  std::optional<Term> object = opaqueObject(e, operands);
  return object ? object : opaqueTemporary(e, operands);
}

} // namespace clangent::frontend
