// One function from its parameters to its result. Statements and expressions have rooms of their own.
#include "Frontend/Core/Frame.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Control/Statements.h"
#include "Frontend/Core/ParameterUses.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Rules/RuledFunctions.h"

namespace clangent::frontend {

using namespace clang;

bool Frame::run() {
  state.enterStatement(state.decl->getLocation(), state.decl->getLocation());
  if (state.decl->isVariadic()) {
    refusals.refuseStatement(state.decl->getLocation(), DiagId::err_variadic, {context.nameForMessages(state.decl)});
    return false;
  }
  bindParameters();
  prepareResult();
  if (!rooms.ruledFunctions.lowerByRule())
    lowerFunctionBody();
  yieldResult();
  rooms.elements.refuseKeptElements();
  if (state.isRefused)
    return false;
  function.isComplete = true;
  context.module[state.id] = std::move(function);
  return true;
}

// ---- parameters

void Frame::bindParameters() {
  const ParameterSet changed = changedParameters(state.decl);
  size_t next = 0;
  const auto *method = dyn_cast<CXXMethodDecl>(state.decl);
  if (method && method->isInstance()) {
    state.self = function.parameters[next++].value;
    if (method->isVolatile())
      refusals.refuseStatement(state.decl->getLocation(), DiagId::err_unsupported, {"a volatile object"});
  }
  for (const ParmVarDecl *parameter : state.decl->parameters()) {
    ir::Parameter &as = function.parameters[next++];
    const Problem problem = as.kind == ir::ParameterKind::Object ? types.objectProblem(parameter->getType())
                                                                 : types.valueProblem(parameter->getType());
    if (!problem.empty())
      refusals.refuseVariable(parameter, problem.id, problem.args);
    else if (rooms.inactiveCalls.refusesInactive(parameter))
      continue;
    else if (as.kind == ir::ParameterKind::Reference)
      state.places[parameter] = as.value;
    else if (changed.count(parameter) && !rooms.lifetimes.isDestroyed(parameter->getType()))
      bindParameter(parameter, as);
    else if (as.kind == ir::ParameterKind::Object)
      state.places[parameter] = as.value;
    else
      state.values[parameter] = isInactive(parameter) ? rooms.inactiveCalls.stopped(as.value) : as.value;
  }
}

// A parameter that changes is a variable that starts with the argument's value. One that is destroyed is the caller's
// object, which destroys it.
void Frame::bindParameter(const ParmVarDecl *parameter, ir::Parameter &as) {
  const bool isObject = as.kind == ir::ParameterKind::Object;
  const ValueId variable = b.local(types.lower(parameter->getType()), as.name);
  state.places[parameter] = variable;
  if (!isObject)
    b.store(variable, isInactive(parameter) ? rooms.inactiveCalls.stopped(as.value) : as.value);
  else if (types.objectProblem(parameter->getType()).empty())
    rooms.objects.copyObject(variable, as.value);
  as.isCopied = isObject;
}

// ---- result

namespace {

// Is the only return the last statement of the body? Then no variable is needed for the result.
bool returnsAtEndOnly(const Stmt *body) {
  const auto *compound = dyn_cast_or_null<CompoundStmt>(body);
  return compound && targetsOf(body).empty() && !compound->body_empty() && isa<ReturnStmt>(compound->body_back()) &&
         countReturns(compound) == 1;
}

} // namespace

void Frame::prepareResult() {
  const Stmt *body = state.decl->getBody();
  const QualType type = state.decl->getReturnType();
  const bool hasValue = function.resultKind != ir::ResultKind::Void;
  if (context.takesPlace(state.id)) {
    state.resultPlace = function.parameters.back().value;
    state.resultObject = types.lower(type);
  } else if (function.resultKind == ir::ResultKind::Object) {
    state.resultObject = function.resultType;
  }
  if (hasValue) {
    const Problem problem =
        function.resultKind == ir::ResultKind::Object ? types.objectProblem(type) : types.valueProblem(type);
    if (!problem.empty())
      refusals.refuseStatement(state.decl->getLocation(), problem.id, problem.args);
  }
  if (rooms.lifetimes.isDestroyed(type))
    types.destroyReturned(type);
  const bool isAtEnd = returnsAtEndOnly(body) && !rooms.closedCalls.declaresClosedInside(body);
  if (hasValue && (function.resultKind == ir::ResultKind::Object || !isAtEnd))
    state.resultPlace = b.local(function.resultType, "result");
  if (function.resultKind == ir::ResultKind::Object)
    function[function[state.resultPlace].definition].isElided =
        !types.holdsOwnAddress(type) || types.mayHoldOwnAddress(type);
  if (countReturns(body) && !returnsAtEndOnly(body))
    rooms.exits.setReturned(rooms.regions.flag("returned", false));
  rooms.labels.declareFlags(body);
}

void Frame::yieldResult() {
  ValueId value;
  switch (function.resultKind) {
  case ir::ResultKind::Void:
  case ir::ResultKind::Multiple:
    return;
  case ir::ResultKind::Object:
    value = state.resultPlace;
    break;
  case ir::ResultKind::Scalar:
  case ir::ResultKind::Reference:
    value = state.directResult  ? state.directResult
            : state.resultPlace ? b.load(state.resultPlace, "result")
                                : b.undef(function.resultType);
    break;
  }
  function[function.body].yields = {value};
}

// ---- body

void Frame::lowerFunctionBody() {
  rooms.lifetimes.inScope([&] {
    if (const auto *constructor = dyn_cast<CXXConstructorDecl>(state.decl))
      lowerInitializers(constructor);
    lowerBody();
  });
  if (const auto *destructor = dyn_cast<CXXDestructorDecl>(state.decl))
    rooms.lifetimes.destroyParts(destructor);
}

void Frame::lowerBody() {
  const Stmt *body = state.decl->getBody();
  if (!body)
    return;
  const auto *compound = dyn_cast<CompoundStmt>(body);
  if (!compound) {
    rooms.statements.lowerStatement(body, jumpReturn);
    return;
  }
  rooms.statements.lowerList(listOf(compound), jumpReturn);
}

void Frame::lowerInitializers(const CXXConstructorDecl *constructor) {
  for (const CXXCtorInitializer *initializer : constructor->inits())
    lowerInitializer(initializer, constructor);
}

void Frame::lowerInitializer(const CXXCtorInitializer *initializer, const CXXConstructorDecl *constructor) {
  const Expr *value = initializer->getInit();
  const Location at = initializer->isWritten() ? initializer->getSourceLocation() : constructor->getLocation();
  state.enterStatement(at, initializer->isWritten() ? initializer->getRParenLoc() : at);
  if (initializer->isDelegatingInitializer()) {
    const QualType type = ast.getTypeDeclType(constructor->getParent());
    rooms.initialization.initialize(state.self, value, type);
    return rooms.lifetimes.destroyIfThrown(state.self, type);
  }
  if (initializer->isBaseInitializer()) {
    const QualType base(initializer->getBaseClass(), 0);
    const auto *construct = dyn_cast<CXXConstructExpr>(value->IgnoreImplicit());
    if (construct && construct->getConstructor()->isTrivial() && construct->getNumArgs() == 0)
      return;
    const ValueId place = rooms.initialization.basePlace(state.self, base);
    rooms.initialization.initialize(place, value, base);
    return rooms.lifetimes.destroyIfThrown(place, base);
  }
  const FieldDecl *field = initializer->getAnyMember();
  if (initializer->isIndirectMemberInitializer()) {
    refusals.refuseStatement(at, DiagId::err_unsupported, {"a member of an anonymous class"});
    return;
  }
  const ValueId place = rooms.places.fieldPlace(state.self, types.fieldNumber(field), field, at);
  if (field->getType()->isReferenceType())
    b.store(place, rooms.conversions.convert(rooms.places.place(value), types.lower(field->getType())));
  else
    rooms.initialization.initialize(place, value, field->getType());
  rooms.lifetimes.destroyIfThrown(place, field->getType());
}

} // namespace clangent::frontend
