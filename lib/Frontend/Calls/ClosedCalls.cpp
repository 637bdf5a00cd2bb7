// What could not be looked into is run as it is, and refused only if a derivative gets there: calls of such functions,
// and objects of such classes, which are declared as the program declares them.
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"

namespace clangent::frontend {

using namespace clang;

ir::ValueId ClosedCalls::closedCall(const CallExpr *e, const FunctionDecl *callee, const Problem &why) {
  const auto *member = dyn_cast<MemberExpr>(e->getCallee()->IgnoreParens());
  if (!context.canBeRun(callee) || (member && member->hasQualifier()))
    return refusals.refuse(e, why);
  return rooms.calls.callWith(e, callee, context.reason(why.id, e->getExprLoc(), why.args));
}

// ---- memory

// Memory that the program asks for and gives back itself, as long as no derivative flows there.
ir::ValueId ClosedCalls::closedNew(const CXXNewExpr *e) {
  const QualType type = e->getAllocatedType();
  const Expr *init = e->getInitializer();
  std::vector<ValueId> operands;
  std::optional<Term> made;
  const std::string name = types.spell(type.getUnqualifiedType());
  if (e->getNumPlacementArgs() || type->isArrayType() || !types.valueProblem(type).empty())
    return refusals.refuse(e, DiagId::err_allocation, {"new"});
  if (e->isArray() && e->getArraySize() && !init) {
    operands.push_back(rooms.expressions.rvalue(*e->getArraySize()));
    made = Term::element(Term::name(name), Term::operand(0));
  } else if (!e->isArray() && init && type->isRecordType()) {
    made = closedInitializer(init, operands);
    if (made)
      made = made->isEmpty() ? Term::name(name) : Term{made->kind, 0, name, made->parts};
  } else if (!e->isArray() && init) {
    operands.push_back(rooms.conversions.convert(rooms.expressions.rvalue(init), types.lower(type)));
    made = Term::construct(name, {Term::operand(0)});
  } else if (!e->isArray()) {
    made = Term::name(name);
  }
  if (!made)
    return refusals.refuse(e, DiagId::err_allocation, {"new"});
  return b.result(closedTerm(e, Term::prefix("new", *made), std::move(operands), types.lower(e->getType())));
}

void ClosedCalls::closedDelete(const CXXDeleteExpr *e) {
  const ValueId memory = rooms.expressions.rvalue(e->getArgument());
  const std::string sign = e->isArrayForm() ? "delete[]" : "delete";
  closedTerm(e, Term::prefix(sign, Term::operand(0)), {memory}, ir::TypeId());
}

ir::OpId ClosedCalls::closedTerm(const Expr *e, Term term, std::vector<ValueId> operands, TypeId result) {
  const ir::OpId op = b.opaque(std::move(term), std::move(operands), result);
  function[op].isClosed = true;
  function[op].reason =
      context.reason(DiagId::err_allocation, e->getExprLoc(), {isa<CXXNewExpr>(e) ? "new" : "delete"});
  return op;
}

// ---- objects

namespace {

// Does the expression make the object itself that its operand makes?
const Expr *madeBy(const Expr *e) {
  if (const Expr *inside = unwrapped(e))
    return inside;
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e); construct && construct->isElidable())
    return construct->getArg(0);
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return temporary->getSubExpr();
  if (const auto *cast = dyn_cast<CastExpr>(e); cast && cast->isPRValue())
    if (cast->getCastKind() == CK_NoOp || cast->getCastKind() == CK_ConstructorConversion ||
        cast->getCastKind() == CK_UserDefinedConversion)
      return cast->getSubExpr();
  return nullptr;
}

const Expr *makerOf(const Expr *e) {
  while (const Expr *inside = e ? madeBy(e) : nullptr)
    e = inside;
  return e;
}

} // namespace

ir::ValueId ClosedCalls::closedObject(const Expr *e, QualType type, const std::string &name, ir::ReasonId why) {
  e = makerOf(e);
  if (const auto *call = dyn_cast_or_null<CallExpr>(e))
    return rooms.calls.call(call);
  std::vector<ValueId> operands;
  const std::optional<Term> made = e ? closedInitializer(e, operands) : Term();
  if (!made)
    return ValueId();
  const ValueId object = b.object(types.pointerTo(type), name, *made, std::move(operands));
  function[function[object].definition].reason = why;
  return object;
}

// It lives to the end of the block around, which is one of its own where a full expression has such temporaries.
ir::ValueId ClosedCalls::closedTemporary(const Expr *e) {
  const Problem problem = types.objectProblem(e->getType());
  const ValueId object = closedObject(e, e->getType(), "", context.reason(problem.id, e->getExprLoc(), problem.args));
  return object ? object : refusals.refuse(e, problem);
}

void ClosedCalls::declareClosed(const VarDecl *variable) {
  const Problem problem = types.objectProblem(variable->getType());
  const std::string name = variable->getNameAsString();
  const ValueId object = closedObject(variable->getInit(), variable->getType(), name,
                                      context.reason(problem.id, variable->getLocation(), problem.args));
  if (!object)
    return refusals.refuseVariable(variable, problem.id, problem.args);
  b.setName(object, name);
  state.places[variable] = object;
}

// ---- how they are declared

