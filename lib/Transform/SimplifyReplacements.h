// Which value stands for which after simplification. Operands are rewritten when their operation is visited.
#pragma once

#include "IR/Function.h"

#include <vector>

namespace clangent::transform {

class Replacements {
public:
  explicit Replacements(ir::Function &function) : function(function) {}

  ir::ValueId operator()(ir::ValueId v) const {
    while (v.index < target.size() && target[v.index])
      v = target[v.index];
    return v;
  }

  // `to` takes over the user's name of `from`, unless it has one of its own.
  void replace(ir::ValueId from, ir::ValueId to) {
    if (target.size() <= from.index)
      target.resize(function.values.size());
    target[from.index] = to;
    const ir::Op *op = function.definingOp(to);
    if (function[to].name.empty() && !(op && op->code == ir::Opcode::Constant))
      function[to].name = function[from].name;
  }

private:
  ir::Function &function;
  std::vector<ir::ValueId> target;
};

} // namespace clangent::transform
