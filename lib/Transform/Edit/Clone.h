// Copies regions from one function into another (or within one), with a map from old values to new.
#ifndef CLANGENT_TRANSFORM_EDIT_CLONE_H
#define CLANGENT_TRANSFORM_EDIT_CLONE_H

#include "Transform/Edit/Replacements.h"

#include <map>

namespace clangent::transform {

class Cloner {
public:
  Cloner(const ir::Function &from, ir::Function &to, const Replacements *replaced = nullptr)
      : from(from), to(to), replaced(replaced) {}

  // The new value for an old one; an old value without an entry stands for itself, or for what replaced it.
  std::map<ir::ValueId, ir::ValueId> values;
  std::map<ir::RegionId, ir::RegionId> regions;

  ir::ValueId operator()(ir::ValueId v) const {
    auto found = values.find(v);
    if (found != values.end())
      return found->second;
    return replaced ? (*replaced)(v) : v;
  }

  // Appends copies of the operations of `source` to `target`, and of everything inside them.
  void cloneOps(ir::RegionId source, ir::RegionId target);
  // Copies one operation to the end of `target`.
  ir::OpId cloneOp(ir::OpId source, ir::RegionId target);

private:
  ir::ValueId cloneValue(ir::ValueId v, ir::OpId definition, ir::RegionId owner);
  const ir::Function &from;
  ir::Function &to;
  const Replacements *replaced;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_EDIT_CLONE_H
