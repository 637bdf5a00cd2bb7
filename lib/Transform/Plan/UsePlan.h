// Which values of a function are asked at run time whether they were used, and what the derivatives of callees are told
// and tell about that (Differentiate/Flow.h). Of memory it is asked only for numbers in objects that are reached by
// name (analysis::Leaves).
#ifndef CLANGENT_TRANSFORM_PLAN_USEPLAN_H
#define CLANGENT_TRANSFORM_PLAN_USEPLAN_H

#include "Analysis/Paths.h"
#include "IR/Builder.h"

namespace clangent::transform {

class UsePlan {
public:
  // `results`: what the function's caller does with its results; `told`: the parameters, by position, whose use the
  // caller asks for. Of what a pointer leads to it says whether it was used behind the call, too.
  UsePlan(const ir::Module &module, const ir::Function &function, const analysis::Activity &activity,
          const analysis::ResultUses &results, const std::vector<bool> &told, analysis::CalleeUses &callees,
          const analysis::NamedParameters &named)
      : module(module), f(function), activity(activity), results(results), told(told),
        leaves(module, function, named, told), surelyUsed(module, function, activity, leaves, results, callees) {}

  // Is it to be asked at run time whether v was used?
  bool mayBeUnused(ir::ValueId v) const;
  // Does the caller ask for the use of parameter number i?
  bool isTold(size_t i) const { return i < told.size() && told[i]; }

  // For a call: what happens to its results, and which of its operands the callee says the use of.
  analysis::ResultUses resultsOf(const ir::Op &call) const { return surelyUsed.resultsOf(call); }
  std::vector<bool> toldBy(const ir::Op &call) const;

  // Makes flags for the numbers in an object, at the builder's place behind what makes the object.
  void addFlags(ir::Builder &b, ir::ValueId object);
  // The same for all local objects that have shadows but the one that the function returns.
  void addLocalFlags(ir::Module &module, ir::Function &f);
  // The same for the object that the function returns, in the reverse sweep; `asked` says what the caller used.
  void addOwnFlags(ir::Builder &b, const std::vector<ir::ValueId> &asked);
  // Takes places of the caller's for the numbers that parameter number i leads to.
  void bindFlags(size_t i, const std::vector<ir::ValueId> &places);
  // The place that says whether the number at `pointer` was used; invalid if it is not asked.
  ir::ValueId flagAt(ir::ValueId pointer) const;
  // Is that place written by others than this function's own reads and writes through that name?
  bool isShared(ir::ValueId pointer) const;
  // Those of all numbers that an operand of a call leads to, if the callee is to be told of them.
  std::vector<ir::ValueId> flagsBehind(ir::ValueId operand) const;
  // Those of the numbers in the object that a call returns that are asked, in order.
  std::vector<ir::ValueId> flagsOf(ir::ValueId object, const analysis::ResultUses &results) const;

private:
  bool needsFlag(unsigned leaf) const;
  bool isOwn(ir::ValueId object) const;
  ir::ValueId addFlag(ir::Builder &b, const analysis::Leaves::Object &object, unsigned leaf, bool isZeroed);

  const ir::Module &module;
  const ir::Function &f;
  const analysis::Activity &activity;
  const analysis::ResultUses results;
  const std::vector<bool> told;
  analysis::Leaves leaves;
  analysis::SurelyUsed surelyUsed;
  std::map<unsigned, ir::ValueId> flags; // by leaf
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_USEPLAN_H
