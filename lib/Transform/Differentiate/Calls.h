// Calls that stay calls: which derivative of the callee they use, and how the sweeps pass shadows, residuals and
// adjoints to it (ADJOINT 6).
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_CALLS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_CALLS_H

#include "Transform/Differentiate/DerivativeSource.h"
#include "Transform/Plan/CallPlan.h"
#include "Transform/Plan/UsePlan.h"

#include <map>

namespace clangent::transform {

// What passes through a call of a function that was not inlined.
struct CallActivity {
  std::vector<bool> operands;
  bool result = false;
  bool any() const;
};
CallActivity activityOf(const ir::Module &module, const ir::Function &f, const ir::Op &call,
                        const analysis::Activity &activity);
// Does no derivative go through a call, so that the text calls the program's own function? One that takes an object by
// value is called otherwise: the text has the object already, and C++ would make and destroy a copy of it.
bool staysProgramCall(const ir::Module &module, const ir::Op &call, const CallActivity &passing);

// In adjoint mode a call becomes a forward call, which hands a residual to the reverse call.
class PairCalls final : public CallPlan {
public:
  PairCalls(ir::Module &module, ir::Function &function, const analysis::Activity &activity, UsePlan &uses,
            DerivativeSource &derivatives)
      : module(module), f(function), activity(activity), uses(uses), derivatives(derivatives) {}

  bool forward(ir::Builder &b, ir::OpId call, Shadows &shadows) override;
  bool changesShadows(ir::OpId call) const override;
  void reverse(ir::Builder &b, ir::OpId call, const std::function<std::optional<Flow>(ir::ValueId)> &adjointOf,
               const std::function<void(ir::ValueId, const Flow &)> &contribute) override;

private:
  struct Plan {
    DerivativeKey key;
    std::vector<ir::ValueId> operands; // of the primal call
    ir::ValueId result;                // of the primal call; invalid for none
    ir::ValueId resultShadow;          // of an object
    ir::ValueId residual;
    bool isPointer = false; // the result, with a shadow that is returned beside it
  };
  void passAdjoint(ir::Builder &b, const Plan &plan, const std::optional<Flow> &adjoint,
                   std::vector<ir::ValueId> &operands) const;
  void receiveObject(ir::Builder &b, Plan &plan, Shadows &shadows);

  ir::Module &module;
  ir::Function &f;
  const analysis::Activity &activity;
  UsePlan &uses;
  DerivativeSource &derivatives;
  std::map<ir::OpId, Plan> plans; // by the forward call
};

// The frame of the tape that the function runs in.
ir::ValueId tapeFrame(ir::Builder &b);
// A parameter that is its caller's.
void addTape(ir::Module &module, ir::Function &function);
ir::TypeId tapeFrameType(ir::TypeTable &types);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_CALLS_H
