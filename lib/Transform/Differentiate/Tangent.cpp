// Forward mode: every active operation is followed by its tangent, in place.
#include "Analysis/Memory.h"
#include "Analysis/Paths.h"
#include "IR/Spelling.h"
#include "Transform/Differentiate/Adjoint.h"
#include "Transform/Differentiate/CallerShadows.h"
#include "Transform/Differentiate/Calls.h"
#include "Transform/Differentiate/Flow.h"
#include "Transform/Differentiate/OwnedMemory.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Differentiate/Sweeps.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

class TangentBuilder {
public:
  TangentBuilder(DerivativeContext &context, const DerivativeKey &key, Function &f)
      : module(context.module), f(f), derivatives(context.derivatives), memory(module, f), seed(activitySeed(key, f)),
        activity(module, f, memory, seed, context.options.activity), surelyVaried(module, f, activity),
        shadows(module, f, activity, Role::Tangent), zero(zeroTimes(context.options)) {}

  void bindParameters(const DerivativeKey &key, const CallerShadows &given) {
    for (size_t i = 0; i < key.active.size(); ++i) {
      if (!key.active[i])
        continue;
      ValueId dot = given.of(i), v = f.parameters[i].value;
      if (module.types.isPointer(f[v].type))
        shadows.bind(v, dot);
      else if (activity.isActive(v))
        dots.insert_or_assign(v, Flow{dot});
    }
  }

  void run(RegionId r) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      Builder b(module, f, r);
      b.setStatement(f[id].statement, f[id].at);
      if (f[id].code == Opcode::Call && call(b, id))
        continue;
      if (isLoop(f[id].code)) {
        openLoop(b, id);
        shadows.openLoop(b, id);
      }
      f[r].ops.push_back(id);
      if (f[id].regions.empty()) {
        shadows.extend(b, id);
        scalar(b, id);
        continue;
      }
      for (RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
      close(b, id);
      shadows.close(id);
    }
  }

  // The result's tangent goes to the caller.
  void finish(const DerivativeKey &key) {
    const bool isResultInPlace = key.isResultInPlace, isPointer = key.resultActive && isPointerResult(module, f);
    if (!hasResultShadow(module, f) && !isPointer)
      return;
    Builder b(module, f, f.body);
    ValueId out = f.parameters[f.parameters.size() - (isResultInPlace ? 2 : 1)].value, result = f[f.body].yields[0];
    if (isPointer) {
      const ValueId shadow = shadows.shadowOrNull(b, result);
      b.store(out, b.cast(shadow, module.types.pointee(f[out].type)));
    } else if (f.resultKind == ResultKind::Object) {
      if (shadows.has(result))
        copyNumbers(b, shadows.of(result), out);
      else
        forEachNumber(
            b, out, out,
            {[&](ValueId target, ValueId) { b.store(target, b.zero(module.types.pointee(f[target].type))); }, {}});
    } else {
      b.store(out, dotOrZero(b, result));
    }
    if (isResultInPlace) {
      buildInPlace(f);
      f.resultKind = ResultKind::Void;
      f.resultSpelling = "void";
    }
  }

  Module &module;
  Function &f;
  DerivativeSource &derivatives;
  analysis::Memory memory;
  analysis::ActivitySeed seed;
  analysis::Activity activity;
  analysis::SurelyVaried surelyVaried;
  Shadows shadows;
  rules::ZeroTimes zero;

