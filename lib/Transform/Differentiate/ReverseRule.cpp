// Operations whose adjoint the program gives: one call of its rule, which adds to the adjoints of all active operands.
#include "Transform/Differentiate/ReverseSweep.h"

#include <algorithm>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// The adjoint calls of one operation, as the term and the operands of an InPlace operation. Adjoints that are changed
// come last among the operands, so their numbers are known when all others are.
class RuleTerm {
public:
  void open(const RuleCall &call, ValueId guard) {
    calls.push_back({&call, guard ? std::optional(pushed(guard)) : std::nullopt, {}});
  }
  void pass(ValueId v) { add({Passed::Value, pushed(v)}); }
  void passBar(size_t number) { add({Passed::Bar, number}); }
  void passNothing() { add({Passed::Nothing, 0}); }

  bool isEmpty() const { return calls.empty(); }
  Term finished() const {
    Term all;
    for (const Opened &opened : calls) {
      const auto argument = [&](const Term &leaf) { return passed(opened, leaf.number); };
      Term one = withLeaves(opened.call->term, argument);
      if (opened.guard)
        one = Term::when(Term::call("::clangent::is_set", {Term::operand(*opened.guard)}), std::move(one));
      all.parts.push_back(std::move(one));
    }
    return all.parts.size() == 1 ? all.parts[0] : all;
  }

  std::vector<ValueId> operands;

private:
  struct Passed {
    enum { Value, Bar, Nothing } as;
    size_t number; // among the operands, or among the adjoints that are changed
  };
  struct Opened {
    const RuleCall *call;
    std::optional<size_t> guard;
    std::vector<Passed> arguments;
  };

  size_t pushed(ValueId v) {
    operands.push_back(v);
    return operands.size() - 1;
  }
  void add(Passed argument) { calls.back().arguments.push_back(argument); }
  Term passed(const Opened &opened, unsigned argument) const {
    const Passed &what = opened.arguments[argument];
    if (what.as == Passed::Nothing)
      return Term::null();
    Term operand = Term::operand(what.as == Passed::Bar ? operands.size() + what.number : what.number);
    return opened.call->arguments[argument].byAddress ? Term::address(std::move(operand)) : operand;
  }

  std::vector<Opened> calls;
};

} // namespace

// The adjoints that a rule changes: one value before and one behind for each operand.
struct ReverseSweep::Changed {
  std::vector<ValueId> targets, before; // no target: the adjoint is for nobody
  std::set<ValueId> continued;          // operands whose sum so far goes on here; one that is passed twice does so once
  bool isResult = false;                // the first is the adjoint of the result, which becomes the operand's
};

// Is an adjoint that is a value surely more than the zero that its class makes by default? What a rule was handed it
// has added to; sums from other regions, shadows and parts of values may never have been written.
bool ReverseSweep::isSurelySet(ValueId adjoint) const {
  if (!module.types.isValue(f[adjoint].type) || module.types[f[adjoint].type].element)
    return true;
  for (const Parameter &parameter : f.parameters)
    if (parameter.value == adjoint)
      return true;
  return surelySet.count(adjoint) != 0;
}

size_t ReverseSweep::changedBar(const Op &op, unsigned operand, const Adjoints &adjoints, Changed &changed) {
  const ValueId target = op.operands[operand];
  const Flow *sum = adjoints.find(target);
  const bool goesOn = sum && changed.continued.insert(target).second;
  changed.before.push_back(goesOn ? sum->orZero(b) : b.zero(f[target].type));
  changed.targets.push_back(target);
  return changed.targets.size() - 1;
}

// A variable for an adjoint that nobody asks for.
size_t ReverseSweep::unaskedBar(const Op &op, unsigned operand, Changed &changed) {
  changed.before.push_back(b.zero(f[op.operands[operand]].type));
  changed.targets.push_back(ValueId());
  return changed.targets.size() - 1;
}

