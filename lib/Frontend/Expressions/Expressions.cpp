// Expressions for their value and for their effect. The default of every switch is a refusal.
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Statements.h"
#include "Frontend/Core/At.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Expressions/Constants.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Operators.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/HeapMemory.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Types/Captures.h"

namespace clangent::frontend {

using namespace clang;

ir::ValueId Expressions::rvalue(const Expr *e) {
  At at(b, e->getExprLoc());
  // A class object stands for itself by its address.
  if (!e->isGLValue() && (e->getType()->isRecordType() || e->getType()->isArrayType()))
    return rooms.places.object(e);
  if (e->isGLValue() && !e->getType()->isFunctionType())
    return rooms.places.place(e);
  const Problem problem = types.valueProblem(e->getType());
  if (!problem.empty())
    return refusals.refuse(e, problem);
  return rvalueOf(e);
}

const Expr *unwrapped(const Expr *e) {
  switch (e->getStmtClass()) {
  case Stmt::ParenExprClass:
    return cast<ParenExpr>(e)->getSubExpr();
  case Stmt::ExprWithCleanupsClass:
  case Stmt::ConstantExprClass:
    return cast<FullExpr>(e)->getSubExpr();
  case Stmt::CXXDefaultArgExprClass:
    return cast<CXXDefaultArgExpr>(e)->getExpr();
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return cast<SubstNonTypeTemplateParmExpr>(e)->getReplacement();
  case Stmt::CXXBindTemporaryExprClass:
    return cast<CXXBindTemporaryExpr>(e)->getSubExpr();
  case Stmt::CompoundLiteralExprClass:
    return cast<CompoundLiteralExpr>(e)->getInitializer();
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return cast<CXXRewrittenBinaryOperator>(e)->getSemanticForm();
  case Stmt::GenericSelectionExprClass:
    return cast<GenericSelectionExpr>(e)->getResultExpr();
  case Stmt::ChooseExprClass:
    return cast<ChooseExpr>(e)->getChosenSubExpr();
  default:
    return nullptr;
  }
}

// The temporaries of a full expression die before its value is used.
ir::ValueId Expressions::valueBehind(const Expr *e) {
  const Expr *inside = cast<ExprWithCleanups>(e)->getSubExpr();
  const ValueId value = b.local(types.lower(e->getType()), "");
  rooms.closedCalls.inScope([&] { rooms.lifetimes.inExpression([&] { b.store(value, rvalue(inside)); }); });
  return b.load(value);
}

ir::ValueId Expressions::rvalueOf(const Expr *e) {
  if (e->getType()->isScalarType() && rooms.closedCalls.hasClosedTemporaries(e))
    return valueBehind(e);
  if (const auto *full = dyn_cast<ExprWithCleanups>(e)) {
    ValueId value;
    rooms.lifetimes.inExpression([&] { value = rvalue(full->getSubExpr()); });
    return value;
  }
  if (const Expr *inside = unwrapped(e))
    return rvalue(inside);
  ValueId constant;
  if (rooms.constants.constantValue(e, constant))
    return constant;
  if (const auto *cast = dyn_cast<CastExpr>(e))
    return rooms.conversions.castOf(cast);
  if (const auto *call = dyn_cast<CallExpr>(e))
    return rooms.calls.call(call);
  if (const auto *assignment = dyn_cast<CompoundAssignOperator>(e))
    return rooms.operators.compoundAssign(assignment, true);
  switch (e->getStmtClass()) {
  case Stmt::UnaryOperatorClass:
    return rooms.operators.unary(cast<UnaryOperator>(e));
  case Stmt::BinaryOperatorClass:
    return rooms.operators.binary(cast<BinaryOperator>(e));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    if (e->getType()->isVoidType())
      return rooms.conditions.conditionalEffect(cast<AbstractConditionalOperator>(e)), ValueId();
    return rooms.conditions.conditional(cast<AbstractConditionalOperator>(e), Chosen::Value);
  case Stmt::StmtExprClass:
    return valueOfStatements(cast<StmtExpr>(e));
  case Stmt::CXXThisExprClass:
    return thisPointer(e);
  case Stmt::CXXThrowExprClass:
    return rooms.opaqueCalls.throwExpression(cast<CXXThrowExpr>(e)), ValueId();
  case Stmt::InitListExprClass: {
    const auto *list = cast<InitListExpr>(e);
    return list->getNumInits() ? rvalue(list->getInit(0)) : b.zero(types.lower(e->getType()));
  }
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return e->getType()->isVoidType() ? ValueId() : b.zero(types.lower(e->getType()));
  case Stmt::OpaqueValueExprClass: {
    auto found = state.opaqueValues.find(cast<OpaqueValueExpr>(e));
    if (found != state.opaqueValues.end())
      return found->second;
    const Expr *source = cast<OpaqueValueExpr>(e)->getSourceExpr();
    return source ? rvalue(source) : refusals.refuse(e, "this expression");
  }
  case Stmt::CXXNewExprClass:
    return rooms.heapMemory.newExpression(cast<CXXNewExpr>(e));
  case Stmt::CXXDeleteExprClass:
    return rooms.heapMemory.deleteExpression(cast<CXXDeleteExpr>(e)), ValueId();
  case Stmt::CXXDefaultInitExprClass:
    return rvalue(cast<CXXDefaultInitExpr>(e)->getExpr());
  case Stmt::ArrayInitIndexExprClass:
    return state.arrayLoopIndices.empty() ? refusals.refuse(e, "this array initializer")
                                          : b.cast(state.arrayLoopIndices.back(), types.lower(e->getType()));
  default:
    return refusals.refuseExpression(e);
  }
}

// In the body of a lambda expression `this` is what the closure captured.
ir::ValueId Expressions::thisPointer(const Expr *e) {
  if (state.defaultObject)
    return state.defaultObject;
  const auto *method = dyn_cast<CXXMethodDecl>(state.decl);
  const FieldDecl *field = method && method->getParent()->isLambda() ? capturedThis(method->getParent()) : nullptr;
  if (field && state.self) {
    const ValueId slot = rooms.places.fieldPlace(state.self, types.fieldNumber(field), field, e->getExprLoc());
    return field->getType()->isPointerType() ? b.load(slot) : slot;
  }
  return state.self ? state.self : refusals.refuse(e, "'this' here");
}

// ---- for effect

// ({ statements; value; }): the statements are done where the value is asked for.
ir::ValueId Expressions::valueOfStatements(const StmtExpr *e) {
  const CompoundStmt *block = e->getSubStmt();
  if (rooms.labels.jumpsOut(block) != noJump || holdsLabel(block) || rooms.statements.declaresEndingInside(block))
    return refusals.refuse(e, "a statement inside an expression that jumps, or that has a destructor to call,");
  const StatementList all = listOf(block);
  const auto *value = e->getType()->isVoidType() || all.empty() ? nullptr : dyn_cast<Expr>(all.back());
  rooms.statements.lowerList(value ? StatementSpan(all).drop_back() : StatementSpan(all), noJump);
  return value ? rvalue(value) : ValueId();
}

void Expressions::effect(const Expr *e) {
  At at(b, e->getExprLoc());
  effectOf(e);
}

void Expressions::effectBehind(const ExprWithCleanups *e) {
  rooms.lifetimes.inExpression([&] { effect(e->getSubExpr()); });
}

void Expressions::effectOf(const Expr *e) {
  if (rooms.closedCalls.hasClosedTemporaries(e))
    return rooms.closedCalls.inScope([&] { effectBehind(cast<ExprWithCleanups>(e)); });
  if (isa<ExprWithCleanups>(e))
    return effectBehind(cast<ExprWithCleanups>(e));
  if (const Expr *inside = unwrapped(e))
    return effect(inside);
  if (const auto *cast = dyn_cast<CastExpr>(e)) {
    const CastKind kind = cast->getCastKind();
    // (void)x does not read x, and neither does a discarded conversion change what its operand does.
    if (kind == CK_ToVoid || kind == CK_NoOp || kind == CK_LValueToRValue || kind == CK_IntegralCast ||
        kind == CK_FloatingCast)
      return effect(cast->getSubExpr());
  }
  if (const auto *choice = dyn_cast<AbstractConditionalOperator>(e); choice && e->getType()->isVoidType())
    return rooms.conditions.conditionalEffect(choice);
  if (const auto *statements = dyn_cast<StmtExpr>(e))
    return void(valueOfStatements(statements));
  if (const auto *assignment = dyn_cast<CompoundAssignOperator>(e))
    return void(rooms.operators.compoundAssign(assignment, false));
  if (const auto *unary = dyn_cast<UnaryOperator>(e); unary && unary->isIncrementDecrementOp())
    return void(rooms.operators.step(unary, false));
  if (const auto *binary = dyn_cast<BinaryOperator>(e); binary && binary->getOpcode() == BO_Comma) {
    effect(binary->getLHS());
    return effect(binary->getRHS());
  }
  if (isa<DeclRefExpr>(e) || isa<CXXPseudoDestructorExpr>(e) || !e->HasSideEffects(ast))
    return;
  if (const auto *thrown = dyn_cast<CXXThrowExpr>(e))
    return rooms.opaqueCalls.throwExpression(thrown);
  if (const auto *member = dyn_cast<MemberExpr>(e); member && !e->getType()->isFunctionType())
    return member->isArrow() ? void(rvalue(member->getBase())) : effect(member->getBase());
  state.discarded = e;
  if (e->isGLValue())
    return void(rooms.places.place(e));
  rvalue(e);
}

} // namespace clangent::frontend
