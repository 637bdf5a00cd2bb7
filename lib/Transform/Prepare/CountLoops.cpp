#include "Transform/Prepare/CountLoops.h"
#include "Analysis/Memory.h"
#include "IR/Builder.h"
#include "Transform/Differentiate/Iteration.h"
#include "Transform/Edit/Clone.h"
#include "Transform/Edit/Replacements.h"

#include <algorithm>
#include <map>

namespace clangent::transform {

using namespace ir;

namespace {

// What makes a While a counted loop.
struct Counter {
  size_t position;                // of the counter among the carried values
  ValueId bound;                  // invariant
  ValueId step;                   // invariant; of the counter's own type, or an integer for pointers
  bool stepNegated;               // the counter moves by -step
  Predicate predicate;            // counter predicate bound
  TypeId comparedAs;              // the type in which counter and bound are compared
  int64_t offset = 0;             // the condition compares counter + offset
  std::vector<OpId> hoisted = {}; // operations of the condition that move before the loop
};

class LoopCounter {
public:
  LoopCounter(Module &module, Function &f, const analysis::Memory &memory)
      : module(module), f(f), memory(memory), replaced(f) {}

  // Decides on the function as it came, before any rewriting makes values that the analysis has not seen.
  void plan(RegionId r) {
    for (OpId id : f[r].ops) {
      for (RegionId inner : f[id].regions)
        plan(inner);
      if (f[id].code != Opcode::While)
        continue;
      if (std::optional<Counter> counter = findCounter(id)) {
        for (OpId inner : f[f[id].regions[0]].ops)
          if (isInvariantOp(inner, id))
            counter->hoisted.push_back(inner);
        plans.emplace(id, *counter);
      }
    }
  }

  void run(RegionId r) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      replaced.rewriteOperands(id);
      for (RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
      if (auto counter = plans.find(id); counter != plans.end()) {
        rewrite(id, counter->second, r);
        continue;
      }
      f[r].ops.push_back(id);
    }
    replaced.rewriteYields(r);
  }

private:
  bool isConstant(ValueId v, int64_t &value) const {
    const Op *op = f.definingOp(v);
    if (!op || op->code != Opcode::Constant)
      return false;
    value = op->integer;
    return true;
  }

  // Has v the same value in every iteration of the While?
  bool isInvariant(ValueId v, OpId loop) const {
    int64_t constant = 0;
    if (isConstant(v, constant))
      return true;
    const Op &op = f[loop];
    RegionId owner = f[v].owner;
    if (!f.encloses(op.regions[0], owner) && !f.encloses(op.regions[1], owner))
      return true;
    const Op *d = f.definingOp(v);
    if (!d || owner != op.regions[0] || !isPure(*d))
      return false;
    if (d->code == Opcode::Load && memory.mayWrite(loop, d->operands[0], d->parent))
      return false;
    return std::all_of(d->operands.begin(), d->operands.end(), [&](ValueId o) { return isInvariant(o, loop); });
  }

  // The carried position that v is, perhaps after a widening cast, perhaps plus a constant: i + 1 < n.
  std::optional<size_t> carriedPosition(ValueId v, OpId loop, int64_t &offset) const {
    const Op *d = f.definingOp(v);
    if (d && d->code == Opcode::Cast && offset == 0 && module.types.isInt(f[v].type) &&
        module.types.isInt(f[d->operands[0]].type) &&
        module.types[f[v].type].bits >= module.types[f[d->operands[0]].type].bits)
      return carriedPosition(d->operands[0], loop, offset);
    int64_t constant = 0;
    if (d && offset == 0 && module.types.isInt(f[v].type) && (d->code == Opcode::Add || d->code == Opcode::Sub) &&
        isConstant(d->operands[1], constant)) {
      offset = d->code == Opcode::Add ? constant : -constant;
      // The sum is formed in the counter's own type.
      v = d->operands[0];
    }
    const std::vector<ValueId> &arguments = f[f[loop].regions[0]].arguments;
    auto found = std::find(arguments.begin(), arguments.end(), v);
    if (found == arguments.end())
      return std::nullopt;
    return static_cast<size_t>(found - arguments.begin());
  }

