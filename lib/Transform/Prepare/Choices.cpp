#include "Transform/Prepare/Choices.h"
#include "IR/Builder.h"
#include "Transform/Edit/Replacements.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <map>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// Every access becomes as many as there are objects: to one of many it stays one.
constexpr unsigned mostSteps = 24;

// A place: the steps from an object, or one of two places.
struct Choice {
  ValueId object;          // none: one of two places
  std::vector<OpId> steps; // from there
  ValueId condition = {};
  std::vector<Choice> places = {};
};

class Opener {
public:
  Opener(Module &module, Function &function) : module(module), f(function), uses(function), replaced(function) {}

  // Was there anything?
  bool run() {
    std::vector<ValueId> chosen;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::If || f[id].code == Opcode::Select)
        for (ValueId v : f[id].results)
          if (isOpened(id, v))
            chosen.push_back(v);
    });
    for (ValueId v : chosen)
      open(v, choiceOf(v), {});
    if (chosen.empty())
      return false;
    for (size_t r = 0; r < f.regions.size(); ++r) {
      for (OpId id : f[RegionId(r)].ops)
        replaced.rewriteOperands(id);
      replaced.rewriteYields(RegionId(r));
    }
    while (dropDead(f.body, Uses(f))) {
    }
    return true;
  }

