#include "Transform/Prepare/Invariants.h"
#include "Analysis/Memory.h"

#include <algorithm>
#include <optional>

namespace clangent::transform {

using namespace ir;

namespace {

class Hoister {
public:
  Hoister(Module &module, Function &function) : module(module), f(function) {}

  // From the innermost loops outwards, so that what leaves one may leave the next.
  void run(RegionId region) {
    for (size_t i = 0; i < f[region].ops.size(); ++i) {
      const OpId id = f[region].ops[i];
      for (const RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
      if (!isLoop(f[id].code))
        continue;
      std::vector<OpId> moved;
      for (const RegionId inner : f[id].regions)
        collect(id, inner, moved);
      auto &ops = f[region].ops;
      ops.insert(ops.begin() + static_cast<std::ptrdiff_t>(i), moved.begin(), moved.end());
      for (const OpId op : moved)
        place(op, region);
      i += moved.size();
    }
  }

private:
  void place(OpId op, RegionId region) {
    f[op].parent = region;
    for (const ValueId v : f[op].results)
      f[v].owner = region;
  }

  // Takes what can leave the loop out of the region and those inside of it.
  void collect(OpId loop, RegionId region, std::vector<OpId> &moved) {
    std::vector<OpId> stay;
    for (const OpId id : f[region].ops) {
      if (canLeave(loop, id)) {
        place(id, f[loop].parent);
        moved.push_back(id);
        continue;
      }
      stay.push_back(id);
      if (!isLoop(f[id].code))
        for (const RegionId inner : f[id].regions)
          collect(loop, inner, moved);
    }
    f[region].ops = stay;
  }

  bool isOutside(OpId loop, ValueId v) const { return f.encloses(f[v].owner, f[loop].parent); }

  bool canLeave(OpId loop, OpId id) {
    const Op &op = f[id];
    if (op.code == Opcode::Field)
      return isOutside(loop, op.operands[0]) && isAlwaysThere(op.operands[0]);
    if (op.code != Opcode::Load || module.types.isReal(f[op.results[0]].type) ||
        !module.types.isScalar(f[op.results[0]].type) || !isOutside(loop, op.operands[0]))
      return false;
    const Op *field = f.definingOp(op.operands[0]);
    return field && field->code == Opcode::Field && isAlwaysThere(op.operands[0]) && !isWritten(loop, op);
  }

  bool isWritten(OpId loop, const Op &load) {
    if (!memory)
      memory.emplace(module, f);
    return memory->mayWrite(loop, load.operands[0], load.parent);
  }

  // An object that can be read whether the program reads it or not: a variable, or what a reference refers to.
  bool isAlwaysThere(ValueId object) const {
    for (const Op *op = f.definingOp(object); op; op = f.definingOp(object)) {
      if (op->code == Opcode::Local || op->code == Opcode::Global)
        return true;
      if (op->code != Opcode::Field)
        return false;
      object = op->operands[0];
    }
    return std::any_of(f.parameters.begin(), f.parameters.end(), [&](const Parameter &parameter) {
      return parameter.value == object && parameter.kind != ParameterKind::Value;
    });
  }

  Module &module;
  Function &f;
  std::optional<analysis::Memory> memory; // most functions read nothing of the kind in loops
};

} // namespace

void hoistInvariants(Module &module, Function &function) { Hoister(module, function).run(function.body); }

} // namespace clangent::transform