// What follows the name of an object that this expression makes.
std::optional<ir::Term> ClosedCalls::closedInitializer(const Expr *e, std::vector<ValueId> &operands) {
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e))
    return closedArguments(construct, operands);
  const auto *list = dyn_cast<InitListExpr>(e);
  const CXXRecordDecl *record = list ? list->getType()->getAsCXXRecordDecl() : nullptr;
  if (!record || list->isTransparent() || !record->bases().empty())
    return std::nullopt;
  std::vector<Term> elements;
  auto field = record->field_begin();
  for (const Expr *value : list->inits()) {
    while (field->isUnnamedBitField())
      ++field;
    std::optional<Term> element;
    if (isa<ImplicitValueInitExpr>(value))
      element = Term::braces("", {});
    else if (!isa<CXXDefaultInitExpr>(value))
      element = closedArgument(value, field->getType(), operands);
    if (!element)
      return std::nullopt;
    elements.push_back(*element);
    ++field;
  }
  return Term::braces("", std::move(elements));
}

std::optional<ir::Term> ClosedCalls::closedArguments(const CXXConstructExpr *e, std::vector<ValueId> &operands) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (constructor->isVariadic())
    return std::nullopt;
  context.calledByText.push_back(constructor);
  std::vector<Term> arguments;
  for (const Expr *argument : llvm::ArrayRef(e->getArgs(), e->getNumArgs())) {
    if (isa<CXXDefaultArgExpr>(argument))
      break;
    const ParmVarDecl *parameter = constructor->getParamDecl(static_cast<unsigned>(arguments.size()));
    const std::optional<Term> term = closedArgument(argument, parameter->getType(), operands);
    if (!term)
      return std::nullopt;
    arguments.push_back(*term);
  }
  if (arguments.empty())
    return e->requiresZeroInitialization() ? Term::braces("", {}) : Term();
  return Term::construct("", std::move(arguments));
}

// An argument, or the initializer of a member, of this type.
std::optional<ir::Term> ClosedCalls::closedArgument(const Expr *e, QualType parameter, std::vector<ValueId> &operands) {
  if (!types.valueProblem(parameter).empty() || parameter->isArrayType())
    return std::nullopt;
  if (parameter->isReferenceType()) {
    operands.push_back(rooms.places.place(e));
    const Term object = Term::object(operands.size() - 1);
    return parameter->isRValueReferenceType() ? Term::cast(types.spell(parameter), object) : object;
  }
  if (!parameter->isRecordType()) {
    operands.push_back(rooms.conversions.convert(rooms.expressions.rvalue(e), types.lower(parameter)));
    return Term::operand(operands.size() - 1);
  }
  const Expr *made = makerOf(e);
  if (const auto *construct = dyn_cast<CXXConstructExpr>(made)) {
    const std::optional<Term> arguments = closedArguments(construct, operands);
    return arguments ? std::optional(Term::construct(types.spell(parameter.getUnqualifiedType()), arguments->parts))
                     : std::nullopt;
  }
  operands.push_back(rooms.places.object(made));
  const Term object = Term::object(operands.size() - 1);
  return !made->isGLValue() && types.isClosed(parameter)
             ? Term::cast(types.spell(ast.getRValueReferenceType(parameter)), object)
             : object;
}

// ---- where they die

bool ClosedCalls::declaresClosed(const Stmt *s) const {
  const auto *declarations = dyn_cast_or_null<DeclStmt>(s);
  return declarations && llvm::any_of(declarations->decls(), [&](const Decl *declared) {
           const auto *variable = dyn_cast<VarDecl>(declared);
           context.work = {state.decl, declared->getLocation()}; // what is wrong with its class is told here
           return variable && variable->hasLocalStorage() && types.isClosed(variable->getType());
         });
}

// Does the block declare such objects itself?
bool ClosedCalls::declaresClosedInside(const Stmt *block) const {
  const auto *compound = dyn_cast_or_null<CompoundStmt>(block);
  return compound && llvm::any_of(compound->body(), [&](const Stmt *s) { return declaresClosed(s); });
}

bool ClosedCalls::hasClosedHead(const Stmt *s) const {
  if (const auto *choice = dyn_cast_or_null<IfStmt>(s))
    return declaresClosed(choice->getInit()) || declaresClosed(choice->getConditionVariableDeclStmt());
  if (const auto *cases = dyn_cast_or_null<SwitchStmt>(s))
    return declaresClosed(cases->getInit()) || declaresClosed(cases->getConditionVariableDeclStmt());
  const auto *range = dyn_cast_or_null<CXXForRangeStmt>(s);
  if (!range)
    return false;
  const auto *over = cast<VarDecl>(range->getRangeStmt()->getSingleDecl());
  return declaresClosed(range->getInit()) || makesClosed(over->getInit());
}

bool ClosedCalls::makesClosed(const Stmt *s) const {
  if (!s || isa<LambdaExpr>(s))
    return false;
  const auto *temporary = dyn_cast<CXXBindTemporaryExpr>(s);
  return (temporary && types.isClosed(temporary->getType())) ||
         llvm::any_of(s->children(), [&](const Stmt *child) { return makesClosed(child); });
}

bool ClosedCalls::hasClosedTemporaries(const Expr *e) const {
  return isa<ExprWithCleanups>(e) && makesClosed(cast<ExprWithCleanups>(e)->getSubExpr());
}

void ClosedCalls::inScope(llvm::function_ref<void()> body) {
  const ir::OpId scope = b.ifOp(b.constantBool(true));
  rooms.regions.lowerRegion(function[scope].regions[0], body);
}

} // namespace clangent::frontend
