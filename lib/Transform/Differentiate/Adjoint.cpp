#include "Transform/Differentiate/Adjoint.h"
#include "Transform/Differentiate/CallerShadows.h"
#include "Transform/Differentiate/OwnedMemory.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Differentiate/Sweeps.h"
#include "Transform/Edit/Uses.h"
#include "Transform/Record/Recording.h"
#include "Transform/Record/TapeAudit.h"

#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// An operation that a derivative would go through, and whose rule says nothing about it.
bool refuseMissingRules(DerivativeContext &context, const Function &f, const analysis::Activity &activity, Mode mode) {
  bool isRefused = false;
  forEachOp(f, f.body, [&](OpId id) {
    const Op &op = f[id];
    if ((op.code != Opcode::Rule && op.code != Opcode::InPlace) || !op.rule || !activity.isActive(op.results[0]))
      return;
    const Rule &rule = context.module[op.rule];
    const std::vector<RuleCall> &calls = mode == Mode::Tangent ? rule.tangent : rule.adjoint;
    for (unsigned k = 0; k < op.operands.size(); ++k) {
      if (!activity.isVaried(op.operands[k]) || rule.covers(calls, k))
        continue;
      context.sink.report(DiagId::err_no_rule, op.at,
                          {rule.name, rule.parameters[k], mode == Mode::Tangent ? "tangent_of" : "adjoint_of"});
      isRefused = true;
      return;
    }
  });
  return isRefused;
}

// A closure that holds values and is not seen through: there would have to be a variable for it, and for its adjoint.
bool refuseClosures(DerivativeContext &context, const Function &f) {
  bool isRefused = false;
  forEachOp(f, f.body, [&](OpId id) {
    const Op &op = f[id];
    const TypeTable &types = context.module.types;
    if (op.code != Opcode::Local || !types.holdsClosure(types.pointee(f[op.results[0]].type)))
      return;
    context.sink.report(DiagId::err_closure_kept, op.at, {});
    isRefused = true;
  });
  return isRefused;
}

// What stood in the way of looking into something that a derivative flows to: once, where it was met first.
void tellReasons(DerivativeContext &context, ReasonId reason, std::set<std::string> &told) {
  if (!reason)
    return;
  for (const DiagnosticList::Entry &entry : context.module.reasons[reason.index].entries())
    if (told.insert(entry.text()).second)
      context.sink.report(entry.id, entry.at, entry.args, entry.notes);
}

// A type as programs write it, where text says ::std::map< ::std::pair<...
std::string asWritten(std::string type) {
  for (size_t at = type.find("::"); at != std::string::npos; at = type.find("::", at + 1)) {
    const size_t from = at > 0 && type[at - 1] == ' ' && at > 1 && type[at - 2] == '<' ? at - 1 : at;
    if (from == 0 || type[from - 1] == '<' || type[from - 1] == ' ')
      type.erase(from, at + 2 - from);
  }
  return type;
}

// The adjoint of an argument has to be built as that is.
bool refuseOutOfSight(DerivativeContext &context, const Function &f, const DerivativeKey &key) {
  const TypeTable &types = context.module.types;
  bool isRefused = false;
  for (size_t i = 0; i < key.active.size(); ++i) {
    const TypeId type = f[f.parameters[i].value].type;
    const TypeId found = key.active[i] && types.isPointer(type) && f.parameters[i].kind != ParameterKind::Value
                             ? linkedOutOfSight(types, types.pointee(type))
                             : TypeId();
    if (!found)
      continue;
    context.sink.report(DiagId::err_linked_argument, f.at, {f.parameters[i].name, asWritten(types[found].spelling)});
    isRefused = true;
  }
  return isRefused;
}

} // namespace

bool isEntry(const DerivativeContext &context, const DerivativeKey &key) {
  const DerivativeKey &first = context.derivatives.all().front().first;
  return !(key < first) && !(first < key);
}

