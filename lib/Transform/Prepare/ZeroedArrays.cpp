#include "Transform/Prepare/ZeroedArrays.h"
#include "IR/Builder.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

class Zeroer {
public:
  Zeroer(Module &module, Function &function) : module(module), f(function) {}

  void run(RegionId region) {
    for (size_t i = 0; i < f[region].ops.size(); ++i) {
      const OpId id = f[region].ops[i];
      for (const RegionId inner : f[id].regions)
        run(inner);
      if (f[id].code == Opcode::TapeArray && !f[id].isZeroed && f[id].operands.size() == 1)
        takeZeros(region, i);
    }
  }

private:
  // Looks for the loop up to what else uses the array.
  void takeZeros(RegionId region, size_t position) {
    const OpId array = f[region].ops[position];
    for (size_t j = position + 1; j < f[region].ops.size(); ++j) {
      const OpId id = f[region].ops[j];
      if (zeroes(f[id], array)) {
        f[array].isZeroed = true;
        f[region].ops.erase(f[region].ops.begin() + static_cast<std::ptrdiff_t>(j));
        return;
      }
      if (uses(id, f[array].results[0]))
        return;
    }
  }

  bool uses(OpId id, ValueId v) const {
    const Op &op = f[id];
    const auto isUsed = [&](const std::vector<ValueId> &values) {
      return std::find(values.begin(), values.end(), v) != values.end();
    };
    return isUsed(op.operands) || std::any_of(op.regions.begin(), op.regions.end(), [&](RegionId r) {
             return isUsed(f[r].yields) ||
                    std::any_of(f[r].ops.begin(), f[r].ops.end(), [&](OpId inner) { return uses(inner, v); });
           });
  }

  // for (i = 0; i < count; ++i) array[i] = 0, or the same of each of its members.
  bool zeroes(const Op &loop, OpId array) const {
    if (loop.code != Opcode::For || loop.predicate != Predicate::Lt || loop.reversed || !loop.results.empty() ||
        !isNumber(loop.operands[0], 0) || !isNumber(loop.operands[2], 1) ||
        bare(loop.operands[1]) != bare(f[array].operands[0]))
      return false;
    const Region &body = f[loop.regions[0]];
    std::set<ValueId> elements, members;
    std::set<unsigned> zeroed;
    for (const OpId id : body.ops) {
      const Op &op = f[id];
      if (op.code == Opcode::Index && op.operands[0] == f[array].results[0] &&
          bare(op.operands[1]) == body.arguments[0])
        elements.insert(op.results[0]);
      else if (op.code == Opcode::Field && elements.count(op.operands[0]))
        members.insert(op.results[0]);
      else if (op.code == Opcode::Store && isZero(op.operands[1]) && elements.count(op.operands[0]))
        zeroed.insert(0);
      else if (op.code == Opcode::Store && isZero(op.operands[1]) && members.count(op.operands[0]))
        zeroed.insert(f.definingOp(op.operands[0])->field);
      else if (op.code != Opcode::Cast && op.code != Opcode::Constant)
        return false;
    }
    const Type &type = module.types[module.types.pointee(f[f[array].results[0]].type)];
    return zeroed.size() == (type.kind == TypeKind::Struct ? type.fields.size() : 1);
  }

  // Without conversions between integers of one width.
  ValueId bare(ValueId v) const {
    for (const Op *op = f.definingOp(v); op && op->code == Opcode::Cast; op = f.definingOp(v)) {
      const Type &from = module.types[f[op->operands[0]].type], &to = module.types[f[v].type];
      if (from.kind != TypeKind::Int || to.kind != TypeKind::Int || from.bits != to.bits)
        break;
      v = op->operands[0];
    }
    return v;
  }

  bool isNumber(ValueId v, int64_t number) const {
    const Op *op = f.definingOp(v);
    return op && op->code == Opcode::Constant && op->integer == number;
  }

  bool isZero(ValueId v) const {
    const Op *op = f.definingOp(v);
    if (!op || op->code != Opcode::Constant || module.types.isValue(f[v].type))
      return false;
    return module.types.isFloat(f[v].type) ? op->real == 0 && !std::signbit(op->real) : op->integer == 0;
  }

  Module &module;
  Function &f;
};

} // namespace

void zeroArrays(Module &module, Function &function) { Zeroer(module, function).run(function.body); }

} // namespace clangent::transform
