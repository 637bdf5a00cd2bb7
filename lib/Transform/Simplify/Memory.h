// What memory is known to hold at a place in straight-line code: values stored to or loaded from it before, and not
// overwritten since by anything that might reach the same object.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_MEMORY_H
#define CLANGENT_TRANSFORM_SIMPLIFY_MEMORY_H

#include "Transform/Edit/Replacements.h"

namespace clangent::transform {

// What a region writes.
struct Writes {
  bool everything = false;
  std::vector<ir::ValueId> places;
};

class KnownMemory {
public:
  KnownMemory(const ir::Module &module, const ir::Function &function, const Replacements &current);

  ir::ValueId valueAt(ir::ValueId place) const; // invalid: not known
  void learn(ir::ValueId place, ir::ValueId value);
  void forget(ir::ValueId place); // and all that it may overlap
  void forget(const Writes &writes);

  using Snapshot = std::vector<std::pair<ir::ValueId, ir::ValueId>>;
  Snapshot snapshot() const { return entries; }
  void restore(Snapshot s) { entries = std::move(s); }

  Writes writesOf(ir::OpId op) const; // with all that is inside it

private:
  void collect(ir::OpId op, Writes &writes) const;
  bool writes(const ir::Op &op) const;
  bool findWriters(ir::RegionId region);
  bool mayOverlap(ir::ValueId p, ir::ValueId q) const;
  ir::ValueId base(ir::ValueId place) const;

  const ir::Module &module;
  const ir::Function &function;
  const Replacements &current;
  Snapshot entries;           // oldest first
  std::vector<bool> isWriter; // of each operation that there was at first: it writes, or one inside it
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_MEMORY_H
