// Forward and reverse sweep of one function, up to the point where a joint adjoint and a pair of functions part.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_SWEEPS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_SWEEPS_H

#include "Analysis/Memory.h"
#include "Transform/Differentiate/CallerShadows.h"
#include "Transform/Differentiate/Calls.h"
#include "Transform/Differentiate/ReverseSweep.h"
#include "Transform/Plan/RecordingPlan.h"
#include "Transform/Record/OwnMemory.h"

namespace clangent::transform {

struct Sweeps {
  Sweeps(DerivativeContext &context, const DerivativeKey &key, ir::Function &f, bool isSplit);

  void buildForward();
  // Appends the reverse of the body's operations to `target`; `adjoints` as in ReverseSweep.
  void buildReverse(ir::RegionId target, Adjoints &adjoints);

  ir::Module &module;
  ir::Function &f;
  bool isSplit;
  rules::ZeroTimes zeroTimes;
  analysis::Memory memory;
  analysis::ActivitySeed seed;
  analysis::Activity activity;
  UsePlan uses;
  PairCalls calls;
  ForwardSweep forward;
  RecordingPlan plan;
  OwnMemory own;
  std::optional<CallerShadows> bars; // of an adjoint that is one function
  ir::ValueId objectSeed;            // of a function that returns an object: its adjoint's place
};

rules::ZeroTimes zeroTimes(const Options &options);
analysis::ActivitySeed activitySeed(const DerivativeKey &key, const ir::Function &f);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_SWEEPS_H
