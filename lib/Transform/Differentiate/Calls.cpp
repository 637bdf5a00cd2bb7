#include "Transform/Differentiate/Calls.h"
#include "Transform/Differentiate/Shadows.h"
#include "Transform/Differentiate/Signature.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

TypeId tapeFrameType(TypeTable &types) { return types.opaque("clangent::Tape::Frame &"); }

ValueId tapeFrame(Builder &b) { return b.global(tapeFrameType(b.module.types), "tape"); }

void addTape(Module &module, Function &function) {
  addParameter(function, tapeFrameType(module.types), "tape", ParameterKind::Value, "clangent::Tape::Frame &");
}

bool CallActivity::any() const { return result || std::find(operands.begin(), operands.end(), true) != operands.end(); }

CallActivity activityOf(const Module &module, const Function &f, const Op &call, const analysis::Activity &activity) {
  CallActivity result;
  auto carries = [&](ValueId v) {
    return !call.isClosed && !activity.isDeadEnd(call.parent) &&
           (module.types.isPointer(f[v].type) ? activity.hasShadow(v) : activity.isActive(v));
  };
  for (ValueId v : call.operands)
    result.operands.push_back(carries(v));
  result.result = !call.results.empty() && carries(call.results[0]);
  // Null, a list without elements say, is handed on beside what has a shadow: it has one, which is null.
  const TypeTable &types = module.types;
  const bool isPointer = result.result && types.isPointer(f[call.results[0]].type);
  for (size_t i = 0; result.any() && i < call.operands.size(); ++i)
    if (const ValueId v = call.operands[i]; activity.isNull(v) && types.holdsReal(f[v].type))
      result.operands[i] = isPointer || types.holdsPointer(types.pointee(f[v].type));
  // What has derivatives of its own gets the shadows of all numbers, and null where there is none.
  if (result.any() && !module[call.callee].givenBy.empty())
    for (size_t i = 0; i < call.operands.size(); ++i)
      result.operands[i] = types.isPointer(f[call.operands[i]].type) && types.holdsReal(f[call.operands[i]].type);
  return result;
}

bool staysProgramCall(const Module &module, const Op &call, const CallActivity &passing) {
  const Function &callee = module[call.callee];
  const auto isCopied = [&](const Parameter &parameter) {
    return parameter.isMade ||
           (parameter.kind == ParameterKind::Object &&
            module.types[module.types.pointee(callee[parameter.value].type)].lifetime.returned != Return::Copied);
  };
  const bool isTaken =
      callee.isComplete && !call.isClosed && std::any_of(callee.parameters.begin(), callee.parameters.end(), isCopied);
  return !passing.any() && !isTaken;
}

bool PairCalls::forward(Builder &b, OpId id, Shadows &shadows) {
  const Op call = f[id];
  CallActivity passing = activityOf(module, f, call, activity);
  if (staysProgramCall(module, call, passing))
    return false;
  Plan plan{{call.callee, Mode::Pair, passing.operands, passing.result}, call.operands, {}, {}, {}};
  if (!call.results.empty())
    plan.result = call.results[0];
  if (passing.result)
    plan.key.results = uses.resultsOf(call);
  if (const std::vector<bool> told = uses.toldBy(call); std::find(told.begin(), told.end(), true) != told.end())
    plan.key.told = told;
  const Derivative derivative = derivatives.get(plan.key);
  const bool returnsObject = module[call.callee].resultKind == ResultKind::Object;

  std::vector<ValueId> operands = call.operands;
  for (size_t i = 0; i < call.operands.size(); ++i)
    if (passing.operands[i] && module.types.isPointer(f[call.operands[i]].type))
      operands.push_back(b.cast(shadows.shadowOrNull(b, call.operands[i]), shadows.typeOf(call.operands[i])));
  operands.push_back(tapeFrame(b));
  if (returnsObject) {
    receiveObject(b, plan, shadows);
    operands.push_back(plan.result);
  }
  OpId forwardCall = b.call(derivative.function, operands, {});
  if (plan.result && !returnsObject) {
    f[forwardCall].results.push_back(plan.result);
    f[plan.result].definition = forwardCall;
    if (passing.result && isPointerResult(module, module[call.callee])) {
      shadows.bind(plan.result, b.addResult(forwardCall, shadows.typeOf(plan.result), shadows.nameOf(plan.result)));
      plan.isPointer = true;
    }
  }
  plan.residual = b.addResult(forwardCall, module.types.pointer(derivative.record));
  f.describe(plan.residual, "residual", Role::Tape);
  plans.emplace(forwardCall, plan);
  return true;
}

