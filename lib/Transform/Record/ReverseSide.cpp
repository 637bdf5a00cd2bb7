#include "Transform/Record/ReverseSide.h"

namespace clangent::transform {

using namespace ir;

void carryBack(Module &module, Function &f, RegionId mirrored, ValueId argument, CarriedBack &carried,
               const std::function<ValueId()> &last, const std::function<ValueId()> &before) {
  const OpId reverse = f[mirrored].parent;
  const TypeId type = f[argument].type;
  Builder b(module, f, mirrored);
  carried.behind = b.addArgument(mirrored, type);
  f.describeAs(carried.behind, argument);
  carried.result = b.addResult(reverse, type);
  f.describeAs(carried.result, argument);
  // Until they are known: others may be carried, too.
  const size_t operand = f[reverse].operands.size(), yield = f[mirrored].yields.size();
  f[reverse].operands.push_back(carried.behind);
  f[mirrored].yields.push_back(carried.behind);
  const ValueId start = last();
  f[reverse].operands[operand] = start;
  const ValueId end = before();
  f[mirrored].yields[yield] = end;
}

ValueId branchBack(Function &f, ReverseSide &recording, OpId branch, RegionId mirrored, ValueId like,
                   const std::function<ValueId(RegionId, RegionId)> &before) {
  const ValueId condition = recording.resolve(f[branch].operands[0], mirrored);
  const ValueId start =
      recording.atStart(mirrored, [&](Builder &b) { return b.addResult(b.ifOp(condition), f[like].type); });
  f.describeAs(start, like);
  const OpId reversed = f[start].definition;
  for (unsigned k : {0u, 1u}) {
    const RegionId arm = f[branch].regions[k], reversedArm = f[reversed].regions[k];
    f[reversedArm].mirror = arm;
    const ValueId value = before(arm, reversedArm);
    f[reversedArm].yields.push_back(value);
  }
  return start;
}

} // namespace clangent::transform
