// Which values are surely on a path whenever they are computed: used by what an output depends on, or made of what
// depends on an input. What is not is asked at run time (Transform/Differentiate/Flow.h). Optimistic: everything counts
// as sure until something says otherwise.
#ifndef CLANGENT_ANALYSIS_PATHS_H
#define CLANGENT_ANALYSIS_PATHS_H

#include "Analysis/Activity.h"
#include "Analysis/Leaves.h"

#include <set>
#include <vector>

namespace clangent::analysis {

// What a caller does with a number that a function returns, by itself or as a leaf of an object.
enum class ResultUse : uint8_t {
  Always, // uses it
  Asked,  // says whether it was used
  Never,  // does not read it
};
using ResultUses = std::vector<ResultUse>; // one for each number; empty: all are used

// What the functions that are called do with their arguments.
class CalleeUses {
public:
  virtual ~CalleeUses() = default;
  // By operand: is it a number that is surely used whenever the call is reversed, by a caller that does this with the
  // results? The same of all numbers that a pointer leads to; `referred`: those that are not told to be used behind it.
  virtual std::vector<bool> surelyUsed(const ir::Function &caller, const ir::Op &call, const Activity &activity,
                                       const ResultUses &results, const std::vector<bool> &referred) = 0;
};

// Surely used: by an operation of the same visit of the same region that hands the adjoint back without a condition.
class SurelyUsed {
public:
  // `own`: what the function's caller does with its results. The numbers that parameters lead to take part as far as
  // `leaves` has them; what is in them at the end counts as not surely used.
  SurelyUsed(const ir::Module &module, const ir::Function &function, const Activity &activity, const Leaves &leaves,
             const ResultUses &own, CalleeUses &callees);
  bool operator()(ir::ValueId v) const { return v.index >= values || sure[v.index]; }
  // Wherever a leaf is written, or comes from a call, what is in it then.
  bool isLeafSure(unsigned leaf) const { return sure[leafId(leaf).index]; }
  // All that parameter number i leads to, as it was in the beginning.
  bool isSurelyRead(size_t i) const { return surelyRead[i]; }
  // What the function does with the results of a call. A number that changes no shadows when it is reversed need not be
  // told: the whole call is left out.
  ResultUses resultsOf(const ir::Op &call) const;
  // What calls do with their operands, which follows from that.
  std::vector<bool> operandsOf(const ir::Op &call) const;
  // Does the reverse of a call change shadows, beside giving back the adjoints of numbers?
  bool changesShadows(const ir::Op &call) const;

private:
  using Used = std::set<ir::ValueId>;
  void region(ir::RegionId id, Used &used);
  void branch(const ir::Op &op, Used &used);
  void loop(const ir::Op &op, Used &used);
  void operation(const ir::Op &op, Used &used);
  void memory(const ir::Op &op, Used &used);
  void call(const ir::Op &op, Used &used);
  void rule(const ir::Op &op, Used &used);
  void decide(ir::ValueId v, const Used &used);
  void end(const ResultUses &own, Used &used) const;
  Leaves::Range leavesOf(const ir::Op &call) const;
  void forget(unsigned leaf, Used &used) const;
  void forgetStored(ir::RegionId id, Used &used) const;
  // Leaves take part like values, under numbers behind those of the values.
  ir::ValueId leafId(unsigned leaf) const { return ir::ValueId(values + leaf); }

  const ir::Module &module;
  const ir::Function &f;
  const Activity &activity;
  const Leaves &leaves;
  CalleeUses &callees;
  size_t values;                // those that the function had
  std::vector<bool> sure;       // by value
  std::vector<bool> surelyRead; // by parameter
  bool isChanged = false;
};

// Surely varied: whatever path led there, an active input is on it.
class SurelyVaried {
public:
  SurelyVaried(const ir::Module &module, const ir::Function &function, const Activity &activity);
  bool operator()(ir::ValueId v) const { return v.index >= sure.size() || sure[v.index]; }

private:
  void region(ir::RegionId id);
  void operation(const ir::Op &op);
  void decide(ir::ValueId v, bool isSure);

  const ir::Module &module;
  const ir::Function &f;
  std::vector<bool> sure; // by value
  bool isChanged = false;
};

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_PATHS_H
