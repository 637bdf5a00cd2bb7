#include "Frontend/Control/Labels.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"

namespace clangent::frontend {

using namespace clang;

// ---- targets and what jumps to them

void Labels::declareFlags(const Stmt *body) {
  targets = targetsOf(body);
  if (targets.size() > maxTargets) {
    refusals.refuseStatement(targets.back()->getBeginLoc(), DiagId::err_unsupported,
                             {"more than " + std::to_string(maxTargets) + " labels in a function"});
    targets.resize(maxTargets);
  }
  jumps.assign(targets.size(), 0);
  forEachJump(body, [&](size_t target) { ++jumps[target]; });
  for (const Stmt *target : targets) {
    const auto *label = dyn_cast<LabelStmt>(target);
    rooms.exits.addTarget(rooms.regions.flag(label ? "to_" + label->getDecl()->getNameAsString() : "to_case", false));
  }
}

// `targets.size()` if nothing jumps there by name.
size_t Labels::numberOf(const Stmt *target) const {
  return static_cast<size_t>(llvm::find(targets, target) - targets.begin());
}

JumpSet Labels::bitOf(const Stmt *target) const {
  const size_t number = numberOf(target);
  return number < targets.size() ? targetBit(number) : JumpSet(noJump);
}

JumpSet Labels::insideOf(const Stmt *s) const {
  JumpSet inside = noJump;
  if (!targets.empty())
    forEachStatement(s, [&](const Stmt *each) { inside |= bitOf(each); });
  return inside;
}

// The targets that a statement jumps to, wherever they stand, each as often: by `goto`, and the `case`s of a switch.
void Labels::forEachJump(const Stmt *statement, llvm::function_ref<void(size_t)> visit) const {
  const auto visitTarget = [&](const Stmt *target) {
    if (const size_t number = numberOf(target); number < targets.size())
      visit(number);
  };
  forEachStatement(statement, [&](const Stmt *s) {
    if (const auto *jump = dyn_cast<GotoStmt>(s))
      visitTarget(jump->getLabel()->getStmt());
    else if (const auto *choice = dyn_cast<SwitchStmt>(s))
      for (const SwitchCase *label = choice->getSwitchCaseList(); label; label = label->getNextSwitchCase())
        visitTarget(label);
  });
}

JumpSet Labels::namedIn(const Stmt *s) const {
  JumpSet names = noJump;
  forEachJump(s, [&](size_t target) { names |= targetBit(target); });
  return names;
}

JumpSet Labels::jumpsOut(const Stmt *s) const {
  const JumpSet others = frontend::jumpsOut(s);
  return targets.empty() ? others : others | (namedIn(s) & ~insideOf(s));
}

// What one arm of an `if` jumps to in the other.
JumpSet Labels::acrossArms(const Stmt *s) const {
  const auto *choice = dyn_cast<IfStmt>(s);
  if (targets.empty() || !choice || !choice->getElse())
    return noJump;
  return (namedIn(choice->getThen()) & insideOf(choice->getElse())) |
         (namedIn(choice->getElse()) & insideOf(choice->getThen()));
}

// Those that are jumped to from outside of the list, too.
JumpSet Labels::fromElsewhere(JumpSet among, StatementSpan list) const {
  if (among == noJump)
    return noJump;
  llvm::SmallVector<size_t, 8> here(targets.size());
  for (const Stmt *s : list)
    forEachJump(s, [&](size_t target) { ++here[target]; });
  JumpSet elsewhere = noJump;
  for (size_t k = 0; k < targets.size(); ++k)
    if (here[k] < jumps[k])
      elsewhere |= targetBit(k);
  return among & elsewhere;
}

JumpSet Labels::entriesOf(const Stmt *s) const { return fromElsewhere(insideOf(s), s) | acrossArms(s); }

bool Labels::concerns(StatementSpan list) const {
  if (targets.empty())
    return false;
  std::vector<Unit> labels;
  return llvm::any_of(list, [&](const Stmt *s) {
    s = addTargets(labels, s);
    return !labels.empty() || (s && entriesOf(s) != noJump);
  });
}

// ---- lists as units

// Labels in front of a statement, each a unit; returns the statement.
const Stmt *Labels::addTargets(std::vector<Unit> &units, const Stmt *s) const {
  for (;;) {
    s = withoutAttributes(s);
    const auto *label = dyn_cast_or_null<LabelStmt>(s);
    const auto *choice = dyn_cast_or_null<SwitchCase>(s);
    if (!label && !choice)
      return s;
    if (const JumpSet target = bitOf(s))
      units.push_back({Unit::Target, {}, target});
    s = label ? label->getSubStmt() : choice->getSubStmt();
  }
}

std::vector<Labels::Unit> Labels::unitsOf(StatementSpan list) const {
  std::vector<Unit> units;
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *s = addTargets(units, list[i]);
    if (!s)
      continue;
    if (!rooms.declarations.isHoistable(s)) {
      StatementList rest{s};
      rest.append(list.begin() + i + 1, list.end());
      JumpSet inside = noJump;
      for (const Stmt *each : rest)
        inside |= insideOf(each);
      units.push_back({Unit::Rest, rest, inside});
      break;
    }
    if (const JumpSet entries = entriesOf(s)) {
      units.push_back({Unit::Entered, {s}, entries});
      continue;
    }
    // What stands behind a jump back is not part of that loop.
    JumpSet before = noJump;
    for (const Unit &unit : units)
      before |= unit.entries;
    if (units.empty() || units.back().kind != Unit::Plain || (jumpsFrom(units.back()) & before))
      units.emplace_back();
    units.back().statements.push_back(s);
  }
  return units;
}