// The object that the callee returns is a local object of the caller, with a shadow of its own.
void PairCalls::receiveObject(Builder &b, Plan &plan, Shadows &shadows) {
  OpId local = b.make(Opcode::Local, {});
  f[local].results.push_back(plan.result);
  f[plan.result].definition = local;
  if (activity.hasShadow(plan.result)) {
    shadows.extend(b, local);
    plan.resultShadow = shadows.of(plan.result);
    uses.addFlags(b, plan.result);
  }
}

bool PairCalls::changesShadows(OpId id) const {
  auto found = plans.find(id);
  if (found == plans.end())
    return false;
  const Plan &plan = found->second;
  for (size_t i = 0; i < plan.operands.size(); ++i)
    if (plan.key.active[i] && module.types.isPointer(f[plan.operands[i]].type))
      return true;
  return plan.resultShadow.valid() || plan.isPointer;
}

// The adjoint of the result, and whether the numbers in it were used, as far as the callee has to be told.
void PairCalls::passAdjoint(Builder &b, const Plan &plan, const std::optional<Flow> &adjoint,
                            std::vector<ValueId> &operands) const {
  if (plan.resultShadow) {
    operands.push_back(plan.resultShadow);
    for (ValueId flag : uses.flagsOf(plan.result, plan.key.results))
      operands.push_back(b.load(flag));
    return;
  }
  if (!plan.key.resultActive || plan.isPointer)
    return;
  operands.push_back(adjoint ? adjoint->orZero(b) : b.zero(f[plan.result].type));
  if (!plan.key.results.empty())
    operands.push_back(adjoint ? adjoint->when.value(b) : b.constantBool(false));
}

void PairCalls::reverse(Builder &b, OpId id, const std::function<std::optional<Flow>(ValueId)> &adjointOf,
                        const std::function<void(ValueId, const Flow &)> &contribute) {
  auto found = plans.find(id);
  if (found == plans.end())
    return;
  const Plan &plan = found->second;
  const Derivative derivative = derivatives.get(plan.key);
  std::vector<ValueId> operands{plan.residual};
  passAdjoint(b, plan, adjointOf(plan.result), operands);
  for (size_t i = 0; i < plan.key.told.size(); ++i)
    if (plan.key.told[i] && module.types.isPointer(f[plan.operands[i]].type))
      for (ValueId flag : uses.flagsBehind(plan.operands[i]))
        operands.push_back(flag);
  std::vector<ValueId> targets;
  std::vector<TypeId> types;
  for (size_t i = 0; i < plan.operands.size(); ++i)
    if (plan.key.active[i] && module.types.isReal(f[plan.operands[i]].type)) {
      targets.push_back(plan.operands[i]);
      types.push_back(f[plan.operands[i]].type);
    }
  // Behind the adjoints: whether those were used that may not have been.
  std::map<size_t, unsigned> bits;
  for (size_t i = 0, target = 0; i < plan.key.told.size(); ++i) {
    if (plan.key.told[i] && module.types.isFloat(f[plan.operands[i]].type)) {
      bits[target] = static_cast<unsigned>(types.size());
      types.push_back(module.types.boolType());
    }
    target += plan.key.active[i] && module.types.isReal(f[plan.operands[i]].type);
  }
  OpId call = b.call(derivative.reverse, operands, types);
  for (size_t i = 0; i < targets.size(); ++i) {
    Condition used = Condition::always();
    if (auto bit = bits.find(i); bit != bits.end())
      used = Condition::holds(b.result(call, bit->second));
    contribute(targets[i], {b.result(call, static_cast<unsigned>(i)), used, true});
  }
}

} // namespace clangent::transform
