// Which values of a function are asked at run time whether they were used, and what the derivatives of callees are told
// and tell about that (Differentiate/Flow.h). Of memory it is asked only for the members of objects that calls return
// (analysis::Leaves).
#ifndef CLANGENT_TRANSFORM_PLAN_USEPLAN_H
#define CLANGENT_TRANSFORM_PLAN_USEPLAN_H

#include "Analysis/Paths.h"
#include "IR/Builder.h"

namespace clangent::transform {

class UsePlan {
public:
  // `results`: what the function's caller does with its results; `told`: the parameters, by position, whose use the
  // caller asks for.
  UsePlan(const ir::Module &module, const ir::Function &function, const analysis::Activity &activity,
          const analysis::ResultUses &results, const std::vector<bool> &told, analysis::CalleeUses &callees)
      : module(module), f(function), results(results), told(told), leaves(module, function, !results.empty()),
        surelyUsed(module, function, activity, leaves, results, callees) {}

  // Is it to be asked at run time whether v was used?
  bool mayBeUnused(ir::ValueId v) const;
  // Does the caller ask for the use of parameter number i?
  bool isTold(size_t i) const { return i < told.size() && told[i]; }

  // For a call: what happens to its results, and which of its operands the callee says the use of.
  analysis::ResultUses resultsOf(const ir::Op &call) const { return surelyUsed.resultsOf(call); }
  std::vector<bool> toldBy(const ir::Op &call) const;

  // Makes flags for the members of the object that a call returns, at the builder's place behind the call.
  void addFlags(ir::Builder &b, ir::ValueId object);
  // The same for the object that the function returns, in the reverse sweep; `asked` says what the caller used.
  void addOwnFlags(ir::Builder &b, ir::ValueId object, const std::vector<ir::ValueId> &asked);
  // The place that says whether the number at `pointer` was used; invalid if it is not asked.
  ir::ValueId flagAt(ir::ValueId pointer) const;
  // The flags of an object's members that are asked, in order.
  std::vector<ir::ValueId> flagsOf(ir::ValueId object) const;

private:
  bool needsFlag(unsigned leaf) const;
  ir::ValueId addFlag(ir::Builder &b, ir::ValueId object, unsigned leaf, bool isZeroed);

  const ir::Module &module;
  const ir::Function &f;
  const analysis::ResultUses results;
  const std::vector<bool> told;
  analysis::Leaves leaves;
  analysis::SurelyUsed surelyUsed;
  std::map<unsigned, ir::ValueId> flags; // by leaf
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_USEPLAN_H
