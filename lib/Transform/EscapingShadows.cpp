#include "Transform/EscapingShadows.h"
#include "Transform/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// Is the address used for anything but reaching memory?
bool escapes(const Function &f, const Uses &uses, ValueId pointer) {
  for (const Use &use : uses.of(pointer)) {
    if (!use.op)
      return true;
    switch (f[use.op].code) {
    case Opcode::Load:
    case Opcode::Update:
      break;
    case Opcode::Store:
      if (use.operand == 1)
        return true;
      break;
    case Opcode::Index:
    case Opcode::Field:
    case Opcode::Element:
    case Opcode::Cast:
      if (escapes(f, uses, f[use.op].results[0]))
        return true;
      break;
    default:
      return true;
    }
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
    f[id].integer = 1;
  }
}

} // namespace clangent::transform