// The values behind a call of rules, which is left out where the result of the operation was not used.
std::vector<ValueId> ReverseSweep::callWhereUsed(Term term, const std::vector<ValueId> &operands,
                                                 const std::vector<ValueId> &before, const Condition &used,
                                                 bool isElementwise) {
  const RegionId outer = b.region();
  OpId guarded;
  if (!used.isAlways()) {
    guarded = b.ifOp(used.value(b));
    b.setRegion(f[guarded].regions[0]);
  }
  const OpId made = b.inPlace(std::move(term), operands, before);
  f[made].isElementwise = isElementwise;
  std::vector<ValueId> after = f[made].results;
  if (!guarded)
    return after;
  f[f[guarded].regions[0]].yields = after;
  f[f[guarded].regions[1]].yields = before;
  b.setRegion(outer);
  for (ValueId &v : after)
    v = b.addResult(guarded, f[v].type);
  return after;
}

void ReverseSweep::reverseRule(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const Flow *found = adjoints.find(op.results[0]);
  if (!op.rule || !activity.isActive(op.results[0]) || !found)
    return;
  const Condition used = found->when;
  const ValueId y_bar = found->value;
  RuleTerm term;
  Changed changed;
  if (const std::optional<unsigned> replacedIn = module[op.rule].replacedIn) {
    changed.isResult = true;
    changed.before.push_back(y_bar);
    changed.targets.push_back(op.operands[*replacedIn]);
  }
  const auto isActiveBar = [&](const RuleArgument &argument) {
    return argument.kind == RuleArgument::Kind::Bar && activity.isActive(op.operands[argument.operand]);
  };
  bool isWritten = false;
  const std::vector<RuleCall> calls = module[op.rule].adjoint;
  for (const RuleCall &call : calls) {
    if (!changed.isResult && std::none_of(call.arguments.begin(), call.arguments.end(), isActiveBar))
      continue;
    const bool isGuarded = call.needsBar && !isSurelySet(y_bar);
    isWritten = call.needsBar && !isGuarded && !module.types[f[y_bar].type].element;
    term.open(call, isGuarded ? y_bar : ValueId());
    for (const RuleArgument &argument : call.arguments) {
      switch (argument.kind) {
      case RuleArgument::Kind::Operand:
        term.pass(op.operands[argument.operand]);
        break;
      case RuleArgument::Kind::Shape:
        term.pass(forward.shapes.at({id, argument.operand}));
        break;
      case RuleArgument::Kind::Result:
        term.pass(op.results[0]);
        break;
      case RuleArgument::Kind::ResultBar:
        if (changed.isResult)
          term.passBar(0);
        else
          term.pass(y_bar);
        break;
      case RuleArgument::Kind::Bar:
        if (isActiveBar(argument))
          term.passBar(changedBar(op, argument.operand, adjoints, changed));
        else if (argument.byReference)
          term.passBar(unaskedBar(op, argument.operand, changed));
        else
          term.passNothing();
        break;
      case RuleArgument::Kind::Dot:
        term.passNothing();
        break;
      }
    }
  }
  if (changed.before.empty())
    return;
  if (term.isEmpty())
    return contribute(adjoints, changed.targets[0], {y_bar});
  const std::vector<ValueId> all =
      callWhereUsed(term.finished(), term.operands, changed.before, used, op.isElementwise);
  for (size_t k = 0; k < changed.targets.size(); ++k) {
    const ValueId target = changed.targets[k], after = all[k];
    if (!target)
      continue;
    if ((isWritten && used.isAlways()) || surelySet.count(changed.before[k]))
      surelySet.insert(after);
    if (changed.continued.erase(target)) {
      const Condition either =
          uses.mayBeUnused(target) ? Condition::either(b, adjoints.find(target)->when, used) : Condition::always();
      adjoints.set(target, Flow{after, either, true});
      name(after, target);
    } else {
      contribute(adjoints, target, {after, used, true});
    }
  }
}

} // namespace clangent::transform
