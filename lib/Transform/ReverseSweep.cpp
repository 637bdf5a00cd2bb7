// The adjoint of a value is the sum of its uses' contributions. Within a region the sum is an SSA value; a region
// operation yields the sums of values from outside that its regions contribute to.
#include "Transform/ReverseSweep.h"
#include "IR/Spelling.h"
#include "Transform/Uses.h"

#include <algorithm>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// "sin", for std::sin too.
std::string plainName(MathFunction function) {
  const std::string spelling = mathInfo(function).spelling;
  return spelling.substr(spelling.rfind(':') + 1);
}

} // namespace

void ReverseSweep::reverse(const std::vector<OpId> &ops, RegionId target, Adjoints &adjoints) {
  for (auto id = ops.rbegin(); id != ops.rend(); ++id) {
    b.setRegion(target);
    b.setStatement(f[*id].statement, f[*id].at);
    reverseOp(*id, adjoints);
  }
  b.setRegion(target);
}

// Is it to be asked at run time whether v was used? Only numbers have derivatives that can be infinite; what a load or
// a parameter contributes goes to memory, which has no such conditions.
bool ReverseSweep::mayBeUnused(ValueId v) const {
  if (!module.types.isFloat(f[v].type) || surelyUsed(v))
    return false;
  const Op *op = f.definingOp(v);
  if (op)
    return op->code != Opcode::Load;
  return std::none_of(f.parameters.begin(), f.parameters.end(), [&](const Parameter &p) { return p.value == v; });
}

void ReverseSweep::contribute(Adjoints &adjoints, ValueId v, Flow term) {
  if (!activity.isActive(v))
    return;
  if (!mayBeUnused(v))
    term = {term.orZero(b)};
  Flow sum = term;
  if (const Flow *before = adjoints.find(v)) {
    if (f[term.value].name.empty() && !f[v].name.empty())
      f[term.value].name = f[v].name + "_part";
    const bool isSet = surelySet.count(before->value) || surelySet.count(term.value);
    sum = Flow::sum(b, *before, term);
    if (isSet)
      surelySet.insert(sum.value);
  }
  adjoints.set(v, sum);
  name(sum.value, v);
}

// A value without a name is called after the function that it is the value or the argument of, or after its operation.
std::string ReverseSweep::roleOf(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (op && op->code == Opcode::Rule && op->rule)
    return calledName(op->text);
  if (!op || !module.types.isFloat(f[v].type))
    return {};
  if (op->code == Opcode::Math)
    return plainName(op->function);
  if (v.index < argumentOf.size() && !argumentOf[v.index].empty())
    return argumentOf[v.index] + "_arg";
  return arithmeticWord(op->code);
}

// Of a function of one argument: of several, the adjoints would have one name.
void ReverseSweep::findArguments() {
  argumentOf.resize(f.values.size());
  forEachOp(f, f.body, [&](OpId id) {
    const Op &op = f[id];
    if (op.code == Opcode::Math && mathInfo(op.function).arity == 1)
      argumentOf[op.operands[0].index] = plainName(op.function);
  });
}

void ReverseSweep::name(ValueId adjoint, ValueId primal) {
  if (!f[adjoint].name.empty())
    return;
  const std::string of = f[primal].name.empty() ? roleOf(primal) : f[primal].name;
  if (!of.empty())
    f[adjoint].name = of + "_bar";
}

ValueId ReverseSweep::adjointOrZero(const Adjoints &adjoints, ValueId v) {
  const Flow *found = adjoints.find(v);
  return found ? found->orZero(b) : b.zero(f[v].type);
}

Condition ReverseSweep::useOf(const Adjoints &adjoints, ValueId v) const {
  const Flow *found = adjoints.find(v);
  return found ? found->when : Condition::never();
}

void ReverseSweep::nameUse(ValueId used, ValueId primal) {
  if (!f[primal].name.empty())
    f[used].name = f[primal].name + "_used";
}

