#include "Transform/Differentiate/DirectBars.h"
#include "IR/Builder.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

class DirectBars {
public:
  DirectBars(Module &module, Function &function) : module(module), f(function) {
    const Uses uses(f);
    for (size_t v = 0; v < f.values.size(); ++v)
      readers.push_back(static_cast<unsigned>(uses.of(ValueId(v)).size()));
  }

  void run(RegionId region) {
    for (size_t i = 0; i < f[region].ops.size(); ++i)
      for (size_t k = 0; k < f[f[region].ops[i]].regions.size(); ++k)
        run(f[f[region].ops[i]].regions[k]);
    // An operation that is joined disappears, and the next one stands in its place.
    for (size_t i = 0; i < f[region].ops.size();)
      i += joinSum(region, i) || joinUpdate(region, i) ? 0 : 1;
  }

private:
  // What a rule of this region made from zero, for one reader only.
  struct Filled {
    OpId op;
    size_t position = 0; // in the region
    size_t number = 0;   // of the result
  };

  std::optional<Filled> filledFromZero(ValueId v, RegionId region) const {
    const Op *op = f.definingOp(v);
    if (!op || op->code != Opcode::InPlace || op->parent != region || readers[v.index] != 1)
      return std::nullopt;
    Filled filled{f[v].definition, 0, 0};
    const auto &ops = f[region].ops;
    filled.position = static_cast<size_t>(std::find(ops.begin(), ops.end(), filled.op) - ops.begin());
    filled.number = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), v) - op->results.begin());
    const ValueId before = op->operands[op->firstChanged + filled.number];
    return isZeroConstant(f, before) ? std::optional(filled) : std::nullopt;
  }

  bool isDefinedBefore(ValueId v, RegionId region, size_t position) const {
    if (f[v].owner != region || !f[v].definition)
      return f.encloses(f[v].owner, region);
    const auto &ops = f[region].ops;
    return static_cast<size_t>(std::find(ops.begin(), ops.end(), f[v].definition) - ops.begin()) < position;
  }

  // sum = before; sum += filled.
  bool joinSum(RegionId region, size_t i) {
    const OpId id = f[region].ops[i];
    if (!f[id].isSum)
      return false;
    const Op op = f[id];
    const std::optional<Filled> filled = filledFromZero(op.operands[0], region);
    if (!filled || filled->op == id || !isDefinedBefore(op.operands[1], region, filled->position))
      return false;
    f[filled->op].operands[f[filled->op].firstChanged + filled->number] = op.operands[1];
    replaceUses(f, Uses(f), op.results[0], op.operands[0]);
    readers[op.operands[0].index] = readers[op.results[0].index];
    if (f[op.operands[0]].name.empty())
      f.describeAs(op.operands[0], op.results[0]);
    f[region].ops.erase(f[region].ops.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }

  // *place += filled.
  bool joinUpdate(RegionId region, size_t i) {
    const OpId id = f[region].ops[i];
    if (f[id].code != Opcode::Update)
      return false;
    const Op op = f[id];
    const std::optional<Filled> filled = filledFromZero(op.operands[1], region);
    if (!filled || filled->position >= i || !commutes(region, filled->position + 1, i) ||
        !moveAddress(op.operands[0], region, filled->position))
      return false;
    auto &ops = f[region].ops;
    ops.erase(std::find(ops.begin(), ops.end(), id));
    passPlace(filled->op, filled->number, op.operands[0]);
    return true;
  }

  // Does nothing between the two places read or replace a shadow? Sums may be made in any order.
  bool commutes(RegionId region, size_t from, size_t to) const {
    for (size_t i = from; i < to; ++i) {
      const Op &op = f[f[region].ops[i]];
      const bool isHarmless = isValueOnly(op) || op.code == Opcode::InPlace || op.code == Opcode::Update ||
                              (op.code == Opcode::Load && !isShadow(op.operands[0]));
      if (!isHarmless)
        return false;
    }
    return true;
  }

  bool isShadow(ValueId pointer) const {
    for (const Op *op = f.definingOp(pointer); op; op = f.definingOp(pointer)) {
      if (op->code == Opcode::TapeArray)
        return false; // what the forward sweep stored
      if (op->operands.empty() || !module.types.isPointer(f[op->operands[0]].type))
        return true;
      pointer = op->operands[0];
    }
    for (const Parameter &parameter : f.parameters)
      if (parameter.value == pointer)
        return parameter.isShadow;
    return true;
  }

  // The address before the given position, with all that it is made of; false if that cannot be.
  bool moveAddress(ValueId pointer, RegionId region, size_t position) {
    std::vector<OpId> chain;
    for (ValueId v = pointer; !isDefinedBefore(v, region, position);) {
      const Op *op = f.definingOp(v);
      if (!op || !isAddress(op->code))
        return false;
      for (size_t k = 1; k < op->operands.size(); ++k)
        if (!isDefinedBefore(op->operands[k], region, position))
          return false;
      chain.push_back(f[v].definition);
      v = op->operands[0];
    }
    auto &ops = f[region].ops;
    for (OpId id : chain) {
      ops.erase(std::find(ops.begin(), ops.end(), id));
      ops.insert(ops.begin() + static_cast<std::ptrdiff_t>(position), id);
    }
    return true;
  }

  // Result `number` becomes a place that is changed.
  void passPlace(OpId id, size_t number, ValueId place) {
    Op &op = f[id];
    const size_t first = op.firstChanged, bar = first + number;
    op.term = withLeaves(op.term, [&](const Term &leaf) {
      Term moved = leaf;
      if (leaf.number == bar)
        moved = Term::object(first);
      else if (leaf.number >= first && leaf.number < bar)
        ++moved.number;
      return moved;
    });
    op.operands.erase(op.operands.begin() + static_cast<std::ptrdiff_t>(bar));
    op.operands.insert(op.operands.begin() + static_cast<std::ptrdiff_t>(first), place);
    op.results.erase(op.results.begin() + static_cast<std::ptrdiff_t>(number));
    op.firstChanged = static_cast<unsigned>(first + 1);
    op.isPureCall = false;
  }

  Module &module;
  Function &f;
  std::vector<unsigned> readers; // of each value
};

} // namespace

void addToBarsDirectly(Module &module, Function &function) { DirectBars(module, function).run(function.body); }

} // namespace clangent::transform