private:
  ValueId dotOrZero(Builder &b, ValueId v) {
    auto found = dots.find(v);
    return found != dots.end() ? found->second.orZero(b) : b.zero(f[v].type);
  }

  Condition variationOf(ValueId v) const {
    auto found = dots.find(v);
    return found != dots.end() ? found->second.when : Condition::never();
  }

  // Is it to be asked at run time whether v depends on an input? Only numbers have derivatives that can be infinite.
  bool mayBeConstant(ValueId v) const { return module.types.isFloat(f[v].type) && !surelyVaried(v); }

  void setDot(ValueId v, ValueId dot) { setDot(v, Flow{dot}); }

  void setDot(ValueId v, const Flow &dot) {
    dots.insert_or_assign(v, dot);
    if (f[dot.value].name.empty())
      f.describe(dot.value, derivativeName(f[v].name, Role::Tangent), Role::Tangent);
  }

  void nameVariation(ValueId varied, ValueId primal) {
    if (!f[primal].name.empty())
      f[varied].name = f[primal].name + "_varied";
  }

  // The tangent of *pointer: zero where there is no shadow.
  ValueId loadDot(Builder &b, ValueId pointer) {
    if (!shadows.mayBeNull(pointer))
      return b.load(shadows.of(pointer));
    OpId guarded = b.ifOp(shadows.isNotNull(b, pointer));
    Builder there(module, f, f[guarded].regions[0]), absent(module, f, f[guarded].regions[1]);
    ValueId dot = there.load(shadows.of(pointer)), zero = absent.zero(f[dot].type);
    f[f[guarded].regions[0]].yields = {dot};
    f[f[guarded].regions[1]].yields = {zero};
    return b.addResult(guarded, f[dot].type);
  }

  void scalar(Builder &b, OpId id) {
    const Op op = f[id];
    if (activity.isDeadEnd(op.parent))
      return;
    switch (infoOf(op.code).numbers) {
    case NumberFlow::None:
    case NumberFlow::Inner:  // openLoop, close
    case NumberFlow::Callee: // call
      return;
    case NumberFlow::Loaded:
      if (activity.isActive(op.results[0]))
        setDot(op.results[0], loadDot(b, op.operands[0]));
      return;
    case NumberFlow::Stored:
      if (module.types.isReal(f[op.operands[1]].type) && shadows.has(op.operands[0]))
        b.store(shadows.of(op.operands[0]), dotOrZero(b, op.operands[1]));
      return;
    case NumberFlow::Added:
      if (shadows.has(op.operands[0]) && dots.count(op.operands[1]))
        b.update(shadows.of(op.operands[0]), dots.at(op.operands[1]).orZero(b));
      return;
    case NumberFlow::Ruled:
      if (op.rule && op.results.size() == 1 && activity.isActive(op.results[0]))
        ruleTangent(b, op);
      return;
    case NumberFlow::Operands:
      if (activity.isActive(op.results[0]))
        operandsTangent(b, op);
      return;
    }
  }

  // The sum over the operands of their tangents times the partials.
  void operandsTangent(Builder &b, const Op &op) {
    std::optional<Flow> sum;
    for (unsigned k = 0; k < op.operands.size(); ++k) {
      auto dot = dots.find(op.operands[k]);
      if (dot == dots.end())
        continue;
      const std::optional<rules::Contribution> part = rules::contribution(b, op, k, dot->second.value, zero);
      if (!part)
        continue;
      const Flow term = along(b, dot->second, *part);
      sum = sum ? Flow::sum(b, *sum, term) : term;
    }
    if (sum)
      setDot(op.results[0], mayBeConstant(op.results[0]) ? *sum : Flow{sum->orZero(b)});
  }

  // y_dot = f_tangent(what it needs, dots); a dot that is not there is zero.
  void ruleTangent(Builder &b, const Op &op) {
    const std::optional<unsigned> replacedIn = module[op.rule].replacedIn;
    if (module[op.rule].tangent.empty())
      return setDot(op.results[0], dotOrZero(b, op.operands[*replacedIn]));
    const RuleCall rule = module[op.rule].tangent.front();
    const auto isChanged = [&](const RuleArgument &argument) {
      return argument.kind == RuleArgument::Kind::Dot && argument.operand == replacedIn;
    };
    // What is changed comes last among the operands.
    const size_t last = static_cast<size_t>(
        std::count_if(rule.arguments.begin(), rule.arguments.end(), [&](const auto &a) { return !isChanged(a); }));
    std::vector<ValueId> operands;
    std::vector<size_t> numbers; // of the arguments among the operands
    for (const RuleArgument &argument : rule.arguments) {
      const ValueId of = op.operands.empty() ? ValueId() : op.operands[argument.operand];
      numbers.push_back(isChanged(argument) ? last : operands.size());
      if (isChanged(argument))
        continue;
      if (argument.kind == RuleArgument::Kind::Dot)
        operands.push_back(dotOrZero(b, of));
      else if (argument.kind == RuleArgument::Kind::Shape)
        operands.push_back(b.shapeOf(of, argument.type));
      else
        operands.push_back(argument.kind == RuleArgument::Kind::Result ? op.results[0] : of);
    }
    Term term = withLeaves(rule.term, [&](const Term &leaf) { return Term::operand(numbers[leaf.number]); });
    const ValueId dot = replacedIn
                            ? b.result(b.inPlace(std::move(term), operands, {dotOrZero(b, op.operands[*replacedIn])}))
                            : b.rule(RuleId(), std::move(term), operands, f[op.results[0]].type);
    f[f[dot].definition].isElementwise = op.isElementwise;
    setDot(op.results[0], dot);
  }

  // ---- regions

  void openLoop(Builder &b, OpId id) {
    const size_t operands = firstCarriedOperand(f[id]), arguments = firstCarriedArgument(f[id]);
    RegionId first = f[id].regions.front();
    std::vector<size_t> positions;
    for (size_t i = 0; i < f[id].results.size(); ++i) {
      ValueId argument = f[first].arguments[arguments + i];
      if (!activity.isActive(argument))
        continue;
      const ValueId before = f[id].operands[operands + i], initial = dotOrZero(b, before);
      f[id].operands.push_back(initial);
      Flow dot{b.addArgument(first, f[argument].type)};
      if (mayBeConstant(argument)) {
        const ValueId isVaried = variationOf(before).value(b);
        f[id].operands.push_back(isVaried);
        dot.when = Condition::holds(b.addArgument(first, module.types.boolType()));
        nameVariation(f[first].arguments.back(), argument);
      }
      setDot(argument, dot);
      positions.push_back(i);
    }
    carried[id] = positions;
  }

  void close(Builder &b, OpId id) {
    const bool isBranch = f[id].code == Opcode::If;
    std::vector<size_t> positions;
    if (isBranch) {
      for (size_t i = 0; i < f[id].results.size(); ++i)
        if (activity.isActive(f[id].results[i]))
          positions.push_back(i);
    } else {
      positions = carried[id];
    }
    std::vector<RegionId> ends = f[id].regions;
    if (!isBranch)
      ends = {f[id].regions.back()};
    for (size_t i : positions) {
      const ValueId result = f[id].results[i];
      yieldEach(id, ends, [&](Builder &inner, RegionId r) { return dotOrZero(inner, f[r].yields[i]); });
      setDot(result, Flow{b.addResult(id, f[result].type), variationBehind(b, id, i, ends), true});
    }
  }

  template <class Make> void yieldEach(OpId id, const std::vector<RegionId> &ends, Make &&make) {
    for (RegionId r : ends) {
      Builder inner(module, f, r);
      inner.setStatement(f[id].statement, f[id].at);
      const ValueId v = make(inner, r);
      f[r].yields.push_back(v);
    }
  }

  // When result i of a branch or loop varies.
  Condition variationBehind(Builder &b, OpId id, size_t i, const std::vector<RegionId> &ends) {
    const Op op = f[id];
    const ValueId result = op.results[i];
    if (op.code == Opcode::If) {
      const Condition arms[2] = {variationOf(f[ends[0]].yields[i]), variationOf(f[ends[1]].yields[i])};
      if (!mayBeConstant(result))
        return Condition::always();
      if (arms[0] == arms[1] && (arms[0].isAlways() || arms[0].isNever()))
        return arms[0];
      if (arms[0].isAlways() && arms[1].isNever())
        return Condition::holds(op.operands[0]);
      if (arms[0].isNever() && arms[1].isAlways())
        return Condition::fails(op.operands[0]);
    } else if (!mayBeConstant(f[op.regions.front()].arguments[firstCarriedArgument(op) + i])) {
      return Condition::always();
    }
    yieldEach(id, ends, [&](Builder &inner, RegionId r) { return variationOf(f[r].yields[i]).value(inner); });
    const ValueId varied = b.addResult(id, module.types.boolType());
    nameVariation(varied, result);
    return Condition::holds(varied);
  }

  // ---- calls

  // Replaces the call by the call of the callee's tangent; false when nothing active passes through it.
  bool call(Builder &b, OpId id) {
    const Op op = f[id];
    CallActivity passing = activityOf(module, f, op, activity);
    if (staysProgramCall(module, op, passing))
      return false;
    const Function &callee = module[op.callee];
    const bool isObject = callee.resultKind == ResultKind::Object;
    const bool isInPlace = isObject && module.types[callee.resultType].lifetime.returned != Return::Copied;
    const bool isOnTape = analysis::sourcesOf(module, op.callee).isAllocated;
    const Derivative tangent =
        derivatives.get({op.callee, Mode::Tangent, passing.operands, passing.result, isOnTape, isInPlace});
    std::vector<ValueId> operands = op.operands;
    for (size_t i = 0; i < op.operands.size(); ++i)
      if (passing.operands[i])
        operands.push_back(module.types.isPointer(f[op.operands[i]].type) ? shadows.shadowOrNull(b, op.operands[i])
                                                                          : dotOrZero(b, op.operands[i]));
    if (isOnTape)
      operands.push_back(tapeFrame(b));
    if (op.results.empty()) {
      b.call(tangent.function, operands, {});
      return true;
    }
    ValueId result = op.results[0];
    const bool isPointer = passing.result && isPointerResult(module, module[op.callee]);
    if (!hasResultShadow(module, module[op.callee]) && !isPointer) {
      OpId made = b.call(tangent.function, operands, {});
      f[made].results.push_back(result);
      f[result].definition = made;
      return true;
    }
    TypeId type = isObject ? module.types.pointee(f[result].type) : f[result].type;
    const std::string of = f[result].name.empty() ? "result" : f[result].name;
    ValueId place = b.local(type, derivativeName(of, Role::Tangent), true);
    f[place].role = Role::Tangent;
    operands.push_back(place);
    OpId made;
    if (isInPlace) {
      made = b.make(Opcode::Local, {});
      operands.push_back(result);
      b.call(tangent.function, operands, {});
    } else {
      made = b.call(tangent.function, operands, {});
    }
    f[made].results.push_back(result);
    f[result].definition = made;
    if (isObject)
      shadows.bind(result, place);
    else if (isPointer)
      shadows.bind(result, b.load(place, derivativeName(f[result].name, Role::Tangent)));
    else if (activity.isActive(result))
      setDot(result, Flow{b.load(place), variationOfCall(b, op, passing), false});
    return true;
  }

  // A result varies if an operand does; of memory that is not asked.
  Condition variationOfCall(Builder &b, const Op &op, const CallActivity &passing) const {
    Condition varied = Condition::never();
    for (size_t i = 0; i < op.operands.size(); ++i)
      if (passing.operands[i])
        varied = Condition::either(b, varied,
                                   module.types.isPointer(f[op.operands[i]].type) ? Condition::always()
                                                                                  : variationOf(op.operands[i]));
    return varied.isNever() ? Condition::always() : varied;
  }

  std::map<ValueId, Flow> dots;
  std::map<OpId, std::vector<size_t>> carried;
};

} // namespace

bool buildTangent(DerivativeContext &context, const DerivativeKey &key, Function &f) {
  TangentBuilder builder(context, key, f);
  if (refuse(context, f, builder.activity, key))
    return false;
  CallerShadows dots(context.module, key, f, builder.activity, isEntry(context, key));
  dots.open();
  builder.bindParameters(key, dots);
  builder.run(f.body);
  Builder b(context.module, f, f.body);
  dots.giveBack(b);
  builder.finish(key);
  return true;
}

} // namespace clangent::transform