JumpSet Labels::jumpsFrom(const Unit &unit) const {
  JumpSet leaving = noJump;
  for (const Stmt *s : unit.statements)
    leaving |= jumpsOut(s) | acrossArms(s);
  return leaving;
}

// Where what jumps back overlaps, it is one loop.
std::vector<Labels::Cycle> Labels::cyclesOf(Units units) const {
  std::vector<Cycle> cycles;
  for (size_t begin = 0; begin < units.size(); ++begin)
    for (size_t end = units.size(); end > begin; --end) {
      const JumpSet back = units[begin].entries & jumpsFrom(units[end - 1]);
      if (units[begin].kind == Unit::Rest || back == noJump)
        continue;
      if (!cycles.empty() && cycles.back().end > begin) {
        cycles.back().end = std::max(cycles.back().end, end);
        cycles.back().back |= back;
      } else {
        cycles.push_back({begin, end, back});
      }
    }
  return cycles;
}

// ---- lowering

bool Labels::declareHead(const Stmt *s, llvm::ArrayRef<const Stmt *> head, JumpSet entries) {
  for (const Stmt *declaration : head) {
    if (!declaration || entries == noJump)
      continue;
    if (!rooms.declarations.isHoistable(declaration)) {
      refusals.refuseStatement(s->getBeginLoc(), DiagId::err_unsupported,
                               {"a jump past what the head of this statement declares"});
      return false;
    }
    rooms.declarations.hoistDeclaration(declaration);
  }
  return true;
}

void Labels::guarded(JumpSet jumps, llvm::function_ref<void()> body) {
  if (jumps == noJump)
    return body();
  rooms.regions.branch(rooms.exits.noneOf(jumps), body, [] {});
}

void Labels::lowerList(StatementSpan list, JumpSet falls) {
  const std::vector<Unit> units = unitsOf(list);
  JumpSet pending = noJump;
  for (const Unit &unit : units) {
    for (const Stmt *s : unit.statements)
      if (unit.kind == Unit::Plain)
        rooms.declarations.hoistDeclaration(s);
    if (unit.kind == Unit::Target || unit.kind == Unit::Entered)
      pending |= unit.entries;
  }
  lowerUnits(units, fromElsewhere(pending, list), falls);
}

// `pending`: the jumps that may be on their way; returns those behind the units.
JumpSet Labels::lowerUnits(Units units, JumpSet pending, JumpSet falls) {
  const std::vector<Cycle> cycles = cyclesOf(units);
  auto cycle = cycles.begin();
  for (size_t k = 0; k < units.size();) {
    if (cycle == cycles.end() || cycle->begin != k) {
      pending = lowerUnit(units.drop_front(k), pending, falls);
      ++k;
      continue;
    }
    pending = lowerCycle(units.slice(k, cycle->end - k), cycle->back, pending);
    k = cycle->end;
    ++cycle;
  }
  return pending;
}

// The first of the units.
JumpSet Labels::lowerUnit(Units units, JumpSet pending, JumpSet falls) {
  const Unit &unit = units.front();
  if (unit.kind == Unit::Target) {
    if (pending & unit.entries)
      b.store(rooms.exits.flagOf(unit.entries), b.constantBool(false));
    return pending & ~unit.entries;
  }
  if (unit.kind == Unit::Entered) {
    guarded(pending & ~unit.entries, [&] { rooms.statements.lowerStatement(unit.statements.front(), noJump); });
    return (pending & ~unit.entries) | jumpsFrom(unit);
  }
  // A jump to what comes next is none.
  JumpSet next = noJump;
  size_t k = 1;
  for (; k < units.size() && units[k].kind == Unit::Target; ++k)
    next |= units[k].entries;
  if (k == units.size())
    next |= falls;
  guarded(pending, [&] {
    if (unit.kind == Unit::Rest)
      lowerRest(unit.statements, next);
    else
      rooms.statements.lowerList(unit.statements, next);
  });
  return pending | jumpsFrom(unit);
}

void Labels::lowerRest(StatementSpan list, JumpSet falls) {
  if (rooms.statements.declaresEnding(list.front()))
    return rooms.statements.lowerScope(list, falls);
  rooms.statements.lowerStatement(list.front(), noJump);
  rooms.statements.lowerList(list.drop_front(), falls);
}

// do { units } while (a jump back is on its way)
JumpSet Labels::lowerCycle(Units units, JumpSet back, JumpSet pending) {
  JumpSet inside = noJump, behind = noJump;
  for (const Unit &unit : units)
    inside |= unit.entries;
  guarded(pending & ~inside, [&] {
    const ValueId again = rooms.regions.flag("again", true);
    const ir::OpId loop = b.whileOp({});
    const ir::RegionId before = function[loop].regions[0];
    rooms.regions.lowerRegion(before, [&] { function[before].yields = {b.load(again)}; });
    rooms.regions.lowerRegion(function[loop].regions[1], [&] {
      JumpSet on = (pending & inside) | back;
      for (size_t k = 0; k < units.size(); ++k)
        on = lowerUnit(units.drop_front(k), on, noJump);
      behind = on & ~back;
      b.store(again, rooms.exits.anyOf(back));
    });
  });
  return (pending & ~inside) | behind;
}

} // namespace clangent::frontend
