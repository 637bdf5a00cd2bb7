#include "Transform/Prepare/Induction.h"
#include "Transform/Differentiate/Iteration.h"
#include "Transform/Edit/Replacements.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

class InductionCloser {
public:
  InductionCloser(Module &module, Function &f) : module(module), f(f), replaced(f) {}

  void run() {
    std::vector<OpId> loops;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::For)
        loops.push_back(id);
    });
    for (OpId loop : loops)
      closeLoop(loop);
    replaced.rewriteAll(f.body);
  }

private:
  struct Step {
    ValueId amount;
    bool isNegative; // value - amount
  };

  void closeLoop(OpId loop) {
    const RegionId body = f[loop].regions[0];
    for (size_t i = 0; i < f[loop].results.size(); ++i) {
      const ValueId argument = f[body].arguments[1 + i];
      if (std::optional<Step> step = findStep(loop, argument, f[body].yields[i]))
        close(loop, i, *step);
    }
  }

  // The amount must be the same in every iteration.
  std::optional<Step> findStep(OpId loop, ValueId argument, ValueId next) const {
    const Type &type = module.types[f[argument].type];
    if (!(type.kind == TypeKind::Int && !type.isEnum) && type.kind != TypeKind::Pointer)
      return std::nullopt;
    const Op *d = f.definingOp(next);
    if (!d || (d->code != Opcode::Add && d->code != Opcode::Sub && d->code != Opcode::Index))
      return std::nullopt;
    ValueId base = d->operands[0], amount = d->operands[1];
    if (base != argument && d->code == Opcode::Add)
      std::swap(base, amount);
    if (base != argument)
      return std::nullopt;
    if (!isConstant(amount) && f.encloses(f[loop].regions[0], f[amount].owner))
      return std::nullopt;
    return Step{amount, d->code == Opcode::Sub};
  }

  bool isConstant(ValueId v) const {
    const Op *op = f.definingOp(v);
    return op && op->code == Opcode::Constant;
  }

  // value = initial + k * amount in iteration k, and with k = trips after the loop.
  void close(OpId loop, size_t i, const Step &step) {
    const RegionId body = f[loop].regions[0], around = f[loop].parent;
    const ValueId argument = f[body].arguments[1 + i], initial = f[loop].operands[3 + i];
    const std::vector<ValueId> range = f[loop].operands;
    Builder inside(module, f, body);
    inside.setRegion(body, 0);
    inside.setStatement(f[loop].statement, f[loop].at);
    ValueId k = iterationNumber(inside, loop, f[body].arguments[0], range[0], range[2]);
    const ValueId counter = f[body].arguments[0];
    const bool isOwn = isNumbered(f, loop) && f[counter].type == f[argument].type;
    ValueId value = at(inside, argument, initial, k, isOwn ? counter : ValueId(), step);
    replaced.set(argument, value);

    auto &ops = f[around].ops;
    Builder after(module, f, around);
    after.setRegion(around, static_cast<size_t>(std::find(ops.begin(), ops.end(), loop) - ops.begin()) + 1);
    after.setStatement(f[loop].statement, f[loop].at);
    ValueId trips = after.trips(range[0], range[1], range[2], f[loop].predicate);
    ValueId last = at(after, argument, initial, trips, ValueId(), step);
    replaced.set(f[loop].results[i], last);
  }

  ValueId at(Builder &b, ValueId argument, ValueId initial, ValueId k, ValueId own, const Step &step) {
    ValueId result = module.types.isPointer(f[argument].type)
                         ? pointerAt(b, initial, k, step)
                         : valueAfter(b, {initial, step.amount, step.isNegative}, k, own);
    if (f[result].name.empty())
      f[result].name = f[argument].name;
    return result;
  }

  ValueId pointerAt(Builder &b, ValueId initial, ValueId k, const Step &step) {
    const TypeId type = module.types.sizeType();
    ValueId amount = step.amount;
    if (isConstant(amount)) {
      const int64_t known = f.definingOp(amount)->integer;
      amount = b.constantInt(type, known);
    } else {
      amount = b.cast(amount, type);
    }
    ValueId way = b.mul(k, amount);
    return b.index(initial, step.isNegative ? b.neg(way) : way);
  }

  Module &module;
  Function &f;
  Replacements replaced;
};

} // namespace

void closeInductions(Module &module, Function &function) { InductionCloser(module, function).run(); }

} // namespace clangent::transform