  std::optional<Counter> findCounter(OpId loop) const {
    const Op *compare = f.definingOp(f[f[loop].regions[0]].yields[0]);
    if (!compare || compare->code != Opcode::Compare || compare->parent != f[loop].regions[0])
      return std::nullopt;
    for (bool swap : {false, true}) {
      ValueId x = compare->operands[swap], bound = compare->operands[!swap];
      int64_t offset = 0;
      std::optional<size_t> position = carriedPosition(x, loop, offset);
      if (!position || !isInvariant(bound, loop))
        continue;
      // A sum that was widened afterwards would wrap differently in the wider type.
      if (offset != 0 && f[x].type != f[f[f[loop].regions[0]].arguments[*position]].type)
        continue;
      Counter counter{*position, bound, {}, false, swap ? swapped(compare->predicate) : compare->predicate, f[x].type};
      counter.offset = offset;
      if (findStep(loop, counter) && directionFits(loop, counter))
        return counter;
    }
    return std::nullopt;
  }

  // The next counter is counter + step or counter - step.
  bool findStep(OpId loop, Counter &counter) const {
    ValueId argument = f[f[loop].regions[0]].arguments[counter.position];
    if (!module.types.isInt(f[argument].type) && !module.types.isPointer(f[argument].type))
      return false;
    if (module.types[f[argument].type].isEnum)
      return false;
    ValueId next = f[f[loop].regions[1]].yields[counter.position];
    const Op *d = f.definingOp(next);
    // Arithmetic on small integers happens on promoted copies.
    const bool isConverted = d && d->code == Opcode::Cast && module.types.isInt(f[d->operands[0]].type);
    if (isConverted)
      d = f.definingOp(d->operands[0]);
    if (!d || (d->code != Opcode::Add && d->code != Opcode::Sub && d->code != Opcode::Index))
      return false;
    ValueId base = d->operands[0], step = d->operands[1];
    if (!isCounter(base, argument) && d->code == Opcode::Add)
      std::swap(base, step);
    if (!isCounter(base, argument) || !isInvariant(step, loop))
      return false;
    counter.step = step;
    counter.stepNegated = d->code == Opcode::Sub;
    return isExact(counter, f[argument].type, isConverted);
  }

  // Does the counter run through the same numbers in the type of the comparison? One that wraps around in its own type
  // does so only on its way to a bound that it meets exactly.
  bool isExact(const Counter &counter, TypeId own, bool isConverted) const {
    if (!module.types.isInt(own))
      return true;
    const bool mayWrap = isConverted || !module.types[own].isSigned;
    if (!mayWrap || (own == counter.comparedAs && !module.types[own].isSigned))
      return true;
    int64_t step = 0;
    return isConstant(counter.step, step) && (step == 1 || step == -1) && counter.predicate != Predicate::Ne;
  }

  bool isCounter(ValueId v, ValueId argument) const {
    if (v == argument)
      return true;
    const Op *d = f.definingOp(v);
    return d && d->code == Opcode::Cast && d->operands[0] == argument &&
           module.types[f[v].type].bits >= module.types[f[argument].type].bits;
  }

  // Only loops that approach their bound, with a step whose sign is known or implied, are counted.
  bool directionFits(OpId loop, const Counter &counter) const {
    bool isPointer = module.types.isPointer(f[f[f[loop].regions[0]].arguments[counter.position]].type);
    int64_t step = 0;
    bool known = isConstant(counter.step, step);
    if (!known && counter.stepNegated && !module.types[counter.comparedAs].isSigned)
      return false;
    if (counter.stepNegated)
      step = -step;
    switch (counter.predicate) {
    case Predicate::Lt:
    case Predicate::Le:
      return known ? step > 0 : !counter.stepNegated && !isPointer;
    case Predicate::Gt:
    case Predicate::Ge:
      return known ? step < 0 : counter.stepNegated && !isPointer;
    case Predicate::Ne:
      return known && (step == 1 || step == -1);
    case Predicate::Eq:
      return false;
    }
    return false;
  }

  // ---- rewriting

