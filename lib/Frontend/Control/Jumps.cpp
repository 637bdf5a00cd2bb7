// Walks over statements and expressions that decide the form of structured control flow.
#include "Frontend/Control/Jumps.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clangent::frontend {

using namespace clang;

const Stmt *withoutAttributes(const Stmt *statement) {
  while (const auto *attributed = dyn_cast_or_null<AttributedStmt>(statement))
    statement = attributed->getSubStmt();
  return statement;
}

void forEachStatement(const Stmt *statement, llvm::function_ref<void(const Stmt *)> visit) {
  if (!statement || isa<Expr>(statement) || isa<DeclStmt>(statement))
    return;
  visit(statement);
  for (const Stmt *child : statement->children())
    forEachStatement(child, visit);
}

// ---- targets

namespace {

// The labels of a switch that stand where its segments begin.
llvm::SmallPtrSet<const SwitchCase *, 16> segmentLabels(const SwitchStmt *statement) {
  llvm::SmallPtrSet<const SwitchCase *, 16> labels;
  const auto add = [&](const Stmt *s) {
    while (const auto *label = dyn_cast_or_null<SwitchCase>(withoutAttributes(s))) {
      labels.insert(label);
      s = label->getSubStmt();
    }
  };
  if (const auto *body = dyn_cast<CompoundStmt>(statement->getBody()))
    llvm::for_each(body->body(), add);
  else
    add(statement->getBody());
  return labels;
}

} // namespace

bool dispatches(const SwitchStmt *statement) {
  const auto labels = segmentLabels(statement);
  bool isJumpedInto = false;
  for (const SwitchCase *label = statement->getSwitchCaseList(); label; label = label->getNextSwitchCase())
    isJumpedInto |= !labels.count(label);
  forEachStatement(statement->getBody(), [&](const Stmt *s) { isJumpedInto |= isa<LabelStmt>(s); });
  return isJumpedInto;
}

llvm::SmallVector<const Stmt *, 4> targetsOf(const Stmt *body) {
  llvm::SmallPtrSet<const Stmt *, 8> wanted;
  forEachStatement(body, [&](const Stmt *s) {
    if (const auto *jump = dyn_cast<GotoStmt>(s))
      wanted.insert(jump->getLabel()->getStmt());
    const auto *choice = dyn_cast<SwitchStmt>(s);
    if (choice && dispatches(choice))
      for (const SwitchCase *label = choice->getSwitchCaseList(); label; label = label->getNextSwitchCase())
        wanted.insert(label);
  });
  llvm::SmallVector<const Stmt *, 4> targets;
  if (!wanted.empty())
    forEachStatement(body, [&](const Stmt *s) {
      if (wanted.count(s))
        targets.push_back(s);
    });
  return targets;
}

bool holdsLabel(const Stmt *statement) {
  if (!statement || isa<Expr>(statement) || isa<DeclStmt>(statement))
    return false;
  if (isa<LabelStmt, SwitchCase>(statement))
    return true;
  if (const auto *choice = dyn_cast<SwitchStmt>(statement))
    return dispatches(choice);
  return llvm::any_of(statement->children(), holdsLabel);
}

// ---- ways out

namespace {

JumpSet jumpsOfChildren(const Stmt *statement) {
  JumpSet jumps = noJump;
  for (const Stmt *child : statement->children())
    if (child)
      jumps |= jumpsOut(child);
  return jumps;
}

bool isLoop(const Stmt *statement) { return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(statement); }

bool isNoReturnCall(const Expr *e) {
  e = e->IgnoreParenCasts();
  if (isa<CXXThrowExpr>(e))
    return true;
  if (const auto *cleanups = dyn_cast<ExprWithCleanups>(e))
    return isNoReturnCall(cleanups->getSubExpr());
  const auto *call = dyn_cast<CallExpr>(e);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee && callee->isNoReturn();
}

bool hasDefault(const SwitchStmt *statement) {
  for (const SwitchCase *label = statement->getSwitchCaseList(); label; label = label->getNextSwitchCase())
    if (isa<DefaultStmt>(label))
      return true;
  return false;
}

// The end of a switch's body is reached from its last segment only.
bool lastSegmentNeverFalls(const SwitchStmt *statement) {
  const auto *body = dyn_cast<CompoundStmt>(statement->getBody());
  if (!body)
    return neverFalls(statement->getBody());
  bool leaves = false;
  for (const Stmt *child : body->body()) {
    if (isa<SwitchCase>(withoutAttributes(child)))
      leaves = false;
    leaves |= neverFalls(child);
  }
  return leaves;
}

bool isConstantTrue(const Expr *condition) {
  if (!condition)
    return true;
  const auto *literal = dyn_cast<CXXBoolLiteralExpr>(condition->IgnoreParenImpCasts());
  return literal && literal->getValue();
}

} // namespace

JumpSet jumpsOut(const Stmt *statement) {
  if (!statement || isa<Expr>(statement) || isa<DeclStmt>(statement))
    return noJump;
  if (isa<ReturnStmt>(statement))
    return jumpReturn;
  if (isa<BreakStmt>(statement))
    return jumpBreak;
  if (isa<ContinueStmt>(statement))
    return jumpContinue;
  const JumpSet inside = jumpsOfChildren(statement);
  if (isLoop(statement))
    return inside & ~JumpSet(jumpBreak | jumpContinue);
  if (isa<SwitchStmt>(statement))
    return inside & ~JumpSet(jumpBreak);
  return inside;
}

