// Loops. Every loop is a While: with its own condition where that is pure, else with a flag that the iteration leaves.
#include "Frontend/Control/Loops.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Control/Statements.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Lists.h"
#include "Frontend/Objects/Objects.h"

namespace clangent::frontend {

using namespace clang;

Loops::Loop Loops::loopOf(const DeclStmt *variable, const Expr *condition, const Stmt *body, const Expr *increment) {
  Loop loop;
  loop.condition = [=] {
    if (variable)
      rooms.statements.lowerStatement(variable, noJump);
    return condition ? rooms.expressions.rvalue(condition) : b.constantBool(true);
  };
  loop.declares = variable != nullptr;
  loop.canRepeatCondition = !condition || isSpeculatable(condition, ast);
  loop.body = body;
  if (increment)
    loop.increment = [=] {
      state.enterStatement(increment->getBeginLoc(), increment->getEndLoc());
      rooms.expressions.effect(increment);
    };
  return loop;
}

// Where a jump into the body is on its way, nothing is asked.
Loops::Loop Loops::entered(JumpSet entries, Loop loop) {
  if (!entries)
    return loop;
  const auto asked = loop.condition;
  loop.condition = [=] {
    return rooms.regions.choose(
        rooms.exits.anyOf(entries), b.module.types.boolType(), [&] { return b.constantBool(true); }, asked);
  };
  loop.canRepeatCondition = false;
  return loop;
}

void Loops::lowerFor(const ForStmt *s) {
  JumpSet entries = rooms.labels.entriesOf(s);
  if (!rooms.labels.declareHead(s, s->getInit(), entries))
    entries = noJump;
  if (s->getInit())
    rooms.labels.guarded(entries, [&] { rooms.statements.lowerStatement(s->getInit(), noJump); });
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(entered(entries, loopOf(s->getConditionVariableDeclStmt(), s->getCond(), s->getBody(), s->getInc())));
}

void Loops::lowerWhile(const WhileStmt *s) {
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(entered(rooms.labels.entriesOf(s),
                    loopOf(s->getConditionVariableDeclStmt(), s->getCond(), s->getBody(), nullptr)));
}

bool Loops::isPureRegion(ir::RegionId region) const {
  for (ir::OpId op : function[region].ops)
    if (!ir::isPure(function[op]))
      return false;
  return true;
}

void Loops::moveOps(ir::RegionId from, ir::RegionId to) {
  for (ir::OpId op : function[from].ops) {
    function[op].parent = to;
    for (ValueId v : function[op].results)
      function[v].owner = to;
    function[to].ops.push_back(op);
  }
  function[from].ops.clear();
}

void Loops::lowerLoop(const Loop &loop) {
  const JumpSet jumps = rooms.labels.jumpsOut(loop.body);
  const ValueId broke = jumps & jumpBreak ? rooms.regions.flag("broke", false) : ValueId();
  const Exits::Target target(rooms.exits, {broke, ValueId()});

  // The condition is lowered where it may stay if it turns out pure, and moved into the body otherwise. What it
  // declares ends with the iteration.
  const ir::OpId loopOp = b.whileOp({});
  const ir::RegionId before = function[loopOp].regions[0];
  ValueId condition;
  if (loop.declares)
    return rooms.regions.lowerRegion(function[loopOp].regions[1], [&] {
      rooms.lifetimes.inScope([&] {
        condition = loop.condition();
        finishFlaggedLoop(loopOp, loop, condition);
      });
    });
  rooms.regions.lowerRegion(before, [&] { condition = loop.condition(); });
  const bool isLeftByFlag = jumps & ~JumpSet(jumpContinue);
  if ((loop.canRepeatCondition || !isLeftByFlag) && isPureRegion(before))
    finishPureLoop(loopOp, loop, condition);
  else
    finishFlaggedLoop(loopOp, loop, condition);
}

// while (condition && !left) { body; if (!left) increment }
void Loops::finishPureLoop(ir::OpId loopOp, const Loop &loop, ValueId condition) {
  const JumpSet left = rooms.labels.jumpsOut(loop.body) & ~JumpSet(jumpContinue);
  const ir::RegionId before = function[loopOp].regions[0];
  rooms.regions.lowerRegion(before, [&] {
    if (left)
      condition = b.select(rooms.exits.noneOf(left), condition, b.constantBool(false));
  });
  function[before].yields = {condition};
  rooms.regions.lowerRegion(function[loopOp].regions[1], [&] { lowerIteration(loop); });
}

// go = true; while (go) { if (condition) { body; if (left) go = false else increment } else go = false }
void Loops::finishFlaggedLoop(ir::OpId loopOp, const Loop &loop, ValueId condition) {
  const JumpSet left = rooms.labels.jumpsOut(loop.body) & ~JumpSet(jumpContinue);
  const ir::RegionId before = function[loopOp].regions[0], body = function[loopOp].regions[1];
  moveOps(before, body);
  const ir::RegionId current = b.region(), outside = function[loopOp].parent;
  b.setRegion(outside, function[outside].ops.size() - 1);
  const ValueId go = rooms.regions.flag("go", true);
  b.setRegion(current);
  rooms.regions.lowerRegion(before, [&] { function[before].yields = {b.load(go)}; });
  rooms.regions.lowerRegion(body, [&] {
    auto iterate = [&] {
      lowerIteration(loop);
      if (left)
        b.store(go, rooms.exits.noneOf(left));
    };
    rooms.regions.branch(condition, iterate, [&] { b.store(go, b.constantBool(false)); });
  });
}

void Loops::lowerIteration(const Loop &loop) {
  const JumpSet jumps = rooms.labels.jumpsOut(loop.body);
  if (jumps & jumpContinue)
    rooms.exits.setSkipped(rooms.regions.flag("skipped", false));
  rooms.lifetimes.inScope([&] {
    if (loop.prepare)
      loop.prepare();
    rooms.statements.lowerList(listOf(loop.body), jumpContinue);
  });
  if (!loop.increment)
    return;
  if (const JumpSet left = jumps & ~JumpSet(jumpContinue))
    rooms.regions.branch(rooms.exits.noneOf(left), loop.increment, [] {});
  else
    loop.increment();
}

// go = true; while (go) { body; go = !left && condition }
void Loops::lowerDo(const DoStmt *s) {
  const JumpSet jumps = rooms.labels.jumpsOut(s->getBody());
  const JumpSet left = jumps & ~JumpSet(jumpContinue);
  state.enterStatement(s->getBeginLoc(), s->getBeginLoc());
  const ValueId broke = jumps & jumpBreak ? rooms.regions.flag("broke", false) : ValueId();
  const Exits::Target target(rooms.exits, {broke, ValueId()});
  const ValueId go = rooms.regions.flag("go", true);
  const ir::OpId loopOp = b.whileOp({});
  const ir::RegionId before = function[loopOp].regions[0];
  rooms.regions.lowerRegion(before, [&] { function[before].yields = {b.load(go)}; });
  rooms.regions.lowerRegion(function[loopOp].regions[1], [&] {
    if (jumps & jumpContinue)
      rooms.exits.setSkipped(rooms.regions.flag("skipped", false));
    rooms.statements.lowerList(listOf(s->getBody()), jumpContinue);
    state.enterStatement(s->getWhileLoc(), s->getRParenLoc());
    auto decide = [&] { b.store(go, rooms.expressions.rvalue(s->getCond())); };
    if (left)
      rooms.regions.branch(rooms.exits.noneOf(left), decide, [&] { b.store(go, b.constantBool(false)); });
    else
      decide();
  });
}

namespace {

// { a, b, c }, as a range.
const CXXStdInitializerListExpr *listBehind(const Expr *e) {
  while (e) {
    if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(e))
      return list;
    const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e);
    e = temporary ? temporary->getSubExpr() : unwrapped(e);
  }
  return nullptr;
}

} // namespace

