// Statements. Jumps become structure where they can: the code behind an `if` that jumps goes into its other arm, and a
// jump that does what running off the end would do is nothing. What is left sets a flag that guards the remainder. A
// list of many jumps is a sequence of groups, each guarded by the flags of those before it, so that depth does not
// grow.
#include "Frontend/Control/Statements.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Loops.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Control/Switches.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Values.h"

#include "clang/AST/StmtOpenMP.h"

namespace clangent::frontend {

using namespace clang;

StatementList listOf(const Stmt *s) {
  StatementList list;
  if (const auto *compound = dyn_cast_or_null<CompoundStmt>(s))
    list.append(compound->body_begin(), compound->body_end());
  else if (s)
    list.push_back(s);
  return list;
}

StatementList Statements::joined(const Stmt *first, StatementSpan rest) {
  // What is declared in a block dies where it ends.
  StatementList list = declaresEndingInside(first) ? StatementList{first} : listOf(first);
  list.append(rest.begin(), rest.end());
  return list;
}

// Where each group but the first begins; none where the list jumps only so often that nesting the remainders reads
// well. Behind a name that cannot be declared before the groups, the remainder stays together.
llvm::SmallVector<size_t, 8> Statements::groupsOf(StatementSpan list) {
  constexpr unsigned exitsOfGroup = 8;
  llvm::SmallVector<size_t, 8> begins;
  unsigned exits = 0;
  bool hasJumped = false;
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *s = withoutAttributes(list[i]);
    if (hasJumped && !rooms.declarations.isHoistable(s))
      break;
    const bool jumps = rooms.labels.jumpsOut(s) != noJump;
    if (jumps && exits == exitsOfGroup) {
      begins.push_back(i);
      exits = 0;
    }
    exits += jumps;
    hasJumped |= jumps;
    if (neverFalls(s))
      break;
  }
  return begins;
}

void Statements::lowerList(StatementSpan list, JumpSet falls) {
  if (rooms.labels.concerns(list))
    return rooms.labels.lowerList(list, falls);
  for (size_t i = 0; i < list.size() && rooms.labels.jumpsOut(list[i]) == noJump; ++i)
    if (declaresEnding(withoutAttributes(list[i]))) {
      lowerNested(list.take_front(i), noJump);
      return lowerScope(list.drop_front(i), falls);
    }
  const llvm::SmallVector<size_t, 8> begins = groupsOf(list);
  if (begins.empty())
    return lowerNested(list, falls);
  const auto firstJump = llvm::find_if(list, [&](const Stmt *s) { return rooms.labels.jumpsOut(s) != noJump; });
  for (const Stmt *s : llvm::make_range(firstJump, list.begin() + begins.back()))
    rooms.declarations.hoistDeclaration(withoutAttributes(s));
  lowerNested(list.take_front(begins.front()), noJump);
  JumpSet jumps = noJump;
  for (size_t k = 0; k < begins.size(); ++k) {
    const bool isLast = k + 1 == begins.size();
    const size_t before = k ? begins[k - 1] : 0, end = isLast ? list.size() : begins[k + 1];
    for (const Stmt *s : list.slice(before, begins[k] - before))
      jumps |= rooms.labels.jumpsOut(s);
    rooms.regions.branch(
        rooms.exits.noneOf(jumps),
        [&] { lowerNested(list.slice(begins[k], end - begins[k]), isLast ? falls : noJump); }, [] {});
  }
}

// From the declaration of an object on, whose code runs where it dies: behind everything that follows. C++ destroys
// what it declares behind what operations destroy, so that the two kinds have scopes of their own.
void Statements::lowerScope(StatementSpan list, JumpSet falls) {
  const bool isClosed = rooms.closedCalls.declaresClosed(withoutAttributes(list.front()));
  const auto isOther = [&](const Stmt *s) {
    return isClosed ? rooms.lifetimes.declaresDestroyed(s) : rooms.closedCalls.declaresClosed(s);
  };
  const auto lower = [&] {
    do {
      falls = rooms.lifetimes.fallsInside(withoutAttributes(list.front()), falls);
      lowerStatement(list.front(), noJump);
      list = list.drop_front();
    } while (!list.empty() && rooms.labels.jumpsOut(list.front()) == noJump &&
             !isOther(withoutAttributes(list.front())) && !rooms.labels.concerns(list));
    if (!list.empty())
      lowerList(list, falls);
  };
  if (isClosed)
    rooms.closedCalls.inScope([&] { rooms.lifetimes.inScope(lower); });
  else
    rooms.lifetimes.inScope(lower);
}

