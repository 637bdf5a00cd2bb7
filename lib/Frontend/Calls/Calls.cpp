// Calls: which of the ways to treat a callee applies, and calls of functions with a body.
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Library/LibraryCalls.h"
#include "Frontend/Library/MathCalls.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/HeapMemory.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Objects/Values.h"
#include "Frontend/Objects/Views.h"
#include "Frontend/Requests/NamedFunctions.h"

#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSwitch.h"

#include <algorithm>
#include <utility>

namespace clangent::frontend {

using namespace clang;

ir::ValueId Calls::call(const CallExpr *e) {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee) {
    const Expr *called = e->getCallee()->IgnoreParens();
    if (isa<CXXPseudoDestructorExpr>(called)) {
      rooms.expressions.effect(cast<CXXPseudoDestructorExpr>(called)->getBase());
      return ValueId();
    }
    return refusals.refuse(e, DiagId::err_function_pointer);
  }
  if (ValueId part; rooms.views.assignsToPart(e, callee, part))
    return part;
  if (const FunctionDecl *view = asConstantView(callee); view != callee)
    return rooms.views.viewAsValue(e, view);
  return callOf(e, callee);
}

ir::ValueId Calls::callOf(const CallExpr *e, const FunctionDecl *callee) {
  ValueId result;
  // A rule comes before what is known of a function.
  if (hasRules(*callee) && rooms.values.valueCall(e, callee, result))
    return result;
  if (rooms.heapMemory.releaseCall(e, callee) || rooms.inactiveCalls.stopCall(e, callee, result) ||
      rooms.libraryCalls.builtinCall(e, callee, result) || rooms.mathCalls.mathCall(e, callee, result) ||
      rooms.libraryCalls.libraryCall(e, callee, result) || rooms.values.valueCall(e, callee, result))
    return result;
  return callOther(e, callee);
}

namespace {

// Does the class of the object decide at run time which function runs?
bool isDispatched(const CallExpr *e, const CXXMethodDecl *method) {
  if (!method->isVirtual())
    return false;
  const auto *member = dyn_cast<MemberExpr>(e->getCallee()->IgnoreParens());
  if (!member)
    return !method->hasAttr<FinalAttr>() && !method->getParent()->isEffectivelyFinal();
  if (member->hasQualifier())
    return false;
  return !const_cast<CXXMethodDecl *>(method)->getDevirtualizedMethod(member->getBase(), /*IsAppleKext=*/false);
}

// A call through one of the standard library's wrappers of any callable.
bool isHidden(const CXXMethodDecl *method) {
  const CXXRecordDecl *wrapper = method->getParent();
  return method->getOverloadedOperator() == OO_Call && wrapper->isInStdNamespace() &&
         llvm::StringSwitch<bool>(wrapper->getName()).Cases("function", "move_only_function", true).Default(false);
}

// An entry point of the header's?
bool isRequest(const FunctionDecl *callee) {
  const auto *space = dyn_cast<NamespaceDecl>(callee->getDeclContext()->getRedeclContext());
  return space && space->getDeclName().isIdentifier() && space->getName() == "clangent" &&
         space->getParent()->isTranslationUnit() && callee->getDeclName().isIdentifier() &&
         llvm::StringSwitch<bool>(callee->getName())
             .Cases("gradient", "gradient_tuple", "value_and_gradient", "vjp", "jvp", true)
             .Default(false);
}

// setjmp and its like: code that runs again without having been called again.
bool returnsTwice(const ASTContext &ast, const FunctionDecl *callee) {
  return callee->hasAttr<ReturnsTwiceAttr>() ||
         (callee->getBuiltinID() && ast.BuiltinInfo.isReturnsTwice(callee->getBuiltinID()));
}

} // namespace

ir::ValueId Calls::callOther(const CallExpr *e, const FunctionDecl *callee) {
  if (isRequest(callee))
    return refusals.refuse(e, DiagId::err_nested_request, {callee->getQualifiedNameAsString()});
  if (returnsTwice(ast, callee))
    return refusals.refuse(e, "a call of '" + callee->getNameAsString() + "', which may return more than once");
  if (isInactive(callee))
    return rooms.inactiveCalls.inactiveCall(e, callee);
  if (rooms.opaqueCalls.isStreamCall(e))
    return rooms.opaqueCalls.opaqueCall(e, false);
  if (callee->isNoReturn())
    return rooms.opaqueCalls.trapCall(e);
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  if (method && isDispatched(e, method))
    return rooms.closedCalls.closedCall(e, callee, {DiagId::err_virtual_call, {context.nameForMessages(callee)}});
  if (method && isHidden(method))
    return rooms.closedCalls.closedCall(e, callee, {DiagId::err_hidden_callee, {}});
  if (isa<CXXDestructorDecl>(callee))
    return destroy(e, cast<CXXDestructorDecl>(callee));
  if (method && callee->isTrivial() && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator()))
    return assignObject(e, method);
  // Nothing can be lowered that gets at fields which are not known.
  if (const QualType of = method && method->isInstance() ? ast.getTypeDeclType(method->getParent()) : QualType();
      !of.isNull() && types.isOpaque(of))
    return rooms.closedCalls.closedCall(e, callee, types.objectProblem(of));
  const FunctionDecl *definition = context.definitionOf(callee, e->getExprLoc());
  if (definition && callee->isVariadic())
    return rooms.closedCalls.closedCall(e, callee, {DiagId::err_variadic, {context.nameForMessages(callee)}});
  return definition ? callWith(e, definition, {}) : callHidden(e, callee);
}

