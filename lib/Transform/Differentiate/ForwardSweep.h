// The forward sweep: the primal in place, with shadow pointers beside its pointers and a trip counter in every loop
// whose trip count is not known on entry. In: a primal function; out: the same function, still computing the primal.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_FORWARDSWEEP_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_FORWARDSWEEP_H

#include "Transform/Differentiate/Shadows.h"
#include "Transform/Plan/CallPlan.h"

#include <map>
#include <set>

namespace clangent::transform {

struct ForwardSweep {
  Shadows shadows;
  std::map<ir::OpId, ir::ValueId> trips; // of every While: how often its body ran
  // The shape of operand k of a Rule whose adjoint wants no more of it, so that the operand itself need not be kept.
  std::map<std::pair<ir::OpId, unsigned>, ir::ValueId> shapes;
  std::set<ir::OpId> moves; // loops that copy memory whose shadow stays where it is: there is nothing to undo
};

void buildForwardSweep(ir::Module &module, ir::Function &function, ForwardSweep &sweep, CallPlan &calls);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_FORWARDSWEEP_H
