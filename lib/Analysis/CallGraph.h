// Which functions call which, and which can reach themselves. Reads functions only.
#ifndef CLANGENT_ANALYSIS_CALLGRAPH_H
#define CLANGENT_ANALYSIS_CALLGRAPH_H

#include "IR/Function.h"

#include <set>
#include <vector>

namespace clangent::analysis {

struct CallGraph {
  std::vector<std::vector<ir::FunctionId>> callees; // by function, in order of first call, without repeats
  std::vector<bool> recursive;                      // the function can reach itself
  std::vector<ir::FunctionId> bottomUp;             // every function after its callees, cycles aside
};

CallGraph callGraph(const ir::Module &module);

// Does predicate(function, op) hold of an operation of the function, or of one that it calls at any depth?
template <class Predicate> bool anyInCalls(const ir::Module &module, ir::FunctionId function, Predicate &&predicate) {
  std::vector<ir::FunctionId> work{function};
  std::set<ir::FunctionId> seen{function};
  while (!work.empty()) {
    const ir::Function &f = module[work.back()];
    work.pop_back();
    for (const ir::Op &op : f.ops) {
      if (predicate(f, op))
        return true;
      if (op.code == ir::Opcode::Call && seen.insert(op.callee).second)
        work.push_back(op.callee);
    }
  }
  return false;
}

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_CALLGRAPH_H