bool Statements::declaresEnding(const Stmt *s) {
  return rooms.closedCalls.declaresClosed(s) || rooms.lifetimes.declaresDestroyed(s);
}

bool Statements::hasEndingHead(const Stmt *s) {
  return rooms.closedCalls.hasClosedHead(s) || rooms.lifetimes.hasDestroyedHead(s);
}

bool Statements::declaresEndingInside(const Stmt *block) {
  return rooms.closedCalls.declaresClosedInside(block) || rooms.lifetimes.declaresDestroyedInside(block);
}

// The remainder behind each jump is nested in what the jump leaves.
void Statements::lowerNested(StatementSpan list, JumpSet falls) {
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *s = withoutAttributes(list[i]);
    const StatementSpan rest = list.drop_front(i + 1);
    if (declaresEnding(s))
      return lowerScope(list.drop_front(i), falls);
    if (rest.empty() || neverFalls(s))
      return lowerStatement(s, falls); // what stands behind is never reached
    const JumpSet jumps = rooms.labels.jumpsOut(s);
    if (jumps == noJump) {
      lowerStatement(s, noJump);
      continue;
    }
    if (hasEndingHead(s)) {
      lowerStatement(s, noJump);
      return lowerGuarded(jumps, rest, falls);
    }
    const auto *choice = dyn_cast<IfStmt>(s);
    if (choice && (neverFalls(choice->getThen()) || neverFalls(choice->getElse())))
      return lowerIf(choice, falls, rest);
    if (const auto *cases = dyn_cast<SwitchStmt>(s); cases && rooms.switches.restIntoSwitch(cases))
      return rooms.switches.lowerSwitch(cases, falls, rest);
    if (isa<CompoundStmt>(s) && !declaresEndingInside(s))
      return lowerList(joined(s, rest), falls);
    lowerStatement(s, noJump);
    return lowerGuarded(jumps, rest, falls);
  }
}

void Statements::lowerGuarded(JumpSet jumps, StatementSpan rest, JumpSet falls) {
  rooms.regions.branch(
      rooms.exits.noneOf(jumps), [&] { lowerList(rest, falls); }, [] {});
}

void Statements::lowerStatement(const Stmt *s, JumpSet falls) {
  s = withoutAttributes(s);
  if (!s)
    return;
  const auto lower = [&] { lowerInScope(s, falls); };
  const auto lowerEnding = [&] {
    falls = rooms.lifetimes.fallsInside(s, falls);
    rooms.lifetimes.inScope(lower);
  };
  if (rooms.closedCalls.hasClosedHead(s))
    rooms.closedCalls.inScope(lowerEnding);
  else if (rooms.lifetimes.hasDestroyedHead(s))
    lowerEnding();
  else
    lower();
}

// What is declared in front of the statement's body is in a block of its own already.
void Statements::lowerInScope(const Stmt *s, JumpSet falls) {
  if (const auto *compound = dyn_cast<CompoundStmt>(s))
    return lowerList(listOf(compound), falls);
  if (const auto *choice = dyn_cast<IfStmt>(s))
    return lowerIf(choice, falls, {});
  if (const auto *cases = dyn_cast<SwitchStmt>(s))
    return rooms.switches.lowerSwitch(cases, falls, {});
  if (isa<NullStmt>(s))
    return;
  if (isa<BreakStmt>(s) || isa<ContinueStmt>(s)) {
    state.enterStatement(s->getBeginLoc(), s->getEndLoc());
    return lowerJump(isa<BreakStmt>(s) ? jumpBreak : jumpContinue, falls);
  }
  if (isa<GotoStmt>(s)) {
    state.enterStatement(s->getBeginLoc(), s->getEndLoc());
    return lowerJump(rooms.labels.jumpsOut(s), falls);
  }
  if (isa<LabelStmt, SwitchCase>(s))
    return lowerLabelled(s, falls);
  if (const auto *end = dyn_cast<ReturnStmt>(s))
    return lowerReturn(end, falls);
  if (const auto *loop = dyn_cast<ForStmt>(s))
    return rooms.loops.lowerFor(loop);
  if (const auto *loop = dyn_cast<WhileStmt>(s))
    return rooms.loops.lowerWhile(loop);
  if (const auto *loop = dyn_cast<DoStmt>(s))
    return rooms.loops.lowerDo(loop);
  if (const auto *loop = dyn_cast<CXXForRangeStmt>(s))
    return rooms.loops.lowerRange(loop);
  lowerOther(s);
}