void ReverseSweep::reverseOp(OpId id, Adjoints &adjoints) {
  const Op op = f[id]; // a copy: the tables grow
  switch (op.code) {
  case Opcode::Load:
    if (activity.isActive(op.results[0]))
      if (const Flow *found = adjoints.find(op.results[0]))
        reverseLoad(op, found->orZero(b));
    return;
  case Opcode::Store:
    reverseStore(op, adjoints);
    return;
  case Opcode::Update:
    // The old value went through unchanged: only the summand takes part.
    if (forward.shadows.has(op.operands[0]) && activity.isActive(op.operands[1]))
      contribute(adjoints, op.operands[1], {b.load(forward.shadows.of(op.operands[0]))});
    return;
  case Opcode::If:
    reverseIf(id, adjoints);
    return;
  case Opcode::For:
  case Opcode::While:
    reverseLoop(id, adjoints);
    return;
  case Opcode::Call:
    reverseCall(id, adjoints);
    return;
  case Opcode::Rule:
  case Opcode::InPlace:
    reverseRule(id, adjoints);
    return;
  default:
    reverseScalar(op, adjoints);
    return;
  }
}

// v = *p: shadow(p) += v_bar, where there is a shadow.
void ReverseSweep::reverseLoad(const Op &op, ValueId v_bar) {
  ValueId shadow = forward.shadows.of(op.operands[0]);
  if (!forward.shadows.mayBeNull(op.operands[0])) {
    b.update(shadow, v_bar);
    return;
  }
  const RegionId outer = b.region();
  OpId guarded = b.ifOp(b.compare(Predicate::Ne, shadow, b.null(f[shadow].type)));
  b.setRegion(f[guarded].regions[0]);
  b.update(shadow, v_bar);
  b.setRegion(outer);
}

void ReverseSweep::reverseScalar(const Op &op, Adjoints &adjoints) {
  if (op.results.size() != 1 || !activity.isActive(op.results[0]))
    return;
  const Flow *found = adjoints.find(op.results[0]);
  if (!found)
    return;
  const Flow d = *found;
  for (unsigned k = 0; k < op.operands.size(); ++k)
    if (activity.isActive(op.operands[k]))
      if (std::optional<rules::Contribution> part = rules::contribution(b, op, k, d.value, zeroTimes))
        contribute(adjoints, op.operands[k], along(b, d, *part));
}

// *p = v: v_bar += shadow(p); shadow(p) = 0.
void ReverseSweep::reverseStore(const Op &op, Adjoints &adjoints) {
  ValueId v = op.operands[1];
  if (!module.types.isReal(f[v].type) || !forward.shadows.has(op.operands[0]))
    return;
  ValueId shadow = forward.shadows.of(op.operands[0]);
  if (activity.isActive(v)) {
    ValueId v_bar = b.load(shadow);
    b.store(shadow, b.zero(f[v].type));
    contribute(adjoints, v, {v_bar});
  } else {
    b.store(shadow, b.zero(f[v].type));
  }
}

// Is v defined by an operation inside op's regions, or an argument of theirs?
bool ReverseSweep::isInside(ValueId v, const Op &op) const {
  for (RegionId r : op.regions)
    if (f.encloses(r, f[v].owner))
      return true;
  return false;
}

void ReverseSweep::reverseIf(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const RegionId outer = b.region();
  OpId reversed = b.ifOp(op.operands[0]);
  Adjoints arms[2] = {Adjoints::inside(adjoints), Adjoints::inside(adjoints)};
  for (unsigned k : {0u, 1u}) {
    RegionId region = f[reversed].regions[k];
    f[region].mirror = op.regions[k];
    b.setRegion(region);
    for (size_t i = 0; i < op.results.size(); ++i)
      if (const Flow *found = adjoints.find(op.results[i]); found && activity.isActive(op.results[i]))
        contribute(arms[k], f[op.regions[k]].yields[i], *found);
    reverse(std::vector<OpId>(f[op.regions[k]].ops), region, arms[k]);
  }
  std::set<ValueId> touched;
  for (const Adjoints &arm : arms)
    for (const auto &[v, adjoint] : arm.own())
      if (const Flow *before = adjoints.find(v); !isInside(v, op) && (!before || *before != adjoint))
        touched.insert(v);
  for (ValueId v : touched) {
    for (unsigned k : {0u, 1u}) {
      RegionId region = f[reversed].regions[k];
      b.setRegion(region);
      ValueId adjoint = adjointOrZero(arms[k], v);
      f[region].yields.push_back(adjoint);
    }
    const ValueId adjoint = b.addResult(reversed, f[v].type);
    name(adjoint, v);
    const Condition used = mayBeUnused(v) ? useAfterIf(reversed, op.operands[0], v, arms) : Condition::always();
    adjoints.set(v, Flow{adjoint, used, true});
  }
  b.setRegion(outer);
}

