// Which value stands for which in a function that is being rewritten. Operands are rewritten when their operation is
// visited.
#ifndef CLANGENT_TRANSFORM_EDIT_REPLACEMENTS_H
#define CLANGENT_TRANSFORM_EDIT_REPLACEMENTS_H

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

  void set(ir::ValueId from, ir::ValueId to) {
    if (target.size() <= from.index)
      target.resize(function.values.size());
    target[from.index] = to;
  }

  // `to` takes over what `from` is called and is for, too, unless it has a name of its own.
  void replace(ir::ValueId from, ir::ValueId to) {
    set(from, to);
    const ir::Op *op = function.definingOp(to);
    if (function[to].name.empty() && !(op && op->code == ir::Opcode::Constant))
      function.describeAs(to, from);
  }

  void rewriteOperands(ir::OpId op) const { rewrite(function[op].operands); }
  void rewriteYields(ir::RegionId region) const { rewrite(function[region].yields); }
  // In the region and in all that are inside.
  void rewriteAll(ir::RegionId region) const {
    for (ir::OpId op : function[region].ops) {
      rewriteOperands(op);
      for (ir::RegionId inner : function[op].regions)
        rewriteAll(inner);
    }
    rewriteYields(region);
  }

private:
  void rewrite(std::vector<ir::ValueId> &values) const {
    for (ir::ValueId &v : values)
      v = (*this)(v);
  }

  ir::Function &function;
  std::vector<ir::ValueId> target;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_EDIT_REPLACEMENTS_H