  void rewrite(OpId loop, const Counter &counter, RegionId target) {
    Builder b(module, f, target);
    b.setStatement(f[loop].statement, f[loop].at);
    RegionId before = f[loop].regions[0], body = f[loop].regions[1];
    Cloner hoisted(f, f, &replaced);
    for (OpId id : counter.hoisted)
      hoisted.cloneOp(id, target);

    ValueId argument = f[before].arguments[counter.position];
    ValueId initial = f[loop].operands[counter.position];
    bool isPointer = module.types.isPointer(f[argument].type);
    TypeId type = isPointer ? module.types.sizeType() : counter.comparedAs;
    ValueId lower = isPointer ? b.constantInt(type, 0) : b.cast(initial, type);
    if (counter.offset)
      lower = b.add(lower, b.constantInt(type, counter.offset));
    ValueId upper = isPointer ? b.pointerDifference(hoisted(counter.bound), initial) : hoisted(counter.bound);
    ValueId step = stepValue(b, counter, hoisted(counter.step), type);

    std::vector<ValueId> carried;
    for (size_t i = 0; i < f[loop].operands.size(); ++i)
      if (i != counter.position)
        carried.push_back(f[loop].operands[i]);
    OpId counted = b.forOp(lower, upper, step, counter.predicate, carried, isPointer ? "i" : f[argument].name);
    RegionId region = f[counted].regions[0];
    b.setRegion(region);

    Cloner inner(f, f, &replaced);
    inner.values = hoisted.values;
    ValueId iv = f[region].arguments[0];
    if (isPointer)
      inner.values[argument] = b.index(initial, iv);
    else if (counter.offset)
      inner.values[argument] = b.sub(iv, b.constantInt(type, counter.offset));
    else
      inner.values[argument] = b.cast(iv, f[argument].type);
    for (size_t i = 0, k = 1; i < f[before].arguments.size(); ++i)
      if (i != counter.position) {
        ValueId renamed = f[region].arguments[k++];
        f[renamed].name = f[f[before].arguments[i]].name;
        inner.values[f[before].arguments[i]] = renamed;
      }
    for (OpId id : std::vector<OpId>(f[before].ops))
      if (std::find(counter.hoisted.begin(), counter.hoisted.end(), id) == counter.hoisted.end())
        inner.cloneOp(id, region);
    inner.cloneOps(body, region);
    b.setRegion(target);
    finish(b, loop, counter, counted, inner, {lower, upper, step, initial});
  }

  struct Range {
    ValueId lower, upper, step, initial;
  };

  void finish(Builder &b, OpId loop, const Counter &counter, OpId counted, const Cloner &inner, const Range &range) {
    RegionId region = f[counted].regions[0], body = f[loop].regions[1];
    for (size_t i = 0; i < f[loop].results.size(); ++i) {
      ValueId old = f[loop].results[i];
      if (i == counter.position) {
        replaced.set(old, finalValue(b, range, counter, f[old].type));
        continue;
      }
      ValueId yielded = inner(f[body].yields[i]);
      f[region].yields.push_back(yielded);
      replaced.set(old, b.addResult(counted, f[old].type, f[old].name));
    }
  }

  // The counter after the loop; dropped later if nobody asks.
  ValueId finalValue(Builder &b, const Range &range, const Counter &counter, TypeId type) {
    ValueId trips = b.trips(range.lower, range.upper, range.step, counter.predicate);
    if (module.types.isPointer(type))
      return b.index(range.initial, b.mul(trips, range.step));
    const TypeId counting = f[range.lower].type;
    ValueId last = valueAfter(b, {range.lower, range.step}, trips, ValueId());
    if (counter.offset)
      last = b.sub(last, b.constantInt(counting, counter.offset));
    return b.cast(last, type);
  }

  ValueId stepValue(Builder &b, const Counter &counter, ValueId step, TypeId type) {
    int64_t constant = 0;
    if (isConstant(step, constant))
      return b.constantInt(type, counter.stepNegated ? -constant : constant);
    ValueId widened = b.cast(step, type);
    if (!counter.stepNegated)
      return widened;
    // The program subtracts the least number only where the loop runs.
    if (module.types[type].bits > module.types[f[step].type].bits)
      return b.neg(widened);
    const TypeId modular = module.types.unsignedOf(type);
    return b.cast(b.sub(b.zero(modular), b.cast(widened, modular)), type);
  }

  bool isInvariantOp(OpId id, OpId loop) const {
    return f[id].results.size() == 1 && isInvariant(f[id].results[0], loop);
  }

  Module &module;
  Function &f;
  const analysis::Memory &memory;
  std::map<OpId, Counter> plans;
  Replacements replaced;
};

} // namespace

void countLoops(Module &module, Function &function) {
  analysis::Memory memory(module, function);
  LoopCounter counter(module, function, memory);
  counter.plan(function.body);
  counter.run(function.body);
}

} // namespace clangent::transform
