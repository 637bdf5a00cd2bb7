#include "Transform/Plan/EscapingShadows.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// Is the address used for anything but reaching memory?
bool escapes(const Function &f, const Uses &uses, ValueId pointer) {
  for (const Use &use : uses.of(pointer)) {
    if (!use.op)
      return true;
    const Op &op = f[use.op];
    const bool isReached = use.operand == 0 && isAccess(op.code);
    const bool isFollowed = use.operand == 0 && isStep(op.code) && !escapes(f, uses, op.results[0]);
    if (!isReached && !isFollowed)
      return true;
  }
  return false;
}

} // namespace

void keepEscapingShadows(Module &module, Function &f, const Shadows &shadows, bool keepTop) {
  Uses uses(f);
  for (const auto &[primal, shadow] : shadows.all()) {
    const Op *local = f.definingOp(shadow);
    if (!local || local->code != Opcode::Local || (keepTop && local->parent == f.body) || !escapes(f, uses, shadow))
      continue;
    OpId id = f[shadow].definition;
    RegionId region = f[id].parent;
    auto &ops = f[region].ops;
    Builder b(module, f, region);
    b.setRegion(region, static_cast<size_t>(std::find(ops.begin(), ops.end(), id) - ops.begin()));
    b.setStatement(f[id].statement, f[id].at);
    ValueId one = b.constantInt(module.types.sizeType(), 1);
    f[id].code = Opcode::TapeArray;
    f[id].operands = {one};
    f[id].isZeroed = true;
  }
}

} // namespace clangent::transform
