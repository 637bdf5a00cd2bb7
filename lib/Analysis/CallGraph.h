// Which functions call which, and which can reach themselves. Reads functions only.
#ifndef CLANGENT_ANALYSIS_CALLGRAPH_H
#define CLANGENT_ANALYSIS_CALLGRAPH_H

#include "IR/Function.h"

#include <vector>

namespace clangent::analysis {

struct CallGraph {
  std::vector<std::vector<ir::FunctionId>> callees; // by function, in order of first call, without repeats
  std::vector<bool> recursive;                      // the function can reach itself
  std::vector<ir::FunctionId> bottomUp;             // every function after its callees, cycles aside
};

CallGraph callGraph(const ir::Module &module);

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_CALLGRAPH_H
