// What the sweeps do at a call that was not inlined. The pipeline implements it, since it needs derivatives of other
// functions.
#ifndef CLANGENT_TRANSFORM_PLAN_CALLPLAN_H
#define CLANGENT_TRANSFORM_PLAN_CALLPLAN_H

#include "Analysis/Activity.h"
#include "Transform/Differentiate/Flow.h"

#include <functional>
#include <optional>

namespace clangent::transform {

class Shadows;

class CallPlan {
public:
  virtual ~CallPlan() = default;

  // Forward sweep: replaces the call `op` (not yet part of the region) by the call of the callee's forward function,
  // appended at the builder's place. The primal's result values stay the results. Returns false to keep the call as
  // it is: nothing active passes through it.
  virtual bool forward(ir::Builder &b, ir::OpId call, Shadows &shadows) = 0;

  // Does the reverse function change shadows, beside giving back the adjoints of operands?
  virtual bool changesShadows(ir::OpId call) const = 0;

  // Reverse sweep: appends the call of the reverse function. adjointOf gives the adjoint of a result, if there is one;
  // contribute adds to an operand's adjoint.
  virtual void reverse(ir::Builder &b, ir::OpId call, const std::function<std::optional<Flow>(ir::ValueId)> &adjointOf,
                       const std::function<void(ir::ValueId, const Flow &)> &contribute) = 0;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_CALLPLAN_H
