#include "Transform/Prepare/Prepare.h"
#include "Analysis/CallGraph.h"
#include "Transform/Edit/Uses.h"
#include "Transform/Prepare/CountLoops.h"
#include "Transform/Prepare/Induction.h"
#include "Transform/Prepare/Inline.h"
#include "Transform/Prepare/Invariants.h"
#include "Transform/Prepare/LocalHeap.h"
#include "Transform/Prepare/Offsets.h"
#include "Transform/Prepare/Promote.h"
#include "Transform/Prepare/RotateLoops.h"
#include "Transform/Prepare/ZeroedArrays.h"
#include "Transform/Simplify/Simplify.h"

namespace clangent::transform {

using namespace ir;

namespace {

size_t countObjects(const Function &f) {
  size_t n = 0;
  forEachOp(f, f.body, [&](OpId id) { n += f[id].code == Opcode::Local; });
  return n;
}

// An object that another one refers to is reached by its name alone once that other one is a value.
void makeValues(Module &module, Function &f) {
  for (size_t before = countObjects(f), left = before;; before = left) {
    promote(module, f);
    simplify(module, f);
    left = countObjects(f);
    if (left == 0 || left >= before)
      return;
  }
}

} // namespace

void prepare(Module &module, const Options &options) {
  const analysis::CallGraph graph = analysis::callGraph(module);
  for (FunctionId id : graph.bottomUp) {
    Function &f = module[id];
    f.isRecursive = graph.recursive[id.index];
    if (!f.isComplete)
      continue;
    inlineCalls(module, id, graph.recursive, options.inlining ? InlineBudget() : InlineBudget{0, 0});
    makeValues(module, f);
    if (makeHeapLocal(module, f))
      makeValues(module, f);
    if (options.loops) {
      hoistInvariants(module, f);
      rotateLoops(module, f);
      countLoops(module, f);
      simplify(module, f);
      if (carryOffsets(module, f))
        simplify(module, f);
      closeInductions(module, f);
    }
    simplify(module, f);
  }
  for (FunctionId id : graph.bottomUp)
    if (module[id].isComplete && keepHeapOnTape(module, module[id])) {
      simplify(module, module[id]);
      if (options.loops)
        zeroArrays(module, module[id]);
    }
}

} // namespace clangent::transform
