// The adjoints of a region's values as far as they have been summed up; no entry: zero, and not used. A region inside
// another one begins with what stands before it and keeps apart what it changes.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINTS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINTS_H

#include "Transform/Differentiate/Flow.h"

#include <map>

namespace clangent::transform {

class Adjoints {
public:
  Adjoints() = default;
  static Adjoints inside(const Adjoints &outer) {
    Adjoints inner;
    inner.outer = &outer;
    return inner;
  }

  const Flow *find(ir::ValueId v) const {
    for (const Adjoints *around = this; around; around = around->outer)
      if (auto found = around->changed.find(v); found != around->changed.end())
        return &found->second;
    return nullptr;
  }
  void set(ir::ValueId v, const Flow &flow) { changed.insert_or_assign(v, flow); }
  // What was set here, and not in a region around.
  const std::map<ir::ValueId, Flow> &own() const { return changed; }

private:
  const Adjoints *outer = nullptr;
  std::map<ir::ValueId, Flow> changed;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINTS_H
