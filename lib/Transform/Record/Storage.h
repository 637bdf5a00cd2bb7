// Storage of primal values on the tape: an array indexed by the iteration where all trip counts are known before the
// outermost loop, a stack otherwise. Adds the storing operations to the forward sweep and the reading ones to the
// reverse sweep.
#ifndef CLANGENT_TRANSFORM_RECORD_STORAGE_H
#define CLANGENT_TRANSFORM_RECORD_STORAGE_H

#include "Transform/Record/ReverseSide.h"

#include <map>

namespace clangent::transform {

class Storage {
public:
  Storage(ir::Module &module, ir::Function &function, ReverseSide &recording)
      : module(module), f(function), recording(recording) {}

  // Stores v at each visit of `visited` (a forward region inside a loop) and reads it at the start of `mirrored`.
  ir::ValueId store(ir::ValueId v, ir::RegionId visited, ir::RegionId mirrored);
  // The same, on a stack: what is visited seldom takes little room there.
  ir::ValueId storeOnStack(ir::ValueId v, ir::RegionId visited, ir::RegionId mirrored);

private:
  // Arrays of one nest of loops share their size and their index.
  struct Nest {
    bool isIndexed = false;
    std::vector<ir::ValueId> trips; // of every loop, outermost first
  };

  std::vector<ir::OpId> loopsAround(ir::RegionId region) const;
  Nest &nestOf(const std::vector<ir::OpId> &loops);
  bool isIndexable(const std::vector<ir::OpId> &loops) const;
  bool canHoist(ir::ValueId v, ir::OpId outermost) const;
  bool isGuarded(ir::OpId loop, ir::OpId outermost) const;
  bool mayBeUndefined(ir::ValueId v, ir::OpId outermost) const;
  bool mayNotArrive(ir::OpId loop) const;
  bool mayLeave(ir::OpId op) const;
  ir::ValueId tripsOf(ir::Builder &b, const std::vector<ir::OpId> &loops, size_t i,
                      const std::vector<ir::ValueId> &outer);
  ir::ValueId hoistTrips(ir::Builder &b, ir::OpId loop, ir::OpId outermost);
  ir::ValueId hoist(ir::Builder &b, ir::ValueId v, ir::OpId outermost);
  ir::ValueId indexAt(ir::RegionId region, const std::vector<ir::OpId> &loops, const Nest &nest, bool inReverse);
  ir::ValueId storeInArray(ir::ValueId v, ir::RegionId visited, ir::RegionId mirrored,
                           const std::vector<ir::OpId> &loops, const Nest &nest);
  // Runs make(builder) right behind v's definition in the forward sweep, or at the start of `visited`.
  void behind(ir::ValueId v, ir::RegionId visited, const std::function<void(ir::Builder &)> &make);

  ir::Module &module;
  ir::Function &f;
  ReverseSide &recording;
  std::map<std::vector<ir::OpId>, Nest> nests;
  std::map<ir::RegionId, ir::ValueId> indices;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_STORAGE_H