// The object and the arguments are evaluated, then what stands behind.
ir::ValueId Calls::callWith(const CallExpr *e, const FunctionDecl *definition, ir::ReasonId closedFor) {
  const auto *method = dyn_cast<CXXMethodDecl>(definition);
  llvm::ArrayRef<const Expr *> arguments(e->getArgs(), e->getNumArgs());
  std::optional<ValueId> object;
  if (method && method->isInstance()) {
    const bool wasRefused = std::exchange(state.isRefused, false);
    object = selfArgument(e);
    const bool isObjectRefused = state.isRefused;
    state.isRefused |= wasRefused;
    if (isObjectRefused)
      return refusals.placeholder(e);
    if (isa<CXXOperatorCallExpr>(e))
      arguments = arguments.drop_front();
  } else if (method && isa<CXXOperatorCallExpr>(e) && definition->getOverloadedOperator() == OO_Call) {
    arguments = arguments.drop_front(); // a static operator()
  }
  return callBody(definition, arguments, object, e, closedFor);
}

// p->~T()
ir::ValueId Calls::destroy(const CallExpr *e, const CXXDestructorDecl *destructor) {
  rooms.lifetimes.destroy(selfArgument(e), ast.getTypeDeclType(destructor->getParent()));
  return ValueId();
}

// The object that a member function is called on.
ir::ValueId Calls::selfArgument(const CallExpr *e) {
  const Expr *of = isa<CXXOperatorCallExpr>(e) ? e->getArg(0) : cast<CXXMemberCallExpr>(e)->getImplicitObjectArgument();
  return of->getType()->isPointerType() ? rooms.expressions.rvalue(of) : rooms.places.object(of);
}

// An assignment that the compiler made: the right operand first, then leaf by leaf.
ir::ValueId Calls::assignObject(const CallExpr *e, const CXXMethodDecl *method) {
  const bool isOperator = isa<CXXOperatorCallExpr>(e);
  const Expr *source = e->getArg(isOperator ? 1 : 0);
  const ValueId from = rooms.places.object(source);
  const ValueId to = selfArgument(e);
  if (refusals.isObjectType(ast.getTypeDeclType(method->getParent()), e->getExprLoc()))
    rooms.objects.copyObject(to, from);
  return to;
}

ir::ValueId Calls::argument(const Expr *e, QualType parameter) {
  const TypeId type = types.lower(parameter);
  if (parameter->isReferenceType())
    return rooms.elements.lend(rooms.places.place(e), type);
  if (rooms.values.isValueType(parameter))
    return rooms.values.valueOf(e);
  if (parameter->isRecordType())
    return rooms.lifetimes.isDestroyed(parameter)
               ? rooms.places.object(e)
               : rooms.conversions.convert(
                     rooms.places.object(e),
                     types.pointerTo(types.isClosed(parameter) ? parameter : parameter.withConst()));
  return rooms.conversions.convert(rooms.expressions.rvalue(e), type);
}

