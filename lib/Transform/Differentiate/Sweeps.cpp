#include "Transform/Differentiate/Sweeps.h"
#include "Transform/Differentiate/OwnedMemory.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Plan/EscapingShadows.h"

namespace clangent::transform {

using namespace ir;

analysis::ActivitySeed activitySeed(const DerivativeKey &key, const Function &f) {
  analysis::ActivitySeed seed{key.active, key.resultActive};
  seed.parameters.resize(f.parameters.size(), false);
  return seed;
}

rules::ZeroTimes zeroTimes(const Options &options) {
  return options.strongZero ? rules::ZeroTimes::Strong : rules::ZeroTimes::Ieee;
}

Sweeps::Sweeps(DerivativeContext &context, const DerivativeKey &key, Function &f, bool isSplit)
    : module(context.module), f(f), isSplit(isSplit), zeroTimes(transform::zeroTimes(context.options)),
      memory(module, f), seed(activitySeed(key, f)), activity(module, f, memory, seed, context.options.activity),
      uses(module, f, activity, key.results, key.told, context.derivatives, context.derivatives.namedParameters()),
      calls(module, f, activity, uses, context.derivatives), forward{Shadows(module, f, activity, Role::Adjoint),
                                                                     {},
                                                                     {},
                                                                     {}},
      plan(module, f, memory, isSplit, context.options.needed),
      own(module, f, memory, activity, context.options.needed) {}

void Sweeps::buildForward() {
  buildForwardSweep(module, f, forward, calls);
  uses.addLocalFlags(module, f);
  keepEscapingShadows(module, f, forward.shadows, !isSplit);
  forward.moves = own.bind(forward.shadows);
  plan.endForwardSweep(forward.shadows);
}

void Sweeps::buildReverse(RegionId target, Adjoints &adjoints) {
  const std::vector<OpId> forwardOps = f[f.body].ops;
  if (objectSeed && forward.shadows.has(f[f.body].yields[0])) {
    // The adjoint of the returned object starts as the seed.
    Builder b(module, f, target);
    const ValueId shadow = forward.shadows.of(f[f.body].yields[0]);
    checkSizes(b, shadow, objectSeed, "seed");
    Pairwise seeded;
    seeded.leaf = [&](ValueId bar, ValueId part) { b.update(bar, b.load(part)); };
    seeded.shared = [&](ValueId bar, ValueId part) { b.store(bar, b.load(part)); }; // it was zero, and is told once
    forEachNumber(b, shadow, objectSeed, seeded);
  }
  if (bars) {
    Builder b(module, f, target);
    bars->seed(b);
  }
  ReverseSweep(module, f, activity, forward, uses, calls, zeroTimes).reverse(forwardOps, target, adjoints);
}

} // namespace clangent::transform
