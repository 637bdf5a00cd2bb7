// Which values are surely on a path whenever they are computed: used by what an output depends on, or made of what
// depends on an input. What is not is asked at run time (Transform/Flow.h). Optimistic: everything counts as sure until
// something says otherwise.
#pragma once

#include "Analysis/Activity.h"

#include <set>
#include <vector>

namespace clangent::analysis {

// Surely used: by an operation of the same visit of the same region that hands the adjoint back without a condition.
class SurelyUsed {
public:
  SurelyUsed(const ir::Module &module, const ir::Function &function, const Activity &activity);
  bool operator()(ir::ValueId v) const { return v.index >= sure.size() || sure[v.index]; }

private:
  using Used = std::set<ir::ValueId>;
  void region(ir::RegionId id, Used &used);
  void branch(const ir::Op &op, Used &used);
  void loop(const ir::Op &op, Used &used);
  void operation(const ir::Op &op, Used &used);
  void decide(ir::ValueId v, const Used &used);

  const ir::Module &module;
  const ir::Function &f;
  const Activity &activity;
  std::vector<bool> sure; // by value
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