void Statements::lowerOther(const Stmt *s) {
  const Location at = s->getBeginLoc();
  state.enterStatement(at, s->getEndLoc());
  if (const auto *e = dyn_cast<Expr>(s))
    return rooms.expressions.effect(e);
  if (isa<OMPExecutableDirective>(s))
    return refusals.refuseStatement(at, DiagId::err_unsupported, {"an OpenMP directive"});
  switch (s->getStmtClass()) {
  case Stmt::DeclStmtClass:
    return rooms.declarations.lowerDeclarations(cast<DeclStmt>(s));
  case Stmt::IndirectGotoStmtClass:
    return refusals.refuseStatement(at, DiagId::err_goto);
  case Stmt::CXXTryStmtClass:
    return refusals.refuseStatement(at, DiagId::err_try);
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
    return refusals.refuseStatement(at, DiagId::err_unsupported, {"inline assembly"});
  case Stmt::CoroutineBodyStmtClass:
  case Stmt::CoreturnStmtClass:
    return refusals.refuseStatement(at, DiagId::err_unsupported, {"a coroutine"});
  default:
    return refusals.refuseStatement(at, DiagId::err_unsupported,
                                    {std::string("a statement of kind '") + s->getStmtClassName() + "'"});
  }
}

// As a list, unless nothing jumps there.
void Statements::lowerLabelled(const Stmt *s, JumpSet falls) {
  if (rooms.labels.bitOf(s) != noJump)
    return lowerList(s, falls);
  const auto *label = dyn_cast<LabelStmt>(s);
  lowerStatement(label ? label->getSubStmt() : cast<SwitchCase>(s)->getSubStmt(), falls);
}

void Statements::lowerJump(JumpSet jump, JumpSet falls) {
  if (falls & jump)
    return;
  if (const ValueId flag = rooms.exits.flagOf(jump))
    b.store(flag, b.constantBool(true));
}

void Statements::lowerReturn(const ReturnStmt *s, JumpSet falls) {
  state.enterStatement(s->getBeginLoc(), s->getEndLoc());
  const Expr *e = s->getRetValue();
  if (state.resultObject) {
    const VarDecl *returned = s->getNRVOCandidate();
    if (!(returned && rooms.declarations.isReturnedInPlace(returned)) &&
        types.objectProblem(state.decl->getReturnType()).empty())
      rooms.initialization.initialize(state.resultPlace, e, state.decl->getReturnType());
  } else if (function.resultKind == ir::ResultKind::Void) {
    if (e)
      rooms.expressions.effect(e);
  } else {
    const bool isReference = function.resultKind == ir::ResultKind::Reference;
    const bool isValue = !isReference && rooms.values.isValueType(e->getType());
    const ValueId value = rooms.conversions.convert(isReference ? rooms.places.place(e)
                                                    : isValue   ? rooms.values.valueOf(e)
                                                                : rooms.expressions.rvalue(e),
                                                    function.resultType);
    if (state.resultPlace)
      b.store(state.resultPlace, value);
    else
      state.directResult = value;
  }
  lowerJump(jumpReturn, falls);
}

