// Repeats the rules until none applies. Each round is one walk in execution order, one joining of branches and one
// removal of what is dead; two or three rounds are usual.
#include "Transform/Simplify/Simplify.h"
#include "Transform/Simplify/Branches.h"
#include "Transform/Simplify/Dead.h"
#include "Transform/Simplify/Walk.h"

namespace clangent::transform {

namespace {

// Every rule makes the function smaller or moves a negation outwards, so the end is always reached; the bound keeps
// long chains of rules that enable one another from costing more than they bring.
constexpr int mostRounds = 16;

} // namespace

void simplify(ir::Module &module, ir::Function &function) {
  removeDead(module, function);
  for (int round = 0; round < mostRounds; ++round) {
    bool changed = SimplifyWalk(module, function).run();
    changed |= mergeBranches(module, function);
    removeDead(module, function);
    if (!changed)
      return;
  }
}

} // namespace clangent::transform
