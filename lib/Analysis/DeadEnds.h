// Regions that control enters and never comes to the end of: what they do ends in a throw or stops the program. Nothing
// in them has a derivative, so that they run as they are, whatever they are handed.
#ifndef CLANGENT_ANALYSIS_DEADENDS_H
#define CLANGENT_ANALYSIS_DEADENDS_H

#include "IR/Function.h"

#include <map>
#include <vector>

namespace clangent::analysis {

class DeadEnds {
public:
  DeadEnds(const ir::Module &module, const ir::Function &function);

  // False of regions that were made after the analysis.
  bool contains(ir::RegionId region) const { return region.index < dead.size() && dead[region.index]; }
  bool any() const { return hasAny; }

private:
  void find(const ir::Function &f, ir::RegionId region, std::vector<bool> &found);
  bool neverEnds(const ir::Function &f, const ir::Op &op, const std::vector<bool> &found);
  bool neverReturns(ir::FunctionId callee);
  void spread(const ir::Function &f, ir::RegionId region, bool isInside);

  const ir::Module &module;
  std::map<ir::FunctionId, bool> callees; // looked up, never iterated
  std::vector<bool> dead;                 // by region
  bool hasAny = false;
};

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_DEADENDS_H
