// switch: a chain of Ifs where no segment falls into the next; otherwise segment k runs if the entry is at or before k
// and nothing has left the switch.
#include "Frontend/Control/Switches.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Control/Statements.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;

// The body as runs of statements, each behind its labels.
std::vector<Switches::Segment> Switches::segmentsOf(const SwitchStmt *s) {
  std::vector<Segment> segments;
  const auto *body = dyn_cast<CompoundStmt>(s->getBody());
  const StatementList list = listOf(s->getBody());
  for (const Stmt *statement : list) {
    statement = withoutAttributes(statement);
    if (isa<SwitchCase>(statement))
      segments.emplace_back();
    while (const auto *label = dyn_cast_or_null<SwitchCase>(statement)) {
      segments.back().labels.push_back(label);
      segments.back().isDefault |= isa<DefaultStmt>(label);
      statement = withoutAttributes(label->getSubStmt());
    }
    if (!segments.empty())
      segments.back().body.push_back(statement);
    else if (body && !isa<NullStmt>(statement))
      rooms.declarations.hoistDeclaration(statement);
  }
  return segments;
}

namespace {

// Does a break of the switch stand anywhere but at the end of the segment, where it does nothing?
bool breaksInside(llvm::ArrayRef<const Stmt *> body) {
  for (size_t i = 0; i < body.size(); ++i)
    if ((jumpsOut(body[i]) & jumpBreak) && !(i + 1 == body.size() && isa<BreakStmt>(body[i])))
      return true;
  return false;
}

bool segmentNeverFalls(llvm::ArrayRef<const Stmt *> body) {
  for (const Stmt *statement : body)
    if (neverFalls(statement))
      return true;
  return false;
}

} // namespace

bool Switches::canChain(const std::vector<Segment> &segments) {
  for (size_t k = 0; k + 1 < segments.size(); ++k)
    if (!segmentNeverFalls(segments[k].body))
      return false;
  return true;
}

// May what follows the switch go into it, behind the one way out that does not jump further? That is the way of values
// without a label; all segments must leave for good.
bool Switches::restIntoSwitch(const SwitchStmt *s) const {
  if (dispatches(s) || (jumpsOut(s->getBody()) & jumpBreak))
    return false;
  for (const SwitchCase *label = s->getSwitchCaseList(); label; label = label->getNextSwitchCase())
    if (isa<DefaultStmt>(label))
      return false;
  const StatementList list = listOf(s->getBody());
  bool leaves = false;
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *statement = withoutAttributes(list[i]);
    if (isa<SwitchCase>(statement)) {
      if (i > 0 && !leaves)
        return false;
      leaves = false;
    }
    leaves |= neverFalls(statement);
  }
  return leaves && !list.empty();
}

void Switches::lowerSwitch(const SwitchStmt *s, JumpSet falls, StatementSpan rest) {
  if (dispatches(s))
    return lowerDispatch(s);
  if (s->getInit())
    rooms.statements.lowerStatement(s->getInit(), noJump);
  if (const DeclStmt *variable = s->getConditionVariableDeclStmt())
    rooms.statements.lowerStatement(variable, noJump);
  state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
  const ValueId value = rooms.expressions.rvalue(s->getCond());
  std::vector<Segment> segments = segmentsOf(s);
  const bool isChain = canChain(segments);
  // The default comes last: labels exclude one another.
  if (isChain)
    std::stable_partition(segments.begin(), segments.end(), [](const Segment &segment) { return !segment.isDefault; });
  const bool needsFlag =
      !isChain || llvm::any_of(segments, [](const Segment &segment) { return breaksInside(segment.body); });
  const ValueId left = needsFlag ? rooms.regions.flag("left", false) : ValueId();
  const Exits::Target target(rooms.exits, {left, rooms.exits.innermost().skipped});
  if (isChain)
    lowerChain(segments, value, falls, rest);
  else
    lowerFallthrough(segments, value);
}

// The labels are targets like those of `goto`, and the body is a list that is entered by them.
void Switches::lowerDispatch(const SwitchStmt *s) {
  const ValueId left = rooms.regions.flag("left", false);
  const Exits::Target target(rooms.exits, {left, rooms.exits.innermost().skipped});
  JumpSet entries = rooms.labels.entriesOf(s);
  if (!rooms.labels.declareHead(s, {s->getInit(), s->getConditionVariableDeclStmt()}, entries))
    entries = noJump;
  rooms.labels.guarded(entries, [&] {
    if (s->getInit())
      rooms.statements.lowerStatement(s->getInit(), noJump);
    if (const DeclStmt *variable = s->getConditionVariableDeclStmt())
      rooms.statements.lowerStatement(variable, noJump);
    state.enterStatement(s->getBeginLoc(), s->getRParenLoc());
    dispatch(s, rooms.expressions.rvalue(s->getCond()));
  });
  rooms.labels.guarded(jumpBreak, [&] { rooms.statements.lowerList(listOf(s->getBody()), jumpBreak); });
}