namespace {

// What is given in the bar of an argument that may come to hold another alternative is of the one behind the call.
bool refuseChoices(DerivativeContext &context, const Function &f, const DerivativeKey &key) {
  const TypeTable &types = context.module.types;
  bool isRefused = false;
  for (unsigned i = 0; isEntry(context, key) && i < key.active.size(); ++i) {
    const TypeId type = f[f.parameters[i].value].type;
    const bool isSeeded = i >= key.unseeded.size() || !key.unseeded[i];
    if (!key.active[i] || !isSeeded || f.parameters[i].kind != ParameterKind::Reference || !types.isPointer(type) ||
        types[type].toConst || !types.holdsUnion(types.pointee(type)))
      continue;
    context.sink.report(
        DiagId::err_unsupported, f.at,
        {"'" + f.parameters[i].name + "', which may come to hold another alternative of a std::variant"});
    isRefused = true;
  }
  return isRefused;
}

// Parameters whose structure the function changes, and of which it can make no shadow.
bool refuseOwnShadows(DerivativeContext &context, const Function &f, const analysis::Activity &activity,
                      const DerivativeKey &key) {
  bool isRefused = false;
  for (unsigned i = 0; isEntry(context, key) && i < key.active.size(); ++i) {
    const Parameter &parameter = f.parameters[i];
    if (!activity.isRestructured(i) || parameter.kind != ParameterKind::Reference ||
        fitsOwnShadow(context.module.types, context.module.types.pointee(f[parameter.value].type)))
      continue;
    context.sink.report(DiagId::err_container_changed, parameter.at.isValid() ? parameter.at : f.at, {parameter.name});
    isRefused = true;
  }
  return isRefused;
}

} // namespace

bool refuse(DerivativeContext &context, const Function &f, const analysis::Activity &activity,
            const DerivativeKey &key) {
  // What a callee's parameter refers to is known to those who call it.
  const bool isAskedFor = key.primal == context.derivatives.all().front().first.primal;
  const bool keepsClosures = refuseClosures(context, f);
  const bool isEndless =
      key.resultActive && f.resultKind == ResultKind::Object && ownsItself(context.module.types, f.resultType);
  if (isEndless && isAskedFor)
    context.sink.report(DiagId::err_unsupported, f.at, {"a result whose class holds a container of itself"});
  const bool lacksOwnShadows = refuseOwnShadows(context, f, activity, key);
  const bool isOutOfSight = isEntry(context, key) && refuseOutOfSight(context, f, key);
  const bool mayChoose = refuseChoices(context, f, key);
  const bool lacksRules = refuseMissingRules(context, f, activity, key.mode);
  // What else is found may follow from that something could not be looked into.
  std::set<std::string> told;
  for (const analysis::ActivityProblem &problem : activity.problems())
    if (problem.kind == analysis::ActivityProblemKind::NotLookedInto)
      tellReasons(context, problem.reason, told);
  if (!told.empty())
    return true;
  bool isRefused =
      keepsClosures || lacksOwnShadows || mayChoose || lacksRules || isOutOfSight || (isEndless && isAskedFor);
  for (const analysis::ActivityProblem &problem : activity.problems()) {
    const bool isOfCaller = problem.kind == analysis::ActivityProblemKind::AllocationLeaves ||
                            problem.kind == analysis::ActivityProblemKind::ContainerChanges;
    if (isOfCaller && !isEntry(context, key))
      continue;
    isRefused = true;
    const std::string object = problem.object.empty() ? "memory" : "'" + problem.object + "'";
    switch (problem.kind) {
    case analysis::ActivityProblemKind::StoreToUntracked:
      context.sink.report(isAskedFor ? DiagId::err_store_untracked : DiagId::err_store_untracked_callee,
                          f[problem.op].at, {object, isAskedFor ? "" : context.module[key.primal].name});
      break;
    case analysis::ActivityProblemKind::NotLookedInto: // of a module that was read, without its reasons
      context.sink.report(DiagId::err_store_untracked, f[problem.op].at, {object, ""});
      break;
    case analysis::ActivityProblemKind::StoreToGlobal:
      context.sink.report(DiagId::err_store_global, f[problem.op].at, {});
      break;
    case analysis::ActivityProblemKind::UntrackedList:
      context.sink.report(DiagId::err_list_of_numbers, problem.op ? f[problem.op].at : f.at, {});
      break;
    case analysis::ActivityProblemKind::MixedPointer:
      context.sink.report(DiagId::err_mixed_pointer, f[problem.op].at, {object});
      break;
    case analysis::ActivityProblemKind::SelfPointer:
      context.sink.report(DiagId::err_self_pointer, f[problem.op].at, {});
      break;
    case analysis::ActivityProblemKind::InactiveWrites:
      context.sink.report(DiagId::err_inactive_writes, f[problem.op].at, {problem.object});
      break;
    case analysis::ActivityProblemKind::ContainerChanges:
      context.sink.report(DiagId::err_container_changed, f[problem.op].at, {problem.object});
      break;
    case analysis::ActivityProblemKind::AllocationLeaves:
      context.sink.report(DiagId::err_allocation_leaves, f[problem.op].at, {});
      break;
    case analysis::ActivityProblemKind::ReturnedPointer:
      context.sink.report(DiagId::err_returned_reference, f[problem.op].at, {problem.object});
      break;
    }
  }
  return isRefused;
}