// When v is used by the arm that was taken, or behind the `if`.
Condition ReverseSweep::useAfterIf(OpId reversed, ValueId condition, ValueId v, const Adjoints (&arms)[2]) {
  const Condition used[2] = {useOf(arms[0], v), useOf(arms[1], v)};
  if (used[0] == used[1])
    return used[0];
  if (used[0].isAlways() && used[1].isNever())
    return Condition::holds(condition);
  if (used[0].isNever() && used[1].isAlways())
    return Condition::fails(condition);
  for (unsigned k : {0u, 1u}) {
    b.setRegion(f[reversed].regions[k]);
    ValueId value = used[k].value(b);
    f[b.region()].yields.push_back(value);
  }
  const ValueId either = b.addResult(reversed, module.types.boolType());
  nameUse(either, v);
  return Condition::holds(either);
}

// A loop with the adjoints of the carried values as its carried values, running the same range backwards.
OpId ReverseSweep::openLoop(OpId id, const std::vector<size_t> &carried, const Adjoints &adjoints) {
  const Op op = f[id];
  std::vector<ValueId> initial;
  for (size_t i : carried) {
    ValueId v = adjointOrZero(adjoints, op.results[i]);
    name(v, op.results[i]);
    initial.push_back(v);
  }
  OpId loop;
  if (op.code == Opcode::For) {
    std::string counter = f[f[op.regions[0]].arguments[0]].name;
    loop = b.forOp(op.operands[0], op.operands[1], op.operands[2], op.predicate, initial, counter);
    f[loop].reversed = !op.reversed;
  } else {
    TypeId type = module.types.sizeType();
    loop =
        b.forOp(b.constantInt(type, 0), forward.trips.at(id), b.constantInt(type, 1), Predicate::Lt, initial, "trip");
    f[loop].reversed = true;
  }
  RegionId region = f[loop].regions[0];
  f[region].mirror = op.regions.back();
  return loop;
}

void ReverseSweep::reverseLoop(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const RegionId outer = b.region();
  const size_t arguments = firstCarriedArgument(op), operands = firstCarriedOperand(op);
  const RegionId first = op.regions.front(), last = op.regions.back();
  std::vector<size_t> carried;
  for (size_t i = 0; i < op.results.size(); ++i)
    if (activity.isActive(f[first].arguments[arguments + i]))
      carried.push_back(i);

  OpId loop = openLoop(id, carried, adjoints);
  RegionId region = f[loop].regions[0];
  b.setRegion(region);
  Adjoints inner;
  std::vector<size_t> asked; // of `carried`: those that may be unused
  for (size_t k = 0; k < carried.size(); ++k) {
    const ValueId argument = f[region].arguments[1 + k], primal = f[first].arguments[arguments + carried[k]];
    const ValueId result = op.results[carried[k]];
    f[argument].name.clear();
    name(argument, primal);
    Condition used = Condition::always();
    if (mayBeUnused(primal) || mayBeUnused(result)) {
      b.setRegion(outer, positionOf(loop, outer));
      ValueId initial = useOf(adjoints, result).value(b);
      f[loop].operands.push_back(initial);
      used = Condition::holds(b.addArgument(region, module.types.boolType()));
      nameUse(f[region].arguments.back(), primal);
      b.setRegion(region);
      asked.push_back(k);
    }
    contribute(inner, f[last].yields[carried[k]], {argument, used, true});
  }
  reverse(std::vector<OpId>(f[last].ops), region, inner);
  if (first != last)
    reverse(std::vector<OpId>(f[first].ops), region, inner);
  for (size_t k = 0; k < carried.size(); ++k) {
    b.setRegion(region);
    ValueId next = adjointOrZero(inner, f[first].arguments[arguments + carried[k]]);
    f[region].yields.push_back(next);
  }
  for (size_t k : asked) {
    ValueId next = useOf(inner, f[first].arguments[arguments + carried[k]]).value(b);
    f[region].yields.push_back(next);
  }
  b.setRegion(outer);
  std::vector<ValueId> initialAdjoints;
  std::map<size_t, Condition> initialUses;
  for (size_t i : carried) {
    ValueId argument = f[first].arguments[arguments + i];
    initialAdjoints.push_back(b.addResult(loop, f[argument].type));
    name(initialAdjoints.back(), argument);
  }
  for (size_t k : asked) {
    const ValueId used = b.addResult(loop, module.types.boolType());
    nameUse(used, f[first].arguments[arguments + carried[k]]);
    initialUses.emplace(k, Condition::holds(used));
  }
  // Sums that continue through the loop start from what stood before it, so they come before the carried results.
  accumulate(loop, op, inner, adjoints);
  b.setRegion(outer);
  for (size_t k = 0; k < carried.size(); ++k)
    contribute(adjoints, op.operands[operands + carried[k]],
               {initialAdjoints[k], initialUses.count(k) ? initialUses.at(k) : Condition::always(), true});
}