bool neverFalls(const Stmt *statement) {
  statement = withoutAttributes(statement);
  if (!statement)
    return false;
  if (isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, IndirectGotoStmt>(statement))
    return true;
  if (const auto *e = dyn_cast<Expr>(statement))
    return isNoReturnCall(e);
  if (const auto *compound = dyn_cast<CompoundStmt>(statement)) {
    // Behind a statement that never falls, only a label is reached.
    bool leaves = false;
    for (const Stmt *child : compound->body())
      leaves = (leaves && !holdsLabel(child)) || neverFalls(child);
    return leaves;
  }
  if (const auto *choice = dyn_cast<IfStmt>(statement))
    return choice->getElse() && neverFalls(choice->getThen()) && neverFalls(choice->getElse());
  if (const auto *label = dyn_cast<SwitchCase>(statement))
    return neverFalls(label->getSubStmt());
  if (const auto *label = dyn_cast<LabelStmt>(statement))
    return neverFalls(label->getSubStmt());
  if (const auto *choice = dyn_cast<SwitchStmt>(statement))
    return hasDefault(choice) && !dispatches(choice) && !(jumpsOut(choice->getBody()) & jumpBreak) &&
           lastSegmentNeverFalls(choice);
  if (const auto *loop = dyn_cast<ForStmt>(statement))
    return isConstantTrue(loop->getCond()) && !(jumpsOut(loop->getBody()) & jumpBreak);
  if (const auto *loop = dyn_cast<WhileStmt>(statement))
    return isConstantTrue(loop->getCond()) && !(jumpsOut(loop->getBody()) & jumpBreak);
  return false;
}

unsigned countReturns(const Stmt *statement) {
  if (!statement || isa<Expr>(statement))
    return 0;
  unsigned count = isa<ReturnStmt>(statement) ? 1 : 0;
  for (const Stmt *child : statement->children())
    count += countReturns(child);
  return count;
}

namespace {

// A variable whose storage is surely there: not reached through a pointer.
bool isAliveVariable(const Expr *e) {
  e = e->IgnoreParens();
  if (const auto *reference = dyn_cast<DeclRefExpr>(e))
    return isa<VarDecl>(reference->getDecl()) && !reference->getType().isVolatileQualified();
  if (const auto *member = dyn_cast<MemberExpr>(e)) {
    if (!isa<FieldDecl>(member->getMemberDecl()) || member->getType().isVolatileQualified())
      return false;
    return member->isArrow() ? isa<CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())
                             : isAliveVariable(member->getBase());
  }
  return false;
}

bool isSpeculatableCast(const CastExpr *cast, const ASTContext &ast) {
  switch (cast->getCastKind()) {
  case CK_LValueToRValue:
    return isAliveVariable(cast->getSubExpr());
  case CK_NoOp:
  case CK_IntegralCast:
  case CK_FloatingCast:
  case CK_IntegralToFloating:
  case CK_IntegralToBoolean:
  case CK_FloatingToBoolean:
  case CK_PointerToBoolean:
  case CK_NullToPointer:
    return isSpeculatable(cast->getSubExpr(), ast);
  case CK_ArrayToPointerDecay:
    return isa<StringLiteral>(cast->getSubExpr()->IgnoreParens());
  default:
    return false;
  }
}

bool isSpeculatableBinary(const BinaryOperator *e, const ASTContext &ast) {
  if (!isSpeculatable(e->getLHS(), ast) || !isSpeculatable(e->getRHS(), ast))
    return false;
  if (e->isComparisonOp())
    return e->getOpcode() != BO_Cmp;
  if (e->isLogicalOp() || e->isBitwiseOp())
    return true;
  const bool isArithmetic = e->getOpcode() == BO_Add || e->getOpcode() == BO_Sub || e->getOpcode() == BO_Mul;
  // Signed overflow must not happen where the program would not have computed.
  return (isArithmetic && (e->getType()->isUnsignedIntegerType() || e->getType()->isRealFloatingType())) ||
         (e->getOpcode() == BO_Div && e->getType()->isRealFloatingType());
}

} // namespace

bool isSpeculatable(const Expr *e, const ASTContext &ast) {
  e = e->IgnoreParens();
  if (const auto *constant = dyn_cast<ConstantExpr>(e))
    return isSpeculatable(constant->getSubExpr(), ast);
  if (const auto *parameter = dyn_cast<SubstNonTypeTemplateParmExpr>(e))
    return isSpeculatable(parameter->getReplacement(), ast);
  if (isa<IntegerLiteral, FloatingLiteral, CXXBoolLiteralExpr, CharacterLiteral, CXXNullPtrLiteralExpr,
          UnaryExprOrTypeTraitExpr>(e))
    return true;
  if (const auto *reference = dyn_cast<DeclRefExpr>(e))
    return isa<EnumConstantDecl>(reference->getDecl());
  if (const auto *cast = dyn_cast<CastExpr>(e))
    return isSpeculatableCast(cast, ast);
  if (const auto *unary = dyn_cast<UnaryOperator>(e)) {
    const bool isFine = unary->getOpcode() == UO_LNot || unary->getOpcode() == UO_Not ||
                        unary->getOpcode() == UO_Plus ||
                        (unary->getOpcode() == UO_Minus && unary->getType()->isRealFloatingType());
    return isFine && isSpeculatable(unary->getSubExpr(), ast);
  }
  if (const auto *binary = dyn_cast<BinaryOperator>(e))
    return !binary->isAssignmentOp() && !binary->isPtrMemOp() && binary->getOpcode() != BO_Comma &&
           isSpeculatableBinary(binary, ast);
  return false;
}

} // namespace clangent::frontend
