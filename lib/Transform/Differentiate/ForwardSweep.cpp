#include "Transform/Differentiate/ForwardSweep.h"
#include "IR/Spelling.h"

namespace clangent::transform {

using namespace ir;

namespace {

class ForwardBuilder {
public:
  ForwardBuilder(Module &module, Function &f, ForwardSweep &sweep, CallPlan &calls)
      : module(module), f(f), sweep(sweep), calls(calls) {}

  void run(RegionId r) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      Builder b(module, f, r);
      b.setStatement(f[id].statement, f[id].at);
      if (f[id].code == Opcode::Call && calls.forward(b, id, sweep.shadows))
        continue;
      if (f[id].code == Opcode::While)
        countTrips(b, id);
      if (isLoop(f[id].code))
        sweep.shadows.openLoop(b, id);
      // Memory with a shadow may be read in the reverse sweep. Of what only this function reaches, Record decides.
      if (f[id].code == Opcode::Release)
        f[id].isPutOff = sweep.shadows.isShadowed(f[id].operands[0]);
      f[r].ops.push_back(id);
      for (RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
      if (infoOf(f[id].code).numbers == NumberFlow::Ruled)
        keepShapes(b, id);
      if (f[id].regions.empty())
        sweep.shadows.extend(b, id);
      else
        sweep.shadows.close(id);
    }
  }

private:
  // The reverse sweep repeats a While as often as its body ran: one more carried value counts.
  void countTrips(Builder &b, OpId loop) {
    TypeId type = module.types.sizeType();
    ValueId initial = b.constantInt(type, 0);
    f[loop].operands.push_back(initial);
    ValueId counter = b.addArgument(f[loop].regions[0], type, "trips");
    // The result comes now, so that carried values, arguments and results keep one order.
    sweep.trips[loop] = b.addResult(loop, type, "trips");
    Builder inner(module, f, f[loop].regions[1]);
    inner.setStatement(f[loop].statement, f[loop].at);
    ValueId next = inner.add(counter, inner.constantInt(type, 1));
    f[f[loop].regions[1]].yields.push_back(next);
  }

  void keepShapes(Builder &b, OpId id) {
    const Op op = f[id];
    if (!op.rule || !sweep.shadows.isActive(op.results[0]))
      return;
    for (const RuleCall &call : module[op.rule].adjoint)
      for (const RuleArgument &argument : call.arguments) {
        if (argument.kind != RuleArgument::Kind::Shape)
          continue;
        const ValueId of = op.operands[argument.operand];
        const ValueId shape = b.shapeOf(of, argument.type);
        const Op *source = f.definingOp(of);
        const std::string named = f[of].name.empty() && source ? calledName(source->term) : f[of].name;
        f[shape].name = named.empty() ? "shape" : named + "_shape";
        sweep.shapes[{id, argument.operand}] = shape;
      }
  }

  Module &module;
  Function &f;
  ForwardSweep &sweep;
  CallPlan &calls;
};

} // namespace

void buildForwardSweep(Module &module, Function &function, ForwardSweep &sweep, CallPlan &calls) {
  ForwardBuilder(module, function, sweep, calls).run(function.body);
}

} // namespace clangent::transform
