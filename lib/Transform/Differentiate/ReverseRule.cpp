// Operations whose adjoint the program gives: one call of its rule, which adds to the adjoints of all active operands.
#include "Transform/Differentiate/ReverseSweep.h"

#include <algorithm>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// The adjoint calls of one operation, as the text and the operands of an InPlace operation. Adjoints that are changed
// come last among the operands, so their numbers follow when all others are known.
class RuleText {
public:
  void open(const RuleCall &call, ValueId guard) {
    text += text.empty() ? "" : "; ";
    if (guard) {
      text += "if (::clangent::is_set($" + std::to_string(operands.size()) + ")) ";
      operands.push_back(guard);
    }
    text += call.before;
    separator = "";
  }
  void pass(ValueId v, const RuleArgument &as, const std::string &part) {
    add("$" + std::to_string(operands.size()) + part, as);
    operands.push_back(v);
  }
  void passBar(size_t number, const RuleArgument &as) {
    add((as.byAddress ? "&$" : "$") + std::string(1, placeholder) + std::to_string(number) + ";" + as.part, as);
  }
  void passNothing(const RuleArgument &as) { add("nullptr", as); }

  std::string finished() const {
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] != placeholder) {
        result += text[i];
        continue;
      }
      const size_t end = text.find(';', i);
      result += std::to_string(operands.size() + std::stoul(text.substr(i + 1, end - i - 1)));
      i = end;
    }
    return result;
  }

  std::vector<ValueId> operands;
  std::string text;

private:
  static constexpr char placeholder = '\x01';
  void add(const std::string &argument, const RuleArgument &as) {
    text += as.glue.value_or(separator) + argument;
    separator = ", ";
  }
  std::string separator;
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
std::vector<ValueId> ReverseSweep::callWhereUsed(const std::string &text, const std::vector<ValueId> &operands,
                                                 const std::vector<ValueId> &before, const Condition &used,
                                                 bool isElementwise) {
  const RegionId outer = b.region();
  OpId guarded;
  if (!used.isAlways()) {
    guarded = b.ifOp(used.value(b));
    b.setRegion(f[guarded].regions[0]);
  }
  const OpId made = b.inPlace(text, operands, before);
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
  RuleText text;
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
    text.open(call, isGuarded ? y_bar : ValueId());
    for (const RuleArgument &argument : call.arguments) {
      switch (argument.kind) {
      case RuleArgument::Kind::Operand:
        text.pass(op.operands[argument.operand], argument, argument.part);
        break;
      case RuleArgument::Kind::Shape:
        text.pass(forward.shapes.at({id, argument.operand}), argument, "");
        break;
      case RuleArgument::Kind::Result:
        text.pass(op.results[0], argument, argument.part);
        break;
      case RuleArgument::Kind::ResultBar:
        if (changed.isResult)
          text.passBar(0, argument);
        else
          text.pass(y_bar, argument, argument.part);
        break;
      case RuleArgument::Kind::Bar:
        if (isActiveBar(argument))
          text.passBar(changedBar(op, argument.operand, adjoints, changed), argument);
        else if (argument.byReference)
          text.passBar(unaskedBar(op, argument.operand, changed), argument);
        else
          text.passNothing(argument);
        break;
      case RuleArgument::Kind::Dot:
        break;
      }
    }
    text.text += call.after;
  }
  if (changed.before.empty())
    return;
  if (text.text.empty())
    return contribute(adjoints, changed.targets[0], {y_bar});
  const std::vector<ValueId> all =
      callWhereUsed(text.finished(), text.operands, changed.before, used, op.isElementwise);
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
