// Memory that grows: all that a block holds is copied to the start of a new one that is at least as large, and the
// block is given back. To the adjoint these are one block: the shadow of the larger one serves both, and the copying
// has nothing to undo. Once only the larger one is left, the elements of its shadow behind those copied are zero again,
// as those of a new shadow are: what is read there was stored there later, and the store took its adjoint. Memory that
// begins as zeros is read without a store, so it is no such block.
#ifndef CLANGENT_TRANSFORM_PLAN_RELOCATIONS_H
#define CLANGENT_TRANSFORM_PLAN_RELOCATIONS_H

#include "Transform/Plan/BlockCounts.h"
#include "Transform/Plan/OwnPointers.h"

#include <map>
#include <set>
#include <vector>

namespace clangent::transform {

class Relocations {
public:
  Relocations(const ir::Function &function, const analysis::Memory &memory, const OwnPointers &pointers,
              BlockCounts &counts);

  // A block that grows, under all its pointers: the release that ends it is the only one that is no growing.
  struct Family {
    analysis::ObjectSet objects;
    ir::OpId last;
  };

  // The new pointer, if what is released has grown.
  ir::ValueId grownFrom(ir::OpId release) const;
  // That the object is a part of.
  const Family *familyOf(unsigned object) const;
  // Of the copying.
  const std::set<ir::OpId> &loops() const { return copies; }

private:
  struct Growth {
    ir::ValueId to;
    ir::OpId loop;
  };

  Growth growthAt(ir::OpId release) const;
  bool copiesAll(ir::OpId loop, ir::ValueId from, ir::ValueId to) const;
  bool isSameElement(ir::ValueId a, ir::ValueId baseOfA, ir::ValueId b, ir::ValueId baseOfB) const;
  bool isElement(ir::ValueId address, ir::ValueId base, ir::ValueId number) const;
  bool isUntouched(ir::ValueId p, ir::OpId begin, ir::OpId end) const;
  bool isBefore(ir::OpId op, ir::OpId other) const;
  bool isAsLarge(ir::ValueId count, ir::ValueId than, ir::RegionId at) const;
  bool isSmall(ir::ValueId count, ir::ValueId than, ir::RegionId at) const;
  bool isKnown(ir::ValueId a, ir::ValueId b, bool orMore, ir::RegionId at) const;
  void addFamily(ir::OpId release);
  bool livesWithin(const Family &family) const;

  const ir::Function &f;
  const analysis::Memory &memory;
  const OwnPointers &pointers;
  BlockCounts &counts;
  const Uses uses;
  std::map<ir::OpId, size_t> order;
  std::map<ir::OpId, Growth> growths; // by release
  std::vector<Family> families;
  std::set<ir::OpId> copies;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PLAN_RELOCATIONS_H
