// Which SSA values hold something that is read later, at any point of the text. Folded expressions count as read where
// they stand in the text.
#pragma once

#include "Emit/Plan.h"

#include <set>
#include <utility>

namespace clangent::emit {

class Liveness {
public:
  explicit Liveness(const Plan &plan);

  // Can the value be read after the point, before it is defined anew?
  bool isLiveAfter(ir::ValueId v, Point point) const;
  // Do the two need different variables?
  bool interfere(ir::ValueId a, ir::ValueId b) const;
  const std::vector<Point> &readsOf(ir::ValueId v) const { return reads[v.index]; }

private:
  void readByStatement(ir::OpId op);
  void keepApart(const ir::Op &op);
  void read(const Use &use, ir::ValueId v);
  bool definedTogether(ir::ValueId a, ir::ValueId b) const;

  const Plan &plan;
  std::vector<std::vector<Point>> reads; // of each value that is not folded
  std::set<std::pair<ir::ValueId, ir::ValueId>> apart;
};

} // namespace clangent::emit
