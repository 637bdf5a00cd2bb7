// What could not be looked into is run as it is, and refused only if a derivative gets there: calls of such functions,
// and objects of such classes, which are declared as the program declares them.
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"

namespace clangent::frontend {

using namespace clang;

ir::ValueId ClosedCalls::closedCall(const CallExpr *e, const FunctionDecl *callee, const Problem &why) {
  const auto *member = dyn_cast<MemberExpr>(e->getCallee()->IgnoreParens());
  if (callee->isVariadic())
    return closedVariadic(e, why);
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  const bool isPicked = member && member->hasQualifier() && method && method->isVirtual();
  if (!context.canBeRun(callee) || isPicked)
    return refusals.refuse(e, why);
  return rooms.calls.callWith(e, callee, context.reason(why.id, e->getExprLoc(), why.args));
}

// Arguments of any number and type are written as they are.
ir::ValueId ClosedCalls::closedVariadic(const CallExpr *e, const Problem &why) {
  const QualType type = e->getType();
  std::vector<ValueId> operands;
  std::optional<Term> called;
  if (type->isVoidType() || (!e->isGLValue() && type->isScalarType() && types.valueProblem(type).empty()))
    called = rooms.opaqueCalls.opaqueCallTerm(e, operands);
  if (!called)
    return refusals.refuse(e, why);
  const ir::OpId op =
      b.opaque(std::move(*called), std::move(operands), type->isVoidType() ? TypeId() : types.lower(type));
  function[op].isClosed = true;
  function[op].reason = context.reason(why.id, e->getExprLoc(), why.args);
  return type->isVoidType() ? ValueId() : b.result(op);
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
      made = made->isEmpty() ? Term::name(name) : ofType(std::move(*made), name);
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

// Another object that the program made for it is moved there.
void ClosedCalls::makePart(ValueId place, const Expr *e, QualType type) {
  const QualType element = ast.getBaseElementType(type).getUnqualifiedType();
  if (const auto *standing = dyn_cast<CXXDefaultInitExpr>(e))
    return makePart(place, standing->getExpr(), type);
  if (const auto *choice = dyn_cast<ConditionalOperator>(e->IgnoreImplicit()); choice && !choice->isGLValue()) {
    const ValueId condition = rooms.expressions.rvalue(choice->getCond());
    return rooms.regions.branch(
        condition, [&] { makePart(place, choice->getTrueExpr(), type); },
        [&] { makePart(place, choice->getFalseExpr(), type); });
  }
  makeIn(place, makerOf(e), types.spell(element), types.partProblem(element));
}

void ClosedCalls::makeIn(ValueId place, const Expr *maker, const std::string &name, const Problem &problem) {
  const ir::ReasonId why = context.reason(problem.id, maker->getExprLoc(), problem.args);
  inScope([&] {
    std::vector<ValueId> operands{place};
    std::optional<Term> made;
    if (isa<CallExpr>(maker) || maker->isGLValue()) {
      operands.push_back(rooms.places.object(maker));
      made = maker->isGLValue() ? Term::object(1) : Term::cast(name + " &&", Term::object(1));
      made = Term::construct(name, {*made});
    } else if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(maker)) {
      made = Term::construct(name, {});
    } else if (std::optional<Term> begins = closedInitializer(maker, operands)) {
      made = ofType(std::move(*begins), name);
    }
    if (!made)
      return void(refusals.refuse(maker, problem));
    const ir::OpId op = b.opaque(Term::placed(Term::object(0), std::move(*made)), std::move(operands), TypeId());
    function[op].isClosed = true;
    function[op].reason = why;
  });
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
