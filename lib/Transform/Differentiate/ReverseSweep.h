// The reverse sweep: for every active operation of the forward sweep, in opposite order, the adjoint operations.
// In: a forward sweep; out: reverse operations in a region of the same function. They name the primal values that they
// need wherever those live; Recording makes them reachable.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_REVERSESWEEP_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_REVERSESWEEP_H

#include "Rules/Arithmetic.h"
#include "Transform/Differentiate/Adjoints.h"
#include "Transform/Differentiate/Flow.h"
#include "Transform/Differentiate/ForwardSweep.h"
#include "Transform/Plan/UsePlan.h"

#include <map>
#include <set>

namespace clangent::transform {

class ReverseSweep {
public:
  ReverseSweep(ir::Module &module, ir::Function &function, const analysis::Activity &activity,
               const ForwardSweep &forward, const UsePlan &uses, CallPlan &calls, rules::ZeroTimes zeroTimes)
      : module(module), f(function), activity(activity), forward(forward), uses(uses), calls(calls),
        zeroTimes(zeroTimes), b(module, function, function.body) {
    findArguments();
  }

  // Reverses `ops` of the forward region into `target`, behind what is there. `adjoints` holds the adjoints of what
  // the region yields, and then those of what it uses.
  void reverse(const std::vector<ir::OpId> &ops, ir::RegionId target, Adjoints &adjoints);

private:
  void reverseOp(ir::OpId op, Adjoints &adjoints);
  void reverseLoad(const ir::Op &op, const Flow &v);
  void reverseScalar(const ir::Op &op, Adjoints &adjoints);
  void reverseStore(const ir::Op &op, Adjoints &adjoints);
  void reverseIf(ir::OpId op, Adjoints &adjoints);
  void reverseLoop(ir::OpId op, Adjoints &adjoints);
  bool mayBeSet(ir::ValueId flag, ir::RegionId region) const;
  Flow takeShadow(ir::ValueId place, bool isOverwritten);
  void reverseCall(ir::OpId op, Adjoints &adjoints);
  void reverseCallWhereUsed(ir::OpId op, const Flow &result, Adjoints &adjoints);
  struct Changed;
  bool isSurelySet(ir::ValueId adjoint) const;
  void reverseRule(ir::OpId op, Adjoints &adjoints);
  std::vector<ir::ValueId> callWhereUsed(ir::Term term, const std::vector<ir::ValueId> &operands,
                                         const std::vector<ir::ValueId> &before, const Condition &used,
                                         bool isElementwise);
  size_t changedBar(const ir::Op &op, unsigned operand, const Adjoints &adjoints, Changed &changed);
  size_t unaskedBar(const ir::Op &op, unsigned operand, Changed &changed);
  ir::OpId openLoop(ir::OpId op, const std::vector<size_t> &carried, const Adjoints &adjoints);
  void accumulate(ir::OpId loop, const ir::Op &primal, const Adjoints &inner, Adjoints &adjoints);
  Condition accumulateUse(ir::OpId loop, ir::ValueId v, const Condition &before, const Condition &inside);
  Condition useAfterIf(ir::OpId reversed, ir::ValueId condition, ir::ValueId v, const Adjoints (&arms)[2]);
  void contribute(Adjoints &adjoints, ir::ValueId v, Flow term);
  ir::ValueId adjointOrZero(const Adjoints &adjoints, ir::ValueId v);
  Condition useOf(const Adjoints &adjoints, ir::ValueId v) const;
  void nameUse(ir::ValueId used, ir::ValueId primal);
  bool isInside(ir::ValueId v, const ir::Op &op) const;
  size_t positionOf(ir::OpId op, ir::RegionId region) const;
  void name(ir::ValueId adjoint, ir::ValueId primal);
  std::string roleOf(ir::ValueId v) const;
  void findArguments();

  ir::Module &module;
  ir::Function &f;
  const analysis::Activity &activity;
  const ForwardSweep &forward;
  const UsePlan &uses;
  CallPlan &calls;
  rules::ZeroTimes zeroTimes;
  std::set<ir::ValueId> setFlags;  // of the members of objects: those that were set somewhere
  std::set<ir::ValueId> surelySet; // adjoints that are values and were written
  ir::Builder b;
  std::vector<std::string> argumentOf; // by primal value: the function that it is the argument of
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_REVERSESWEEP_H
