// Through which of its arguments a function may change the structure of a container: make it grow, shrink or move.
#ifndef CLANGENT_ANALYSIS_CONTAINERCHANGES_H
#define CLANGENT_ANALYSIS_CONTAINERCHANGES_H

#include "IR/Function.h"

#include <map>
#include <set>

namespace clangent::analysis {

class ContainerChanges {
public:
  explicit ContainerChanges(const ir::Module &module) : module(module) {}

  // By the numbers of its parameters; what is reached by several, or by what memory holds, counts for all of them.
  const std::set<size_t> &of(ir::FunctionId function);

private:
  bool update(ir::FunctionId function);
  void add(const ir::Function &f, ir::ValueId place, std::set<size_t> &to) const;

  const ir::Module &module;
  std::map<ir::FunctionId, std::set<size_t>> changed;
};

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_CONTAINERCHANGES_H