void Loops::lowerRange(const CXXForRangeStmt *s) {
  if (s->getInit())
    rooms.statements.lowerStatement(s->getInit(), noJump);
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  const auto *range = dyn_cast<VarDecl>(s->getRangeStmt()->getSingleDecl());
  if (const auto *list = listBehind(range->getInit()))
    return lowerArrayRange(s, rooms.places.object(list->getSubExpr()));
  rooms.statements.lowerStatement(s->getRangeStmt(), noJump);
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  if (range->getType().getNonReferenceType()->isConstantArrayType())
    return lowerArrayRange(s, state.places[range]);
  if (rooms.lists.isListType(range->getType()))
    return lowerListRange(s, state.places[range]);
  rooms.statements.lowerStatement(s->getBeginStmt(), noJump);
  rooms.statements.lowerStatement(s->getEndStmt(), noJump);
  Loop loop = loopOf(nullptr, s->getCond(), s->getBody(), s->getInc());
  loop.prepare = [=] { rooms.statements.lowerStatement(s->getLoopVarStmt(), noJump); };
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(loop);
}

// By index, which later rooms see through better than through a pointer that runs.
void Loops::lowerCountedRange(const CXXForRangeStmt *s, ValueId count, llvm::function_ref<void(ValueId)> bind) {
  const TypeId type = b.module.types.sizeType();
  const ValueId counter = b.local(type, "i");
  b.store(counter, b.constantInt(type, 0));
  Loop loop;
  loop.canRepeatCondition = true;
  loop.condition = [&] { return b.compare(ir::Predicate::Lt, b.load(counter), count); };
  loop.prepare = [&] { bind(b.load(counter)); };
  loop.body = s->getBody();
  loop.increment = [&] { b.store(counter, b.add(b.load(counter), b.constantInt(type, 1))); };
  lowerLoop(loop);
}

void Loops::lowerArrayRange(const CXXForRangeStmt *s, ValueId array) {
  const ir::TypeTable &table = b.module.types;
  const uint64_t count = table[table.pointee(function[array].type)].count;
  const auto *begin = cast<VarDecl>(s->getBeginStmt()->getSingleDecl());
  lowerCountedRange(s, b.constantInt(table.sizeType(), static_cast<int64_t>(count)), [&](ValueId i) {
    state.values[begin] = rooms.conversions.convert(b.element(array, i), types.lower(begin->getType()));
    rooms.statements.lowerStatement(s->getLoopVarStmt(), noJump);
  });
}

void Loops::lowerListRange(const CXXForRangeStmt *s, ValueId place) {
  const VarDecl *variable = s->getLoopVariable();
  lowerCountedRange(s, rooms.lists.listSize(b.load(place)), [&](ValueId i) {
    const ValueId element = rooms.elements.elementPlace(place, i);
    if (!variable->getType()->isReferenceType())
      rooms.objects.copyObject(
          state.places[variable] = b.local(types.lower(variable->getType()), variable->getNameAsString()), element);
    else
      state.places[variable] = element;
    if (const auto *structured = dyn_cast<DecompositionDecl>(variable))
      rooms.declarations.bindStructured(structured);
  });
}

} // namespace clangent::frontend