void Switches::dispatch(const SwitchStmt *s, ValueId value) {
  llvm::SmallVector<const SwitchCase *, 8> labels;
  ValueId otherwise = rooms.exits.flagOf(jumpBreak);
  for (const SwitchCase *label = s->getSwitchCaseList(); label; label = label->getNextSwitchCase())
    if (isa<DefaultStmt>(label))
      otherwise = rooms.exits.flagOf(rooms.labels.bitOf(label));
    else
      labels.push_back(label);
  const auto jump = [&](ValueId flag) { b.store(flag, b.constantBool(true)); };
  if (labels.empty())
    return jump(otherwise);
  rooms.regions.alternatives(
      labels.size(), [&](size_t k) { return matches(labels[k], value); },
      [&](size_t k) { jump(rooms.exits.flagOf(rooms.labels.bitOf(labels[k]))); }, [&] { jump(otherwise); });
}

void Switches::lowerChain(llvm::ArrayRef<Segment> segments, ValueId value, JumpSet falls, StatementSpan rest) {
  const auto body = [&](const Segment &segment) {
    rooms.statements.lowerList(segment.body, (falls & ~JumpSet(jumpBreak)) | jumpBreak);
  };
  const bool hasDefault = !segments.empty() && segments.back().isDefault;
  const auto otherwise = [&] {
    if (hasDefault)
      return body(segments.back());
    // Behind the switch, where `break` means the loop's again.
    const Exits::Target behind(rooms.exits, rooms.exits.around());
    rooms.statements.lowerList(rest, falls);
  };
  const size_t count = segments.size() - hasDefault;
  if (count == 0)
    return otherwise();
  const auto condition = [&](size_t k) {
    state.enterStatement(segments[k].labels.front()->getBeginLoc(), segments[k].labels.front()->getColonLoc());
    return matches(segments[k].labels, value);
  };
  rooms.regions.alternatives(
      count, condition, [&](size_t k) { body(segments[k]); }, otherwise);
}

ir::ValueId Switches::matches(llvm::ArrayRef<const SwitchCase *> labels, ValueId value) {
  ValueId result;
  for (const SwitchCase *label : labels) {
    const auto *constant = dyn_cast<CaseStmt>(label);
    if (!constant)
      continue;
    const auto compared = [&](ir::Predicate predicate, const Expr *with) {
      return b.compare(predicate, value,
                       rooms.conversions.convert(rooms.expressions.rvalue(with), function[value].type));
    };
    const ValueId isMet = constant->getRHS()
                              ? b.select(compared(ir::Predicate::Ge, constant->getLHS()),
                                         compared(ir::Predicate::Le, constant->getRHS()), b.constantBool(false))
                              : compared(ir::Predicate::Eq, constant->getLHS());
    result = result ? b.select(result, b.constantBool(true), isMet) : isMet;
  }
  return result ? result : b.constantBool(false);
}

ir::ValueId Switches::segmentNumber(size_t k) {
  return b.constantInt(b.module.types.intType(), static_cast<int64_t>(k));
}

// The segment that is jumped to; their number where there is none.
ir::ValueId Switches::entryOf(llvm::ArrayRef<Segment> segments, ValueId value) {
  size_t otherwise = segments.size();
  for (size_t k = 0; k < segments.size(); ++k)
    if (segments[k].isDefault)
      otherwise = k;
  if (segments.size() > Regions::alternativesOfGroup) {
    const ValueId entry = b.local(b.module.types.intType(), "entry");
    rooms.regions.alternatives(
        segments.size(), [&](size_t k) { return matches(segments[k].labels, value); },
        [&](size_t k) { b.store(entry, segmentNumber(k)); }, [&] { b.store(entry, segmentNumber(otherwise)); });
    return b.load(entry);
  }
  ValueId entry = segmentNumber(otherwise);
  for (size_t k = segments.size(); k-- > 0;)
    entry = b.select(matches(segments[k].labels, value), segmentNumber(k), entry);
  return entry;
}

void Switches::lowerFallthrough(llvm::ArrayRef<Segment> segments, ValueId value) {
  const ValueId entry = entryOf(segments, value);
  JumpSet leaving = jumpBreak;
  for (size_t k = 0; k < segments.size(); ++k) {
    for (const Stmt *statement : segments[k].body)
      rooms.declarations.hoistDeclaration(statement);
    state.enterStatement(segments[k].labels.front()->getBeginLoc(), segments[k].labels.front()->getColonLoc());
    const ValueId entered = b.compare(ir::Predicate::Le, entry, segmentNumber(k));
    rooms.regions.branch(
        b.select(entered, rooms.exits.noneOf(leaving), b.constantBool(false)),
        [&] { rooms.statements.lowerList(segments[k].body, k + 1 == segments.size() ? JumpSet(jumpBreak) : noJump); },
        [] {});
    for (const Stmt *statement : segments[k].body)
      leaving |= rooms.labels.jumpsOut(statement);
  }
}

} // namespace clangent::frontend