private:
  bool isStepByName(const Op &op) const { return op.code == Opcode::Field || op.code == Opcode::Element; }
  bool isPointerCast(const Op &op) const {
    return op.code == Opcode::Cast && module.types.isPointer(f[op.results[0]].type) &&
           module.types.isPointer(f[op.operands[0]].type);
  }

  // Is it a choice of objects that are there before it, for what lies in them?
  bool isOpened(OpId choice, ValueId v) const {
    unsigned left = mostSteps;
    return module.types.isPointer(f[v].type) && isThereBefore(v, f[choice].parent, left) && isReachedByName(v);
  }

  // What the function takes by reference is an object too; what pointers lead to may be none.
  bool isReferred(ValueId v) const {
    return std::any_of(f.parameters.begin(), f.parameters.end(), [&](const Parameter &parameter) {
      return parameter.value == v && parameter.kind != ParameterKind::Value;
    });
  }

  // Does it lead to an object that is known in the region, or to one of several? `left`: as far as it is looked into.
  bool isThereBefore(ValueId v, RegionId region, unsigned &left) const {
    if (left == 0)
      return false;
    --left;
    const Op *op = f.definingOp(v);
    if (!op)
      return isReferred(v);
    if (op->code == Opcode::Local)
      return f.encloses(op->parent, region);
    if (op->code == Opcode::Call)
      return module[op->callee].resultKind == ResultKind::Object && f.encloses(op->parent, region);
    if (op->code == Opcode::Select)
      return isThereBefore(op->operands[1], region, left) && isThereBefore(op->operands[2], region, left);
    if (op->code == Opcode::If) {
      const size_t k = resultNumber(*op, v);
      return isThereBefore(f[op->regions[0]].yields[k], region, left) &&
             isThereBefore(f[op->regions[1]].yields[k], region, left);
    }
    return (isStepByName(*op) || isPointerCast(*op)) && isThereBefore(op->operands[0], region, left);
  }

  // What decides whether a While goes on has no branches.
  bool isInCondition(RegionId region) const {
    for (; region; region = f.enclosing(region))
      if (const OpId parent = f[region].parent; parent && f[parent].code == Opcode::While && f[parent].regions[0] == region)
        return true;
    return false;
  }

  // A choice among choices is opened with the outermost.
  bool isReachedByName(ValueId v) const {
    return std::all_of(uses.of(v).begin(), uses.of(v).end(), [&](const Use &use) {
      if (!use.op || isInCondition(f[use.op].parent))
        return false;
      const Op &op = f[use.op];
      if (isCalled(op))
        return true;
      if (use.operand != 0)
        return false;
      return isAccess(op.code) || ((isStepByName(op) || isPointerCast(op)) && isReachedByName(op.results[0]));
    });
  }

  // A function that stays a call, and gives back what can leave an arm.
  bool isCalled(const Op &op) const {
    return op.code == Opcode::Call && (op.results.empty() || !module.types.isPointer(f[op.results[0]].type));
  }

  static size_t resultNumber(const Op &op, ValueId v) {
    return static_cast<size_t>(std::find(op.results.begin(), op.results.end(), v) - op.results.begin());
  }

  Choice choiceOf(ValueId v) const {
    const OpId made = f[v].definition;
    if (!made || f[made].code == Opcode::Local || f[made].code == Opcode::Call)
      return {v, {}};
    const Op &op = f[made];
    if (op.code == Opcode::Select)
      return {{}, {}, op.operands[0], {choiceOf(op.operands[1]), choiceOf(op.operands[2])}};
    if (op.code == Opcode::If) {
      const size_t k = resultNumber(op, v);
      return {{}, {}, op.operands[0], {choiceOf(f[op.regions[0]].yields[k]), choiceOf(f[op.regions[1]].yields[k])}};
    }
    Choice choice = choiceOf(op.operands[0]);
    choice.steps.push_back(made);
    return choice;
  }

  // A condition or an index that is computed in an arm leaves it; where the arm is not taken nobody reads it. The body
  // of a While sees what its condition computes.
  ValueId visible(ValueId v, RegionId region) {
    while (!f.encloses(f[v].owner, region) && f[f[f[v].owner].parent].code == Opcode::If) {
      ValueId &outside = lifted[v];
      if (!outside) {
        const RegionId owner = f[v].owner;
        const OpId branch = f[owner].parent;
        for (RegionId arm : std::vector<RegionId>(f[branch].regions)) {
          Builder b(module, f, arm);
          const ValueId yielded = arm == owner ? v : b.zero(f[v].type);
          f[arm].yields.push_back(yielded);
        }
        outside = Builder(module, f, f[branch].parent).addResult(branch, f[v].type, f[v].name);
      }
      v = outside;
    }
    return v;
  }

  // Every access through v, to which `steps` lead from the choice.
  void open(ValueId v, const Choice &choice, const std::vector<OpId> &steps) {
    for (const Use &use : uses.of(v)) {
      if (opened.count(use.op))
        continue;
      if (!isAccess(f[use.op].code) && !isCalled(f[use.op])) {
        std::vector<OpId> further = steps;
        further.push_back(use.op);
        open(f[use.op].results[0], choice, further);
        continue;
      }
      const Op op = f[use.op];
      Builder b(module, f, op.parent);
      b.setRegion(op.parent, positionOf(use.op));
      b.setStatement(op.statement, op.at);
      if (const ValueId value = access(b, op, use.operand, choice, steps))
        replaced.replace(op.results[0], value);
      std::vector<OpId> &ops = f[op.parent].ops;
      ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(positionOf(use.op)));
      opened.insert(use.op);
    }
  }

  size_t positionOf(OpId id) const {
    const std::vector<OpId> &ops = f[f[id].parent].ops;
    return static_cast<size_t>(std::find(ops.begin(), ops.end(), id) - ops.begin());
  }

  // Makes the access anew, in the object that was chosen, which is this operand of it; gives its result.
  ValueId access(Builder &b, const Op &op, unsigned operand, const Choice &choice, const std::vector<OpId> &behind) {
    std::vector<OpId> steps = choice.steps;
    steps.insert(steps.end(), behind.begin(), behind.end());
    if (choice.object)
      return accessObject(b, op, operand, choice.object, steps);
    const RegionId outer = b.region();
    const ValueId condition = visible(choice.condition, outer);
    const OpId branch = b.ifOp(condition);
    for (unsigned k : {0u, 1u}) {
      const RegionId arm = f[branch].regions[k];
      Builder inside(module, f, arm);
      inside.setStatement(op.statement, op.at);
      if (const ValueId value = access(inside, op, operand, choice.places[k], steps))
        f[arm].yields.push_back(value);
    }
    return op.results.empty() ? ValueId() : b.addResult(branch, f[op.results[0]].type);
  }

  ValueId accessObject(Builder &b, const Op &op, unsigned operand, ValueId place, const std::vector<OpId> &steps) {
    for (OpId step : steps) {
      std::vector<ValueId> operands = f[step].operands;
      operands[0] = place;
      for (size_t k = 1; k < operands.size(); ++k)
        operands[k] = visible(operands[k], b.region());
      place = b.again(f[step].results[0], operands);
    }
    std::vector<ValueId> operands = op.operands;
    operands[operand] = place;
    std::vector<TypeId> results;
    results.reserve(op.results.size());
    for (ValueId v : op.results)
      results.push_back(f[v].type);
    if (op.code == Opcode::Call) {
      const OpId call = b.call(op.callee, operands, results);
      return results.empty() ? ValueId() : b.result(call, 0);
    }
    if (op.code == Opcode::Load)
      return b.cast(b.load(place), results[0]);
    if (op.code == Opcode::Store)
      b.store(place, operands[1]);
    else
      b.update(place, operands[1]);
    return {};
  }

  // Addresses and choices of them that nobody uses any more would keep objects whole. Was there one?
  bool dropDead(RegionId region, const Uses &after) {
    bool isChanged = false;
    const auto isUnused = [&](ValueId v) { return module.types.isPointer(f[v].type) && after.of(v).empty(); };
    std::vector<OpId> &ops = f[region].ops;
    const auto isDead = [&](OpId id) {
      const Op &op = f[id];
      return (isStepByName(op) || op.code == Opcode::Cast || op.code == Opcode::Select) && isUnused(op.results[0]);
    };
    const auto end = std::remove_if(ops.begin(), ops.end(), isDead);
    isChanged |= end != ops.end();
    ops.erase(end, ops.end());
    for (OpId id : ops) {
      Op &op = f[id];
      for (size_t k = op.results.size(); op.code == Opcode::If && k-- > 0;) {
        if (!isUnused(op.results[k]))
          continue;
        op.results.erase(op.results.begin() + static_cast<std::ptrdiff_t>(k));
        for (RegionId arm : op.regions)
          f[arm].yields.erase(f[arm].yields.begin() + static_cast<std::ptrdiff_t>(k));
        isChanged = true;
      }
      for (RegionId inner : op.regions)
        isChanged |= dropDead(inner, after);
    }
    return isChanged;
  }

  Module &module;
  Function &f;
  Uses uses;
  Replacements replaced;
  std::map<ValueId, ValueId> lifted;
  std::set<OpId> opened;
};

} // namespace

bool openChoices(Module &module, Function &function) { return Opener(module, function).run(); }

} // namespace clangent::transform
