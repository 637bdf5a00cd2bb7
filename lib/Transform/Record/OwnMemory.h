// Heap memory of iterations that only the function reaches (isOwn), in the reverse sweep. What that sweep does not read
// is given back where the program does it. Shadows that nothing leads to but pointers that loops and branches hand on
// are made where the release is undone, and given back where the allocation is. In: both sweeps, with all such memory,
// and shadows in the forward sweep; out: the same adjoints.
#ifndef CLANGENT_TRANSFORM_RECORD_OWNMEMORY_H
#define CLANGENT_TRANSFORM_RECORD_OWNMEMORY_H

#include "Transform/Differentiate/Shadows.h"
#include "Transform/Plan/Relocations.h"
#include "Transform/Record/Storage.h"

#include <map>
#include <optional>
#include <set>

namespace clangent::transform {

class OwnMemory {
public:
  // `isUsed` off: shadows stay in the forward sweep, and memory until the frame closes.
  OwnMemory(ir::Module &module, ir::Function &function, const analysis::Memory &memory,
            const analysis::Activity &activity, bool isUsed)
      : module(module), f(function), memory(memory), activity(activity), pointers(module, function, memory, activity),
        counts(module, function, memory), relocations(function, memory, pointers, counts), isUsed(isUsed),
        analysed(function.values.size()) {}

  // Once there is the forward sweep. The loops in it that the reverse sweep does not undo.
  std::set<ir::OpId> bind(const Shadows &shadows);

  // The reverse sweep needs the primal's pointer v.
  void note(ir::ValueId v);
  // Is v the shadow of a pointer to memory whose shadow is made in the reverse sweep?
  bool isMadeInReverse(ir::ValueId v) const { return primals.count(v) != 0; }
  // It, in a region that undoes visits of v's own.
  ir::ValueId provide(ReverseSide &recording, ir::ValueId v, ir::RegionId mirrored);
  // Once all that the reverse sweep reads is within reach.
  void settle(ReverseSide &recording);

private:
  Consumer consumerOf(ir::ValueId &p, ir::RegionId visited) const;
  ir::ValueId resultOf(ir::ValueId p, ir::OpId branch) const;
  ir::ValueId undo(ReverseSide &recording, ir::ValueId p, ir::RegionId visited, ir::RegionId mirrored);
  void resolveAround(ReverseSide &recording, ir::ValueId p, ir::OpId branch, ir::OpId outer, ir::RegionId mirrored);
  void resolveCount(ReverseSide &recording, ir::ValueId p, ir::OpId outer, ir::RegionId mirrored);
  ir::ValueId handedOn(ReverseSide &recording, const Consumer &consumer, ir::RegionId mirrored);
  const CarriedBack &place(ReverseSide &recording, ir::OpId loop, size_t carried, ir::RegionId mirrored);
  ir::ValueId make(ReverseSide &recording, ir::ValueId p, ir::RegionId mirrored);
  ir::RegionId reverseOf(ir::RegionId visited) const;
  void giveBack(ReverseSide &recording);
  void keepOrRelease();
  std::set<ir::OpId> readLater() const;
  analysis::ObjectSet kept() const;

  ir::Module &module;
  ir::Function &f;
  const analysis::Memory &memory;
  const analysis::Activity &activity;
  const OwnPointers pointers;
  BlockCounts counts;
  const Relocations relocations;
  bool isUsed;
  size_t analysed; // values below are the primal's
  std::map<ir::ValueId, ir::ValueId> primals, shadowOf;
  std::map<std::pair<ir::ValueId, ir::RegionId>, ir::ValueId> provided;
  std::map<std::tuple<ir::OpId, size_t, ir::RegionId>, CarriedBack> places;
  analysis::ObjectSet made; // that have a shadow somewhere in the reverse sweep
  analysis::ObjectSet read;
  std::set<ir::ValueId> readThrough; // owners
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_OWNMEMORY_H
