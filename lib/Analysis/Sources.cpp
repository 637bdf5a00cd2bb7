#include "Analysis/Sources.h"

#include <set>

namespace clangent::analysis {

using namespace ir;

namespace {

class Search {
public:
  explicit Search(const Module &module) : module(module) {}

  void visit(FunctionId id) {
    if (!seen.insert(id).second)
      return;
    const Function &f = module[id];
    found.isOutside |= !f.isComplete;
    if (f.isComplete)
      visit(f, f.body);
  }

  Sources found;

private:
  void visit(const Function &f, RegionId region) {
    for (OpId id : f[region].ops) {
      const Op &op = f[id];
      found.isAllocated |= op.code == Opcode::Allocate && !op.isOwn;
      found.isOutside |= isOutside(f, op);
      if (op.code == Opcode::Call && !op.isClosed)
        visit(op.callee);
      for (RegionId inner : op.regions)
        visit(f, inner);
    }
  }

  bool isOutside(const Function &f, const Op &op) const {
    const bool isPointer = !op.results.empty() && module.types.isPointer(f[op.results[0]].type);
    return op.isClosed || effectOf(op) == Effect::Runs || (isPointer && op.code == Opcode::Opaque) ||
           (isPointer && op.code == Opcode::Global);
  }

  const Module &module;
  std::set<FunctionId> seen;
};

} // namespace

Sources sourcesOf(const Module &module, FunctionId function) {
  Search search(module);
  search.visit(function);
  return search.found;
}

} // namespace clangent::analysis
