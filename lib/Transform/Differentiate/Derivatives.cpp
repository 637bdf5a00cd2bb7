#include "Transform/Differentiate/Derivatives.h"
#include "IR/Spelling.h"
#include "Transform/Differentiate/Adjoint.h"
#include "Transform/Differentiate/Calls.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Differentiate/Sweeps.h"

namespace clangent::transform {

using namespace ir;

namespace {

// Of a derivative that is differentiated again everything is the program's own.
Function primalOf(Function f) {
  for (Value &value : f.values)
    value.role = Role::Primal;
  for (Op &op : f.ops)
    op.isDerivative = false;
  return f;
}

} // namespace

const Derivative &Derivatives::get(const DerivativeKey &key) {
  auto found = indices.find(key);
  if (found != indices.end())
    return made[found->second].second;
  indices[key] = made.size();
  Derivative derivative;
  declare(key, derivative);
  made.emplace_back(key, derivative);
  return made.back().second;
}

void Derivatives::declare(const DerivativeKey &key, Derivative &derivative) {
  Function f = primalOf(module[key.primal]);
  const std::string base = identifier(f.name);
  const size_t count = key.active.size();
  f.isComplete = false;
  f.isDerivative = true;
  // The text calls a derivative by its plain name.
  f.qualifiedName.clear();
  f.calledAs.clear();
  switch (key.mode) {
  case Mode::Adjoint:
    f.name = names(base + "_adjoint");
    if (hasResultShadow(module, f))
      addSeed(module, f);
    for (unsigned i = 0; i < count; ++i)
      if (key.active[i])
        addBar(module, f, i);
    break;
  case Mode::Tangent:
    f.name = names(base + "_tangent");
    for (unsigned i = 0; i < count; ++i)
      if (key.active[i])
        addDot(f, i);
    if (key.isOnTape)
      addTape(module, f);
    if (hasResultShadow(module, f) || (key.resultActive && isPointerResult(module, f)))
      addResultDot(module, f);
    if (key.isResultInPlace)
      addResultPlace(module, f);
    break;
  case Mode::Pair:
    declarePair(key, derivative, f);
    break;
  }
  declareGiven(key.mode, derivative, f);
  derivative.function = FunctionId(module.functions.size());
  module.functions.push_back(std::move(f));
}

void Derivatives::declarePair(const DerivativeKey &key, Derivative &derivative, Function &f) {
  const std::string base = identifier(f.name);
  f.name = names(base + "_forward");
  Function r;
  r.isDerivative = true;
  r.name = names(base + "_reverse");
  derivative.record = f.givenBy.empty() ? module.types.record(names(base + "_residual"), Form::Generated)
                                        : module.types.record(f.givenBy + "::Residual", Form::Class);
  makeBody(r);
  const TypeId record = module.types.pointer(derivative.record);
  addParameter(r, record, "residual", ParameterKind::Value, module.types[record].spelling, Role::Tape);
  if (key.resultActive && !isPointerResult(module, f)) {
    bool isObject = f.resultKind == ResultKind::Object;
    TypeId type = isObject ? module.types.pointer(f.resultType) : f.resultType;
    addParameter(r, type, derivativeName("result", Role::Adjoint),
                 isObject ? ParameterKind::Reference : ParameterKind::Value,
                 module.types[f.resultType].spelling + (isObject ? " &" : ""), Role::Adjoint);
    for (unsigned i = 0; i < key.results.size(); ++i)
      if (key.results[i] == analysis::ResultUse::Asked)
        addParameter(r, module.types.boolType(),
                     "result_" + (isObject ? analysis::leafName(module.types, f.resultType, i) + "_used" : "used"),
                     ParameterKind::Value, "bool");
  }
  for (size_t i = 0; i < key.told.size(); ++i)
    if (key.told[i] && module.types.isPointer(f[f.parameters[i].value].type))
      for (const std::string &name : flagNames(module, f, i))
        addParameter(r, module.types.pointer(module.types.boolType()), name, ParameterKind::Reference, "bool &");
  r.resultKind = ResultKind::Multiple;
  r.resultSpelling = "void";
  r.at = f.at;
  for (unsigned i = 0; i < key.active.size(); ++i)
    if (key.active[i] && module.types.isPointer(f[f.parameters[i].value].type))
      addBar(module, f, i);
  addTape(module, f);
  if (f.resultKind == ResultKind::Object)
    addResultPlace(module, f);
  derivative.reverse = FunctionId(module.functions.size());
  module.functions.push_back(std::move(r));
}

// The program has these functions. Of the one that both sweeps are asked of at once there is none: only what is called
// has such derivatives.
void Derivatives::declareGiven(Mode mode, Derivative &derivative, Function &f) {
  if (f.givenBy.empty())
    return;
  f.qualifiedName = f.givenBy + (mode == Mode::Pair ? "::forward" : "::tangent");
  if (mode != Mode::Pair)
    return;
  f.resultKind = ResultKind::Multiple;
  Function &r = module[derivative.reverse];
  r.givenBy = f.givenBy;
  r.qualifiedName = f.givenBy + "::reverse";
}

std::vector<bool> Derivatives::surelyUsed(const Function &caller, const Op &call, const analysis::Activity &activity,
                                          const analysis::ResultUses &results, const std::vector<bool> &referred) {
  const CallActivity passing = activityOf(module, caller, call, activity);
  if (!passing.any() || !module[call.callee].isComplete)
    return std::vector<bool>(call.operands.size());
  DerivativeKey key{call.callee, Mode::Pair, passing.operands, passing.result};
  if (passing.result)
    key.results = results;
  key.told = referred;
  // Everything counts as surely used until something says otherwise, in functions that call one another too.
  auto [found, isNew] = uses.try_emplace(key, passing.operands);
  if (!isNew)
    return found->second;
  const bool isFirst = undecided.empty();
  undecided.push_back(key);
  bool isChanged = decideUses(key);
  if (isFirst) {
    isChanged |= undecided.size() > 1;
    while (isChanged) {
      isChanged = false;
      for (size_t i = 0; i < undecided.size(); ++i)
        isChanged |= decideUses(DerivativeKey(undecided[i]));
    }
    undecided.clear();
  }
  return uses.at(key);
}

const analysis::NamedParameters &Derivatives::namedParameters() {
  if (!named)
    named.emplace(module);
  return *named;
}

// Has a parameter turned out not to be used on every path?
bool Derivatives::decideUses(const DerivativeKey &key) {
  const Function &f = module[key.primal];
  const analysis::Memory memory(module, f);
  const analysis::ActivitySeed seed = activitySeed(key, f);
  const analysis::Activity activity(module, f, memory, seed, options.activity);
  const analysis::Leaves leaves(module, f, namedParameters(), key.told);
  const analysis::SurelyUsed surelyUsed(module, f, activity, leaves, key.results, *this);
  bool isChanged = false;
  for (size_t i = 0; i < key.active.size(); ++i) {
    const ValueId v = f.parameters[i].value;
    const bool isUsed = module.types.isFloat(f[v].type) ? activity.isActive(v) && surelyUsed(v)
                                                        : key.told[i] && surelyUsed.isSurelyRead(i);
    if (!uses[key][i] || isUsed)
      continue;
    uses[key][i] = false;
    isChanged = true;
  }
  return isChanged;
}

bool Derivatives::complete() {
  for (; built < made.size(); ++built)
    if (!build(built))
      return false;
  return true;
}

bool Derivatives::build(size_t index) {
  DerivativeContext context{module, options, sink, *this};
  const DerivativeKey key = made[index].first;
  const Derivative derivative = made[index].second;
  Function &f = module[derivative.function];
  if (!f.givenBy.empty())
    return true;
  bool ok = false;
  switch (key.mode) {
  case Mode::Adjoint:
    ok = buildAdjoint(context, key, f);
    break;
  case Mode::Pair:
    ok = buildPair(context, key, derivative);
    break;
  case Mode::Tangent:
    ok = buildTangent(context, key, f);
    break;
  }
  f.isComplete = ok;
  return ok;
}

} // namespace clangent::transform
