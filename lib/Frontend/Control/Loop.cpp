// Loops. Every loop is a While: with its own condition where that is pure, else with a flag that the iteration leaves.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"

namespace clangent::frontend {

using namespace clang;

FunctionLowering::Loop FunctionLowering::loopOf(const DeclStmt *variable, const Expr *condition, const Stmt *body,
                                                const Expr *increment) {
  Loop loop;
  loop.condition = [=] {
    if (variable)
      lowerStatement(variable, noJump);
    return condition ? rvalue(condition) : b.constantBool(true);
  };
  loop.declares = variable != nullptr;
  loop.canRepeatCondition = !condition || isSpeculatable(condition, ast);
  loop.body = body;
  if (increment)
    loop.increment = [=] {
      enterStatement(increment->getBeginLoc(), increment->getEndLoc());
      effect(increment);
    };
  return loop;
}

void FunctionLowering::lowerFor(const ForStmt *s) {
  if (s->getInit())
    lowerStatement(s->getInit(), noJump);
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(loopOf(s->getConditionVariableDeclStmt(), s->getCond(), s->getBody(), s->getInc()));
}

void FunctionLowering::lowerWhile(const WhileStmt *s) {
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(loopOf(s->getConditionVariableDeclStmt(), s->getCond(), s->getBody(), nullptr));
}

// A new loop or switch has flags of its own; those around it come back when it ends.
namespace {

template <class T> struct Restored {
  explicit Restored(T &variable) : variable(variable), before(variable) {}
  ~Restored() { variable = before; }
  T &variable;
  T before;
};

} // namespace

bool FunctionLowering::isPureRegion(ir::RegionId region) const {
  for (ir::OpId op : function[region].ops)
    if (!ir::isPure(function[op]))
      return false;
  return true;
}

void FunctionLowering::moveOps(ir::RegionId from, ir::RegionId to) {
  for (ir::OpId op : function[from].ops) {
    function[op].parent = to;
    for (ValueId v : function[op].results)
      function[v].owner = to;
    function[to].ops.push_back(op);
  }
  function[from].ops.clear();
}

void FunctionLowering::lowerLoop(const Loop &loop) {
  Restored<ValueId> outerBroke(broke), outerSkipped(skipped);
  const unsigned jumps = jumpsOut(loop.body);
  skipped = ValueId();
  broke = jumps & jumpBreak ? flag("broke", false) : ValueId();

  // The condition is lowered where it may stay if it turns out pure, and moved into the body otherwise.
  const ir::OpId loopOp = b.whileOp({});
  const ir::RegionId before = function[loopOp].regions[0];
  ValueId condition;
  lowerRegion(before, [&] { condition = loop.condition(); });
  const bool isLeftByFlag = jumps & (jumpBreak | jumpReturn);
  if (!loop.declares && (loop.canRepeatCondition || !isLeftByFlag) && isPureRegion(before))
    finishPureLoop(loopOp, loop, condition);
  else
    finishFlaggedLoop(loopOp, loop, condition);
}

// while (condition && !left) { body; if (!left) increment }
void FunctionLowering::finishPureLoop(ir::OpId loopOp, const Loop &loop, ValueId condition) {
  const unsigned left = jumpsOut(loop.body) & (jumpBreak | jumpReturn);
  const ir::RegionId before = function[loopOp].regions[0];
  lowerRegion(before, [&] {
    if (left)
      condition = b.select(noneOf(left), condition, b.constantBool(false));
  });
  function[before].yields = {condition};
  lowerRegion(function[loopOp].regions[1], [&] { lowerIteration(loop); });
}

// go = true; while (go) { if (condition) { body; if (left) go = false else increment } else go = false }
void FunctionLowering::finishFlaggedLoop(ir::OpId loopOp, const Loop &loop, ValueId condition) {
  const unsigned left = jumpsOut(loop.body) & (jumpBreak | jumpReturn);
  const ir::RegionId before = function[loopOp].regions[0], body = function[loopOp].regions[1];
  moveOps(before, body);
  const ir::RegionId outside = b.region();
  b.setRegion(outside, function[outside].ops.size() - 1);
  const ValueId go = flag("go", true);
  b.setRegion(outside);
  lowerRegion(before, [&] { function[before].yields = {b.load(go)}; });
  lowerRegion(body, [&] {
    auto iterate = [&] {
      lowerIteration(loop);
      if (left)
        b.store(go, noneOf(left));
    };
    branch(condition, iterate, [&] { b.store(go, b.constantBool(false)); });
  });
}

void FunctionLowering::lowerIteration(const Loop &loop) {
  const unsigned jumps = jumpsOut(loop.body);
  if (jumps & jumpContinue)
    skipped = flag("skipped", false);
  if (loop.prepare)
    loop.prepare();
  lowerList(listOf(loop.body), jumpContinue);
  if (!loop.increment)
    return;
  if (const unsigned left = jumps & (jumpBreak | jumpReturn))
    branch(noneOf(left), loop.increment, [] {});
  else
    loop.increment();
}

// go = true; while (go) { body; go = !left && condition }
void FunctionLowering::lowerDo(const DoStmt *s) {
  Restored<ValueId> outerBroke(broke), outerSkipped(skipped);
  const unsigned jumps = jumpsOut(s->getBody());
  const unsigned left = jumps & (jumpBreak | jumpReturn);
  skipped = ValueId();
  enterStatement(s->getBeginLoc(), s->getBeginLoc());
  broke = jumps & jumpBreak ? flag("broke", false) : ValueId();
  const ValueId go = flag("go", true);
  const ir::OpId loopOp = b.whileOp({});
  const ir::RegionId before = function[loopOp].regions[0];
  lowerRegion(before, [&] { function[before].yields = {b.load(go)}; });
  lowerRegion(function[loopOp].regions[1], [&] {
    if (jumps & jumpContinue)
      skipped = flag("skipped", false);
    lowerList(listOf(s->getBody()), jumpContinue);
    enterStatement(s->getWhileLoc(), s->getRParenLoc());
    auto decide = [&] { b.store(go, rvalue(s->getCond())); };
    if (left)
      branch(noneOf(left), decide, [&] { b.store(go, b.constantBool(false)); });
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

void FunctionLowering::lowerRange(const CXXForRangeStmt *s) {
  if (s->getInit())
    lowerStatement(s->getInit(), noJump);
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  const auto *range = dyn_cast<VarDecl>(s->getRangeStmt()->getSingleDecl());
  if (const auto *list = listBehind(range->getInit()))
    return lowerArrayRange(s, object(list->getSubExpr()));
  lowerStatement(s->getRangeStmt(), noJump);
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  if (range->getType().getNonReferenceType()->isConstantArrayType())
    return lowerArrayRange(s, places[range]);
  if (isListType(range->getType()))
    return lowerListRange(s, places[range]);
  lowerStatement(s->getBeginStmt(), noJump);
  lowerStatement(s->getEndStmt(), noJump);
  Loop loop = loopOf(nullptr, s->getCond(), s->getBody(), s->getInc());
  loop.prepare = [=] { lowerStatement(s->getLoopVarStmt(), noJump); };
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  lowerLoop(loop);
}

// By index, which later rooms see through better than through a pointer that runs.
void FunctionLowering::lowerCountedRange(const CXXForRangeStmt *s, ValueId count,
                                         llvm::function_ref<void(ValueId)> bind) {
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

void FunctionLowering::lowerArrayRange(const CXXForRangeStmt *s, ValueId array) {
  const ir::TypeTable &table = b.module.types;
  const uint64_t count = table[table.pointee(function[array].type)].count;
  const auto *begin = cast<VarDecl>(s->getBeginStmt()->getSingleDecl());
  lowerCountedRange(s, b.constantInt(table.sizeType(), static_cast<int64_t>(count)), [&](ValueId i) {
    values[begin] = convert(b.element(array, i), types.lower(begin->getType()));
    lowerStatement(s->getLoopVarStmt(), noJump);
  });
}

void FunctionLowering::lowerListRange(const CXXForRangeStmt *s, ValueId place) {
  const VarDecl *variable = s->getLoopVariable();
  lowerCountedRange(s, listSize(b.load(place)), [&](ValueId i) {
    const ValueId element = elementPlace(place, i);
    if (!variable->getType()->isReferenceType())
      copyObject(places[variable] = b.local(types.lower(variable->getType()), variable->getNameAsString()), element);
    else
      places[variable] = element;
    if (const auto *structured = dyn_cast<DecompositionDecl>(variable))
      bindStructured(structured);
  });
}

} // namespace clangent::frontend