ir::ValueId Calls::callBody(const FunctionDecl *definition, llvm::ArrayRef<const Expr *> arguments,
                            std::optional<ValueId> object, const Expr *e, ir::ReasonId closedFor) {
  const ValueId wanted = std::exchange(state.placed, nullptr) == e ? state.placedAt : ValueId();
  // A callee is not asked about arguments that were refused themselves.
  const bool wasRefused = std::exchange(state.isRefused, refusals.usesRefused(e));
  std::vector<ValueId> operands;
  if (object) {
    const auto *method = cast<CXXMethodDecl>(definition);
    operands.push_back(rooms.elements.lend(*object, types.pointerTo(method->getThisType()->getPointeeType())));
  }
  // Parts of variables come last: of an assignment, the right side is evaluated before the left.
  const size_t first = operands.size();
  std::vector<Views::LentPart> lent;
  for (const bool isOfParts : {false, true})
    for (size_t i = 0; i < arguments.size() && i < definition->getNumParams(); ++i) {
      const ParmVarDecl *parameter = definition->getParamDecl(static_cast<unsigned>(i));
      operands.resize(std::max(operands.size(), first + i + 1));
      if (isUpdatedPart(parameter) == isOfParts)
        operands[first + i] =
            isOfParts ? rooms.views.lendPart(arguments[i], lent) : argument(arguments[i], parameter->getType());
    }
  std::optional<ir::FunctionId> callee;
  if (!state.isRefused)
    callee = closedFor ? context.closedCallee(definition) : context.callee(definition, state.decl, e->getExprLoc());
  state.isRefused |= wasRefused;
  if (!callee) {
    state.isRefused = true;
    return isa<CXXConstructExpr>(e) ? ValueId() : refusals.placeholder(e);
  }
  const ir::Function &target = b.module[*callee];
  for (size_t i = first; i < operands.size(); ++i)
    if (target.parameters[i].isMade)
      operands[i] = rooms.conversions.convert(operands[i], target[target.parameters[i].value].type);
  ValueId built;
  if (context.takesPlace(*callee)) {
    const TypeId type = types.lower(definition->getReturnType());
    built = wanted ? wanted : b.local(type, target.isComplete ? target.parameters.back().name : "");
    operands.push_back(built);
  }
  std::vector<TypeId> results;
  if (target.resultKind == ir::ResultKind::Object)
    results = {b.module.types.pointer(target.resultType)};
  else if (target.resultKind != ir::ResultKind::Void)
    results = {target.resultType};
  if (rooms.lifetimes.isDestroyed(definition->getReturnType()))
    types.destroyReturned(definition->getReturnType());
  const std::optional<ir::OpId> op = rooms.elements.callWithElements(*callee, std::move(operands), results, e);
  if (!op)
    return isa<CXXConstructExpr>(e) ? ValueId() : refusals.placeholder(e);
  rooms.views.takeBack(lent);
  function[*op].reason = closedFor ? closedFor : context.reasonOf(*callee);
  function[*op].isClosed = function[*op].reason.valid();
  if (results.empty())
    return built;
  return b.module.types.isValue(results[0]) ? rooms.values.placeOfValue(b.result(*op)) : b.result(*op);
}

void Calls::callConstructor(const FunctionDecl *definition, ValueId object, std::vector<ValueId> operands,
                            Location at) {
  const std::optional<ir::FunctionId> callee = context.callee(definition, state.decl, at);
  if (!callee) {
    state.isRefused = true;
    return;
  }
  operands.insert(operands.begin(), object);
  const ir::OpId op = b.call(*callee, std::move(operands), {});
  function[op].reason = context.reasonOf(*callee);
  function[op].isClosed = function[op].reason.valid();
}

namespace {

// A function of the compiler's or of C that looks at memory and answers with an integer, such as memcmp and strlen.
bool isInspection(const FunctionDecl *callee) {
  if (!callee->getBuiltinID() || callee->isVariadic() || !callee->getReturnType()->isIntegerType())
    return false;
  for (const ParmVarDecl *parameter : callee->parameters()) {
    const QualType type = parameter->getType();
    if (!type->isIntegerType() && !(type->isPointerType() && type->getPointeeType().isConstQualified()))
      return false;
  }
  return true;
}

} // namespace

// No body to look into: harmless if nothing with a derivative goes in or comes out.
ir::ValueId Calls::callHidden(const CallExpr *e, const FunctionDecl *callee) {
  if (rooms.opaqueCalls.isHarmless(callee))
    return rooms.opaqueCalls.opaqueCall(e, callee->hasAttr<PureAttr>() || callee->hasAttr<ConstAttr>());
  if (isInspection(callee))
    return rooms.opaqueCalls.opaqueCall(e, /*isPure=*/false); // what it looks at may change
  if (callee->isReplaceableGlobalAllocationFunction() || rooms.opaqueCalls.isAllocation(callee))
    return rooms.closedCalls.closedCall(e, callee, {DiagId::err_allocation, {callee->getNameAsString()}});
  const bool isOfCompiler = callee->getBuiltinID() && callee->getNameAsString().find("__") == 0;
  const bool isOfLibrary = context.models.isOfLibrary(callee->getLocation());
  const DiagId hidden = isOfLibrary ? DiagId::err_call_of_library : DiagId::err_call_unknown;
  return rooms.closedCalls.closedCall(
      e, callee, {isOfCompiler ? DiagId::err_builtin : hidden, {context.nameForMessages(callee), nameToFind(callee)}});
}

// The value of an argument that a parameter of type `const T &` or T takes.
ir::ValueId Calls::scalarArgument(const Expr *e) {
  while (const Expr *inside = unwrapped(e))
    e = inside;
  if (!e->isGLValue())
    return rooms.expressions.rvalue(e);
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return scalarArgument(temporary->getSubExpr());
  if (const auto *cast = dyn_cast<CastExpr>(e); cast && cast->getCastKind() == CK_NoOp)
    return scalarArgument(cast->getSubExpr());
  if (const auto *reference = dyn_cast<DeclRefExpr>(e)) {
    auto unchanged = state.values.find(reference->getDecl());
    if (unchanged != state.values.end())
      return unchanged->second;
  }
  if (const auto *call = dyn_cast<CallExpr>(e)) {
    ValueId value;
    if (rooms.libraryCalls.extremumValue(call, value))
      return value;
  }
  const ValueId pointer = rooms.places.place(e);
  return b.module.types.isPointer(function[pointer].type) ? b.load(pointer) : refusals.placeholder(e);
}

} // namespace clangent::frontend
