// One walk over a function in execution order that applies every rule needing what is known at a place: the values
// numbered so far, the conditions decided by the branches around it, what memory holds.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_WALK_H
#define CLANGENT_TRANSFORM_SIMPLIFY_WALK_H

#include "IR/Builder.h"
#include "Transform/Simplify/Memory.h"
#include "Transform/Simplify/Numbering.h"

#include <unordered_map>

namespace clangent::transform {

class SimplifyWalk {
public:
  SimplifyWalk(ir::Module &module, ir::Function &function)
      : module(module), f(function), current(function), numbering(function), memory(module, function, current) {}

  // Returns whether anything changed.
  bool run();

private:
  void visitRegion(ir::RegionId region);
  void visitOp(ir::Builder &b, ir::OpId id);
  void visitScalar(ir::Builder &b, ir::OpId id);
  bool visitLoad(ir::OpId id);
  bool visitStore(ir::OpId id);
  bool visitUpdate(ir::OpId id);
  void keep(ir::Builder &b, ir::OpId id);
  void replace(ir::ValueId from, ir::ValueId to);

  void visitIf(ir::Builder &b, ir::OpId id);
  void visitArm(ir::OpId id, unsigned arm);
  void visitFor(ir::Builder &b, ir::OpId id);
  void visitWhile(ir::Builder &b, ir::OpId id);
  void splice(ir::Builder &b, ir::RegionId region);
  std::optional<bool> decided(ir::ValueId condition) const;
  void joinResults(ir::Builder &b, ir::OpId id);
  ir::ValueId joined(ir::Builder &b, ir::OpId id, size_t i);
  bool selectResults(ir::Builder &b, ir::OpId id);
  bool replaceByInitial(ir::OpId id, size_t firstCarried);
  void dropInvariants(ir::OpId id, size_t firstCarried);

  ir::Module &module;
  ir::Function &f;
  Replacements current;
  Numbering numbering;
  KnownMemory memory;
  std::unordered_map<ir::ValueId, bool> conditions; // decided by the regions around
  bool changed = false;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_WALK_H
