// Who uses a value: a snapshot, to be taken anew after a change.
#ifndef CLANGENT_TRANSFORM_EDIT_USES_H
#define CLANGENT_TRANSFORM_EDIT_USES_H

#include "IR/Function.h"

#include <vector>

namespace clangent::transform {

struct Use {
  ir::OpId op; // invalid: the use is a yield
  unsigned operand = 0;
  ir::RegionId region; // of the yield
};

class Uses {
public:
  explicit Uses(const ir::Function &function);
  const std::vector<Use> &of(ir::ValueId v) const { return uses[v.index]; }

private:
  void collect(const ir::Function &function, ir::RegionId region);
  std::vector<std::vector<Use>> uses;
};

// Calls visit(op id) for every operation in `region` and, after it, in the regions inside it.
template <class Visit> void forEachOp(const ir::Function &f, ir::RegionId region, Visit &&visit) {
  for (size_t i = 0; i < f[region].ops.size(); ++i) {
    ir::OpId id = f[region].ops[i];
    visit(id);
    for (size_t k = 0; k < f[id].regions.size(); ++k)
      forEachOp(f, f[id].regions[k], visit);
  }
}

// Everybody who uses `from` according to `uses` uses `to` instead.
void replaceUses(ir::Function &function, const Uses &uses, ir::ValueId from, ir::ValueId to);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_EDIT_USES_H
