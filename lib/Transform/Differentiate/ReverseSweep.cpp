// The adjoint of a value is the sum of its uses' contributions. Within a region the sum is an SSA value; a region
// operation yields the sums of values from outside that its regions contribute to.
#include "Transform/Differentiate/ReverseSweep.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <set>

namespace clangent::transform {

using namespace ir;

void ReverseSweep::reverse(const std::vector<OpId> &ops, RegionId target, Adjoints &adjoints) {
  for (auto id = ops.rbegin(); id != ops.rend(); ++id) {
    if (forward.moves.count(*id))
      continue;
    b.setRegion(target);
    b.setStatement(f[*id].statement, f[*id].at);
    reverseOp(*id, adjoints);
  }
  b.setRegion(target);
}

void ReverseSweep::contribute(Adjoints &adjoints, ValueId v, Flow term) {
  if (!activity.isActive(v))
    return;
  if (!uses.mayBeUnused(v))
    term = {term.orZero(b)};
  const Flow *before = adjoints.find(v);
  Flow sum = term;
  if (before) {
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

ValueId ReverseSweep::adjointOrZero(const Adjoints &adjoints, ValueId v) {
  const Flow *found = adjoints.find(v);
  return found ? found->orZero(b) : b.zero(f[v].type);
}

Condition ReverseSweep::useOf(const Adjoints &adjoints, ValueId v) const {
  const Flow *found = adjoints.find(v);
  return found ? found->when : Condition::never();
}

void ReverseSweep::reverseOp(OpId id, Adjoints &adjoints) {
  const Op op = f[id]; // a copy: the tables grow
  switch (infoOf(op.code).numbers) {
  case NumberFlow::None:
    return;
  case NumberFlow::Loaded:
    if (activity.isActive(op.results[0]))
      if (const Flow *found = adjoints.find(op.results[0]))
        reverseLoad(op, *found);
    return;
  case NumberFlow::Stored:
    reverseStore(op, adjoints);
    return;
  case NumberFlow::Added:
    // The old value went through unchanged: only the summand takes part.
    if (forward.shadows.has(op.operands[0]) && activity.isActive(op.operands[1]))
      contribute(adjoints, op.operands[1], takeShadow(op.operands[0], false));
    return;
  case NumberFlow::Inner:
    if (op.code == Opcode::If)
      reverseIf(id, adjoints);
    else
      reverseLoop(id, adjoints);
    return;
  case NumberFlow::Callee:
    reverseCall(id, adjoints);
    return;
  case NumberFlow::Ruled:
    reverseRule(id, adjoints);
    return;
  case NumberFlow::Operands:
    reverseScalar(op, adjoints);
    return;
  }
}

// v = *p: shadow(p) += v_bar, where there is a shadow.
void ReverseSweep::reverseLoad(const Op &op, const Flow &v) {
  const ValueId shadow = forward.shadows.of(op.operands[0]), v_bar = v.orZero(b);
  if (forward.shadows.mayBeNull(op.operands[0])) {
    const RegionId outer = b.region();
    OpId guarded = b.ifOp(b.compare(Predicate::Ne, shadow, b.null(f[shadow].type)));
    b.setRegion(f[guarded].regions[0]);
    b.update(shadow, v_bar);
    b.setRegion(outer);
    return;
  }
  b.update(shadow, v_bar);
  if (const ValueId flag = uses.flagAt(op.operands[0])) {
    const bool isSet = !v.when.isAlways() && (uses.isShared(op.operands[0]) || mayBeSet(flag, op.parent));
    const Condition before = isSet ? Condition::holds(b.load(flag)) : Condition::never();
    const ValueId used = Condition::either(b, before, v.when).value(b);
    if (isSet)
      f[used].name = f[flag].name;
    b.store(flag, used);
    setFlags.insert(flag);
  }
}

void ReverseSweep::reverseScalar(const Op &op, Adjoints &adjoints) {
  if (op.results.size() != 1 || !activity.isActive(op.results[0]))
    return;
  const Flow *found = adjoints.find(op.results[0]);
  if (!found)
    return;
  const Flow d = *found; // a copy: the table grows
  for (unsigned k = 0; k < op.operands.size(); ++k)
    if (activity.isActive(op.operands[k]))
      if (std::optional<rules::Contribution> part = rules::contribution(b, op, k, d.value, zeroTimes))
        contribute(adjoints, op.operands[k], along(b, d, *part));
}

// May a flag have been set before this visit of a region? In a loop another iteration may have done so.
bool ReverseSweep::mayBeSet(ValueId flag, RegionId region) const {
  for (RegionId r = region; r != f[flag].owner; r = f.enclosing(r))
    if (const OpId parent = f[r].parent; !parent || f[parent].code != Opcode::If)
      return true;
  return setFlags.count(flag) != 0;
}

// The adjoint of what is at a place; behind it, if what was there is overwritten, that of what was there before.
Flow ReverseSweep::takeShadow(ValueId place, bool isOverwritten) {
  const ValueId shadow = forward.shadows.of(place), flag = uses.flagAt(place);
  Flow taken{b.load(shadow)};
  if (flag)
    taken.when = Condition::holds(b.load(flag));
  if (isOverwritten) {
    b.store(shadow, b.zero(f[taken.value].type));
    if (flag)
      b.store(flag, b.constantBool(false));
  }
  return taken;
}

// *p = v: v_bar += shadow(p); shadow(p) = 0.
void ReverseSweep::reverseStore(const Op &op, Adjoints &adjoints) {
  ValueId v = op.operands[1];
  if (!module.types.isReal(f[v].type) || !forward.shadows.has(op.operands[0]))
    return;
  if (activity.isActive(v))
    return contribute(adjoints, v, takeShadow(op.operands[0], true));
  b.store(forward.shadows.of(op.operands[0]), b.zero(f[v].type));
  if (const ValueId flag = uses.flagAt(op.operands[0]))
    b.store(flag, b.constantBool(false));
}

void ReverseSweep::reverseCall(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  std::optional<Flow> result;
  if (const Flow *found = op.results.empty() ? nullptr : adjoints.find(op.results[0]);
      found && activity.isActive(op.results[0]))
    result = *found;
  if (result && !result->when.isAlways() && !calls.changesShadows(id))
    return reverseCallWhereUsed(id, *result, adjoints);
  calls.reverse(
      b, id, [&](ValueId) { return result; },
      [&](ValueId v, const Flow &term) {
        if (!term.when.isAlways())
          nameUse(term.when.value(b), v);
        contribute(adjoints, v, term);
      });
}

// A call that only gives adjoints back is reversed only where its result was used.
void ReverseSweep::reverseCallWhereUsed(OpId id, const Flow &result, Adjoints &adjoints) {
  const ValueId used = result.when.value(b);
  const RegionId outer = b.region();
  const OpId guarded = b.ifOp(used);
  const RegionId there = f[guarded].regions[0], absent = f[guarded].regions[1];
  std::vector<std::pair<ValueId, Flow>> terms;
  b.setRegion(there);
  calls.reverse(
      b, id, [&](ValueId) { return Flow{result.value}; },
      [&](ValueId v, const Flow &term) { terms.emplace_back(v, term); });
  const auto giveBack = [&](ValueId inside) {
    b.setRegion(absent);
    const ValueId nothing = b.zero(f[inside].type);
    f[there].yields.push_back(inside);
    f[absent].yields.push_back(nothing);
    b.setRegion(outer);
    return b.addResult(guarded, f[inside].type);
  };
  for (const auto &[v, term] : terms) {
    const ValueId given = giveBack(term.value);
    Condition when = Condition::holds(used);
    if (!term.when.isAlways()) {
      b.setRegion(there);
      when = Condition::holds(giveBack(term.when.value(b)));
      nameUse(when.value(b), v);
    }
    contribute(adjoints, v, {given, when, true});
  }
}

} // namespace clangent::transform
