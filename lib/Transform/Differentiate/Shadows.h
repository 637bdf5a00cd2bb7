// Shadow pointers, computed in lock-step with the primal's (ADJOINT 4): every pointer that reaches memory with
// derivatives gets a second pointer into the shadow memory of the same shape. Allocates the shadows of local objects.
// In: a primal function and its activity; out: the same function with shadow operations beside the primal's.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_SHADOWS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_SHADOWS_H

#include "Analysis/Activity.h"
#include "IR/Builder.h"

#include <map>
#include <string>

namespace clangent::transform {

class Shadows {
public:
  // Of adjoints or of tangents. Adjoints are written through pointers that the primal only reads, so their shadows drop
  // const; tangents keep it.
  Shadows(ir::Module &module, ir::Function &function, const analysis::Activity &activity, ir::Role of)
      : module(module), f(function), activity(activity), role(of) {}

  void bind(ir::ValueId pointer, ir::ValueId shadow) {
    shadows[pointer] = shadow;
    f[shadow].role = role;
  }
  bool has(ir::ValueId pointer) const { return shadows.count(pointer) != 0; }
  ir::ValueId of(ir::ValueId pointer) const { return shadows.at(pointer); }
  const std::map<ir::ValueId, ir::ValueId> &all() const { return shadows; }

  bool isActive(ir::ValueId v) const { return activity.isActive(v); }
  bool isShadowed(ir::ValueId pointer) const { return activity.leadsToShadow(pointer); }

  // For an operation without regions: appends its shadow at the builder's place, which is right behind it.
  void extend(ir::Builder &b, ir::OpId op);
  // Is the shadow of this pointer null where the pointer refers to memory without derivatives?
  bool mayBeNull(ir::ValueId pointer) const { return activity.isMixed(pointer); }
  // pointer's shadow is not null.
  ir::ValueId isNotNull(ir::Builder &b, ir::ValueId pointer);

  // For a loop, before it is put at the builder's place: carries the shadows of carried pointers.
  void openLoop(ir::Builder &b, ir::OpId loop);
  // For an If or a loop, after its regions were visited: yields the shadows.
  void close(ir::OpId op);

  std::string nameOf(ir::ValueId v) const;
  ir::TypeId typeOf(ir::ValueId pointer);
  // Null if the pointer has none.
  ir::ValueId shadowOrNull(ir::Builder &b, ir::ValueId pointer);

private:
  ir::ValueId object(ir::Builder &b, const ir::Op &op);
  ir::ValueId address(ir::Builder &b, const ir::Op &op);
  const ir::Op *countOfElements(ir::ValueId place) const;
  void extendStore(ir::Builder &b, const ir::Op &op);
  bool isMoreConst(ir::TypeId a, ir::TypeId b) const;

  ir::Module &module;
  ir::Function &f;
  const analysis::Activity &activity;
  ir::Role role;
  std::map<ir::ValueId, ir::ValueId> shadows;
  std::map<ir::OpId, std::vector<size_t>> carried; // of a loop: positions of the pointers whose shadows it carries
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_SHADOWS_H
