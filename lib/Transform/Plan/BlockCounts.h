// The number of elements that an owning pointer's memory has: a value beside the pointer, which loops and branches hand
// on with it. Often there is one already, as the capacity of a vector.
#ifndef CLANGENT_TRANSFORM_PLAN_BLOCKCOUNTS_H
#define CLANGENT_TRANSFORM_PLAN_BLOCKCOUNTS_H

#include "Analysis/Memory.h"
#include "IR/Builder.h"

#include <map>

namespace clangent::transform {

class BlockCounts {
public:
  BlockCounts(ir::Module &module, ir::Function &function, const analysis::Memory &memory)
      : module(module), f(function), memory(memory) {}

  // Made where there is none.
  ir::ValueId of(ir::ValueId p);
  // That which is there, or none.
  ir::ValueId known(ir::ValueId p);
  // The integer of the same size whose value it has.
  ir::ValueId source(ir::ValueId integer) const;

private:
  // What a loop may carry beside a pointer that it carries: that the integer is its number of elements.
  struct SameCarried {
    ir::ValueId pointer, integer;
    mutable std::map<std::pair<ir::ValueId, ir::ValueId>, bool> known; // what followed
  };

  std::pair<ir::OpId, size_t> carriedAt(ir::ValueId p) const;
  ir::ValueId at(ir::Builder &b, ir::ValueId p);
  void carryCount(ir::OpId loop, size_t carried);
  bool findCarriedCount(ir::OpId loop, size_t carried);
  bool isCount(ir::ValueId v, ir::ValueId p, const SameCarried &carried);
  bool findCount(ir::ValueId v, ir::ValueId p, const SameCarried &carried);

  ir::Module &module;
  ir::Function &f;
  const analysis::Memory &memory;
  std::map<ir::ValueId, ir::ValueId> counts;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_BLOCKCOUNTS_H