// Values from outside the loop sum up over its iterations.
void ReverseSweep::accumulate(OpId loop, const Op &primal, const Adjoints &inner, Adjoints &adjoints) {
  const RegionId outer = b.region(), region = f[loop].regions[0];
  for (const auto &[v, adjoint] : inner.own()) {
    if (isInside(v, primal))
      continue;
    // What stands before the loop.
    b.setRegion(outer, positionOf(loop, outer));
    const ValueId initial = adjointOrZero(adjoints, v);
    f[loop].operands.push_back(initial);
    ValueId sum = b.addArgument(region, f[v].type);
    name(sum, v);
    b.setRegion(region);
    ValueId next = b.add(sum, adjoint.orZero(b));
    name(next, v);
    f[region].yields.push_back(next);
    b.setRegion(outer);
    const ValueId result = b.addResult(loop, f[v].type);
    name(result, v);
    const Condition used =
        mayBeUnused(v) ? accumulateUse(loop, v, useOf(adjoints, v), adjoint.when) : Condition::always();
    adjoints.set(v, Flow{result, used, true});
  }
}

// v is used if it was before, or if an iteration uses it.
Condition ReverseSweep::accumulateUse(OpId loop, ValueId v, const Condition &before, const Condition &inside) {
  if (before.isAlways() || inside.isNever())
    return before;
  const RegionId outer = b.region(), region = f[loop].regions[0];
  if (inside.isAlways()) {
    const Op op = f[loop];
    return Condition::either(b, before, Condition::holds(b.compare(op.predicate, op.operands[0], op.operands[1])));
  }
  b.setRegion(outer, positionOf(loop, outer));
  ValueId initial = before.value(b);
  f[loop].operands.push_back(initial);
  const ValueId used = b.addArgument(region, module.types.boolType());
  nameUse(used, v);
  b.setRegion(region);
  ValueId next = Condition::either(b, Condition::holds(used), inside).value(b);
  f[region].yields.push_back(next);
  b.setRegion(outer);
  const ValueId result = b.addResult(loop, module.types.boolType());
  nameUse(result, v);
  return Condition::holds(result);
}

// Of an operation that was made a short while ago.
size_t ReverseSweep::positionOf(OpId op, RegionId region) const {
  const std::vector<OpId> &ops = f[region].ops;
  return static_cast<size_t>(ops.rend() - std::find(ops.rbegin(), ops.rend(), op)) - 1;
}

void ReverseSweep::reverseCall(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const Flow *result = op.results.empty() ? nullptr : adjoints.find(op.results[0]);
  if (!result || !activity.isActive(op.results[0]) || result->when.isAlways() || calls.changesShadows(id)) {
    calls.reverse(
        b, id,
        [&](ValueId v) { return adjoints.find(v) && activity.isActive(v) ? adjointOrZero(adjoints, v) : ValueId(); },
        [&](ValueId v, ValueId term) { contribute(adjoints, v, {term}); });
    return;
  }
  // Whose result may be unused is reversed only where it was used.
  const Flow seed = *result;
  const ValueId used = seed.when.value(b);
  const RegionId outer = b.region();
  const OpId guarded = b.ifOp(used);
  const RegionId there = f[guarded].regions[0], absent = f[guarded].regions[1];
  std::vector<std::pair<ValueId, ValueId>> terms;
  b.setRegion(there);
  calls.reverse(
      b, id, [&](ValueId) { return seed.value; }, [&](ValueId v, ValueId term) { terms.emplace_back(v, term); });
  for (auto [v, term] : terms) {
    f[there].yields.push_back(term);
    b.setRegion(absent);
    const ValueId nothing = b.zero(f[v].type);
    f[absent].yields.push_back(nothing);
    b.setRegion(outer);
    contribute(adjoints, v, {b.addResult(guarded, f[v].type), Condition::holds(used), true});
  }
  b.setRegion(outer);
}

} // namespace clangent::transform
