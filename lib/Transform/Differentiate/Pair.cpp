// The sweeps of a call as two functions (ADJOINT 6). Forward computes the primal and returns a residual, a record on
// the caller's tape with exactly the values that reverse reads.
#include "IR/Spelling.h"
#include "Transform/Differentiate/Adjoint.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Differentiate/Sweeps.h"
#include "Transform/Edit/Clone.h"
#include "Transform/Record/Recording.h"
#include "Transform/Record/TapeAudit.h"

#include <cctype>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

class PairBuilder {
public:
  PairBuilder(DerivativeContext &context, const DerivativeKey &key, const Derivative &pair)
      : context(context), module(context.module), key(key), pair(pair), f(module[pair.function]),
        sweeps(context, key, f, true) {}

  bool run() {
    if (refuse(context, f, sweeps.activity, key))
      return false;
    bindShadows();
    sweeps.buildForward();
    if (key.resultActive && isPointerResult(module, f)) {
      Builder b(module, f, f.body);
      resultShadow = b.cast(sweeps.forward.shadows.shadowOrNull(b, f[f.body].yields[0]),
                            sweeps.forward.shadows.typeOf(f[f.body].yields[0]));
    }
    root = RegionId(f.regions.size());
    f.regions.emplace_back();
    f[root].mirror = f.body;
    Adjoints adjoints;
    takeSeed(adjoints);
    takeFlags();
    const unsigned seeds = static_cast<unsigned>(f[root].arguments.size());
    sweeps.buildReverse(root, adjoints);
    yieldContributions(adjoints);
    Recording recording(module, f, sweeps.plan, sweeps.own, root);
    recording.run(std::vector<OpId>(f[root].ops), root);
    for (ValueId &v : f[root].yields)
      v = recording.resolve(v, root);
    recording.settle();
    if (!passesAudit(context, f, recording, {root, seeds, recording.residual()}))
      return false;
    buildReverseFunction(recording, seeds);
    finishForward(recording);
    return true;
  }

private:
  void bindShadows() {
    size_t next = key.active.size();
    for (size_t i = 0; i < key.active.size(); ++i)
      if (key.active[i] && module.types.isPointer(f[f.parameters[i].value].type))
        sweeps.forward.shadows.bind(f.parameters[i].value, f.parameters[next++].value);
  }

  // The reverse function's seed stands in the root as an argument.
  void takeSeed(Adjoints &adjoints) {
    if (!key.resultActive || isPointerResult(module, f))
      return;
    Builder b(module, f, root);
    const bool isObject = f.resultKind == ResultKind::Object;
    const ValueId seed = b.addArgument(root, isObject ? module.types.pointer(f.resultType) : f.resultType);
    f.describe(seed, derivativeName("result", Role::Adjoint), Role::Adjoint);
    std::vector<ValueId> asked;
    for (analysis::ResultUse use : key.results)
      if (use == analysis::ResultUse::Asked)
        asked.push_back(b.addArgument(root, module.types.boolType(), "result_used"));
    if (isObject) {
      sweeps.objectSeed = seed;
      sweeps.uses.addOwnFlags(b, asked);
    } else if (const ValueId result = f[f.body].yields[0]; sweeps.activity.isActive(result)) {
      const Condition used = asked.empty() ? Condition::always() : Condition::holds(asked.front());
      adjoints.set(result, Flow{seed, used, true});
    }
  }

  // Places of the caller's say whether what it is handed the address of was used: behind the call, and then before it.
  void takeFlags() {
    Builder b(module, f, root);
    const TypeId place = module.types.pointer(module.types.boolType());
    for (size_t i = 0; i < key.told.size(); ++i) {
      if (!key.told[i] || !module.types.isPointer(f[f.parameters[i].value].type))
        continue;
      std::vector<ValueId> places;
      for (const std::string &name : flagNames(module, f, i))
        places.push_back(b.addArgument(root, place, name));
      sweeps.uses.bindFlags(i, places);
    }
  }

  void yieldContributions(const Adjoints &adjoints) {
    Builder b(module, f, root);
    for (size_t i = 0; i < key.active.size(); ++i) {
      ValueId v = f.parameters[i].value;
      if (!key.active[i] || module.types.isPointer(f[v].type))
        continue;
      const Flow *found = adjoints.find(v);
      ValueId adjoint = found ? found->orZero(b) : b.zero(f[v].type);
      f[root].yields.push_back(adjoint);
    }
    for (size_t i = 0; i < key.told.size(); ++i)
      if (key.told[i] && module.types.isFloat(f[f.parameters[i].value].type)) {
        const Flow *found = adjoints.find(f.parameters[i].value);
        const ValueId used = (found ? found->when : Condition::never()).value(b);
        f[root].yields.push_back(used);
      }
  }

  // Values may be called like parts of objects, "p[1]"; a field is one word.
  static std::string fieldName(const std::string &value) {
    const std::string name = identifier(value);
    return name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) ? "value" + name : name;
  }

  void buildReverseFunction(const Recording &recording, unsigned seeds) {
    std::vector<Field> fields;
    std::set<std::string> names;
    for (ValueId v : recording.residual()) {
      const std::string base = fieldName(f[v].name);
      std::string name = base;
      for (unsigned n = 1; !names.insert(name).second; ++n)
        name = base + "_" + std::to_string(n);
      fields.push_back({name, f[v].type});
    }
    module.types.setFields(pair.record, fields);
    Function &r = module[pair.reverse];
    Builder b(module, r, r.body);
    Cloner clone(f, r);
    clone.regions[root] = r.body;
    size_t argument = 0;
    for (; argument < seeds; ++argument)
      clone.values[f[root].arguments[argument]] = r.parameters[1 + argument].value;
    for (unsigned i = 0; i < recording.residual().size(); ++i) {
      ValueId read = b.load(b.field(r.parameters[0].value, i));
      // A shadow without a name gets one that is not an adjoint's.
      const Value &kept = f[recording.residual()[i]];
      r.describe(read, fields[i].name, kept.name.empty() ? Role::Primal : kept.role);
      clone.values[f[root].arguments[argument++]] = read;
    }
    clone.cloneOps(root, r.body);
    for (ValueId v : f[root].yields)
      r[r.body].yields.push_back(clone(v));
    // A reverse function is all reverse sweep: its body undoes the forward function's.
    r[r.body].mirror = RegionId(0);
    r.isComplete = true;
  }

  void finishForward(const Recording &recording) {
    Builder b(module, f, f.body);
    std::vector<ValueId> yields;
    if (f.resultKind == ResultKind::Object)
      buildInPlace(f);
    else
      yields = f[f.body].yields;
    if (resultShadow)
      yields.push_back(resultShadow);
    yields.push_back(b.residual(pair.record, recording.residual()));
    f[f.body].yields = yields;
    if (f.resultKind == ResultKind::Object)
      f.resultSpelling = "void";
    if (f.resultKind == ResultKind::Reference)
      f.resultSpelling = module.types.declare(f.resultType, "");
    f.resultKind = ResultKind::Multiple;
    f[root] = Region(); // moved to the reverse function
    f.isComplete = true;
  }

  DerivativeContext &context;
  Module &module;
  const DerivativeKey &key;
  const Derivative &pair;
  Function &f;
  Sweeps sweeps;
  RegionId root;
  ValueId resultShadow; // of a pointer
};

} // namespace

bool buildPair(DerivativeContext &context, const DerivativeKey &key, const Derivative &pair) {
  return PairBuilder(context, key, pair).run();
}

} // namespace clangent::transform
