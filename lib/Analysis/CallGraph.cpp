#include "Analysis/CallGraph.h"

#include <algorithm>

namespace clangent::analysis {

using namespace ir;

namespace {

void callsIn(const Function &f, RegionId r, std::vector<FunctionId> &out) {
  for (OpId id : f[r].ops) {
    const Op &op = f[id];
    if (op.code == Opcode::Call && std::find(out.begin(), out.end(), op.callee) == out.end())
      out.push_back(op.callee);
    for (RegionId inner : op.regions)
      callsIn(f, inner, out);
  }
}

// Tarjan's strongly connected components (SIAM J. Comput. 1, 1972); components come out bottom up.
class Components {
public:
  explicit Components(CallGraph &graph)
      : graph(graph), order(graph.callees.size(), 0), low(graph.callees.size(), 0), open(graph.callees.size(), false) {}

  void visit(FunctionId f) {
    order[f.index] = low[f.index] = ++counter;
    stack.push_back(f);
    open[f.index] = true;
    for (FunctionId callee : graph.callees[f.index]) {
      if (callee == f)
        graph.recursive[f.index] = true;
      if (!order[callee.index]) {
        visit(callee);
        low[f.index] = std::min(low[f.index], low[callee.index]);
      } else if (open[callee.index]) {
        low[f.index] = std::min(low[f.index], order[callee.index]);
      }
    }
    if (low[f.index] == order[f.index])
      close(f);
  }

  bool visited(FunctionId f) const { return order[f.index] != 0; }

private:
  void close(FunctionId root) {
    bool cycle = stack.back() != root;
    for (FunctionId member;;) {
      member = stack.back();
      stack.pop_back();
      open[member.index] = false;
      if (cycle)
        graph.recursive[member.index] = true;
      graph.bottomUp.push_back(member);
      if (member == root)
        return;
    }
  }

  CallGraph &graph;
  std::vector<unsigned> order, low;
  std::vector<bool> open;
  std::vector<FunctionId> stack;
  unsigned counter = 0;
};

} // namespace

CallGraph callGraph(const Module &module) {
  CallGraph graph;
  size_t n = module.functions.size();
  graph.callees.resize(n);
  graph.recursive.assign(n, false);
  for (size_t i = 0; i < n; ++i)
    if (module.functions[i].body)
      callsIn(module.functions[i], module.functions[i].body, graph.callees[i]);
  Components components(graph);
  for (size_t i = 0; i < n; ++i)
    if (!components.visited(FunctionId(i)))
      components.visit(FunctionId(i));
  return graph;
}

} // namespace clangent::analysis
