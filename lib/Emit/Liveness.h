// Which SSA values hold something that is read later, at any point of the text. Folded expressions count as read where
// they stand in the text.
#ifndef CLANGENT_EMIT_LIVENESS_H
#define CLANGENT_EMIT_LIVENESS_H

#include "Emit/Plan.h"

#include <utility>

namespace clangent::emit {

class Liveness {
public:
  explicit Liveness(const Plan &plan);

  // Can the value be read after the point, before it is defined anew?
  bool isLiveAfter(ir::ValueId v, Point point) const;
  // Do the two need different variables?
  bool interfere(ir::ValueId a, ir::ValueId b) const;
  // Of a value that is not folded, in the order of the text.
  const std::vector<Point> &readsOf(ir::ValueId v) const { return reads(v).points; }
  // Operand `second` of the InPlace `first` reads the value, directly or in a folded expression.
  using InPlaceRead = std::pair<ir::OpId, size_t>;
  const std::vector<InPlaceRead> &inPlaceReadsOf(ir::ValueId v) const { return reads(v).inPlace; }
  // The value is not folded any more: it is read where it was part of a text, and what it reads is read where it is
  // defined.
  void unfolded(ir::ValueId v);

private:
  struct Reads {
    bool isKnown = false;
    std::vector<Point> points;
    std::vector<InPlaceRead> inPlace;
  };
  const Reads &reads(ir::ValueId v) const;
  void collect(ir::ValueId v, Reads &found) const;
  ir::ValueId textAround(const Use &use) const;
  bool definedTogether(ir::ValueId a, ir::ValueId b) const;
  bool isApart(ir::ValueId v, ir::ValueId changed) const;

  const Plan &plan;
  std::vector<bool> isLeft;              // of each argument of a While's `before`: a used result takes its last value
  mutable std::vector<Reads> readsOfAll; // collected when they are first asked for
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_LIVENESS_H