namespace {

bool isDecidedEarly(const IfStmt *s) { return s->isConsteval() || s->isConstexpr(); }

// if ... else if ... else if ..., as far as all that is declared in the conditions can be declared before them.
// What ends with a condition ends in a scope of its own.
llvm::SmallVector<const IfStmt *, 8> chainOf(const IfStmt *s, Declarations &declarations,
                                             llvm::function_ref<bool(const Stmt *)> hasEndingHead) {
  llvm::SmallVector<const IfStmt *, 8> chain;
  const auto isGood = [&](const Stmt *declaration) { return !declaration || declarations.isHoistable(declaration); };
  while (s && !isDecidedEarly(s)) {
    if (!chain.empty() && hasEndingHead(s))
      break;
    chain.push_back(s);
    if (!isGood(s->getInit()) || !isGood(s->getConditionVariableDeclStmt()))
      break;
    s = dyn_cast_or_null<IfStmt>(withoutAttributes(s->getElse()));
  }
  return chain;
}

} // namespace

ir::ValueId Statements::lowerCondition(const IfStmt *s) {
  if (s->getInit())
    lowerStatement(s->getInit(), noJump);
  if (const DeclStmt *variable = s->getConditionVariableDeclStmt())
    lowerStatement(variable, noJump);
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  return rooms.expressions.rvalue(s->getCond());
}

// Where a jump into one of the arms is on its way, that decides.
ir::ValueId Statements::lowerEnteredCondition(const IfStmt *s, JumpSet entries) {
  if (!rooms.labels.declareHead(s, {s->getInit(), s->getConditionVariableDeclStmt()}, entries))
    return lowerCondition(s);
  const JumpSet then = entries & rooms.labels.insideOf(s->getThen());
  return rooms.regions.choose(
      rooms.exits.anyOf(entries), b.module.types.boolType(), [&] { return rooms.exits.anyOf(then); },
      [&] { return lowerCondition(s); });
}

void Statements::lowerIfChain(llvm::ArrayRef<const IfStmt *> chain, JumpSet falls, StatementSpan rest) {
  for (const IfStmt *s : chain) {
    rooms.declarations.hoistDeclaration(s->getInit());
    rooms.declarations.hoistDeclaration(s->getConditionVariableDeclStmt());
  }
  // What stands behind is reached from the last arm alone, or guarded by the jumps of all.
  const bool restGoesElse = llvm::all_of(chain, [](const IfStmt *s) { return neverFalls(s->getThen()); });
  const bool isGuarded = !restGoesElse && !rest.empty();
  const StatementList last = joined(chain.back()->getElse(), restGoesElse ? rest : StatementSpan());
  const JumpSet armFalls = isGuarded ? JumpSet(noJump) : falls;
  rooms.regions.alternatives(
      chain.size(), [&](size_t k) { return lowerCondition(chain[k]); },
      [&](size_t k) { lowerList(listOf(chain[k]->getThen()), armFalls); }, [&] { lowerList(last, armFalls); });
  if (isGuarded)
    lowerGuarded(rooms.labels.jumpsOut(chain.front()), rest, falls);
}

void Statements::lowerIf(const IfStmt *s, JumpSet falls, StatementSpan rest) {
  if (isDecidedEarly(s)) {
    if (s->getInit())
      lowerStatement(s->getInit(), noJump);
    const Stmt *taken = s->isNegatedConsteval() ? s->getThen() : s->getElse();
    if (s->isConstexpr()) {
      const auto chosen = s->getNondiscardedCase(ast);
      taken = chosen ? *chosen : nullptr;
    }
    return lowerList(joined(taken, rest), falls);
  }
  const JumpSet entries = rooms.labels.entriesOf(s);
  if (const auto chain = chainOf(s, rooms.declarations, [&](const Stmt *of) { return hasEndingHead(of); });
      !entries && chain.size() > Regions::alternativesOfGroup)
    return lowerIfChain(chain, falls, rest);
  const ValueId condition = entries ? lowerEnteredCondition(s, entries) : lowerCondition(s);
  const bool restGoesElse = neverFalls(s->getThen());
  const StatementList then = joined(s->getThen(), restGoesElse ? StatementSpan() : rest);
  const StatementList otherwise = joined(s->getElse(), restGoesElse ? rest : StatementSpan());
  rooms.regions.branch(
      condition, [&] { lowerList(then, falls); }, [&] { lowerList(otherwise, falls); });
}

} // namespace clangent::frontend