bool passesAudit(DerivativeContext &context, const Function &f, const Recording &recording, const SplitSweeps &split) {
  std::vector<std::string> problems = recording.problems();
  if (problems.empty())
    problems = auditTape(context.module, f, split);
  for (const std::string &problem : problems)
    context.sink.report(DiagId::err_internal, f.at, {"in '" + f.name + "': " + problem});
  return problems.empty();
}

bool buildAdjoint(DerivativeContext &context, const DerivativeKey &key, Function &f) {
  Module &module = context.module;
  Sweeps sweeps(context, key, f, false);
  if (refuse(context, f, sweeps.activity, key))
    return false;
  // P..., seed, bars
  const size_t count = key.active.size();
  const ValueId seed = hasResultShadow(module, f) ? f.parameters[count].value : ValueId();
  CallerShadows &bars = sweeps.bars.emplace(module, key, f, sweeps.activity, isEntry(context, key));
  bars.open();
  std::vector<std::pair<ValueId, ValueId>> scalarBars;
  for (size_t i = 0; i < count; ++i) {
    if (!key.active[i])
      continue;
    const ValueId parameter = f.parameters[i].value;
    if (module.types.isPointer(f[parameter].type))
      sweeps.forward.shadows.bind(parameter, bars.of(i));
    else
      scalarBars.emplace_back(parameter, bars.of(i));
  }
  sweeps.buildForward();
  Adjoints adjoints;
  if (f.resultKind == ResultKind::Scalar && sweeps.activity.isActive(f[f.body].yields[0]))
    adjoints.set(f[f.body].yields[0], Flow{seed});
  else if (f.resultKind == ResultKind::Object)
    sweeps.objectSeed = seed;
  const size_t forwardEnd = f[f.body].ops.size();
  Builder b(module, f, f.body);
  if (sweeps.objectSeed)
    sweeps.uses.addOwnFlags(b, {});
  sweeps.buildReverse(f.body, adjoints);
  b.setRegion(f.body);
  bars.giveBack(b);
  for (auto [parameter, bar] : scalarBars)
    if (const Flow *found = adjoints.find(parameter))
      b.update(bar, found->orZero(b));
  std::vector<OpId> reverseOps(f[f.body].ops.begin() + static_cast<std::ptrdiff_t>(forwardEnd), f[f.body].ops.end());
  Recording recording(module, f, sweeps.plan, sweeps.own, RegionId());
  recording.run(reverseOps, f.body);
  recording.settle();
  return passesAudit(context, f, recording, SplitSweeps());
}

} // namespace clangent::transform
