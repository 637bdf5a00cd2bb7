// A chain of elementwise operations in one region, and how the operations between its links would have to move.
#ifndef CLANGENT_TRANSFORM_BLOCKS_CHAIN_H
#define CLANGENT_TRANSFORM_BLOCKS_CHAIN_H

#include "IR/Function.h"
#include "Transform/Edit/Uses.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace clangent::transform {

// The operations at positions [first, last] of a region, which may run in the order before, links, after.
struct Chain {
  ir::RegionId region;
  size_t first = 0, last = 0;
  std::vector<ir::OpId> before, links, after;

  // What the links read from outside. Of an adjoint every block gets its own part only; a primal value may be repeated.
  std::vector<ir::ValueId> primals, adjoints;
  // What is read outside of what the links make.
  std::vector<ir::ValueId> outputs;
  // Outputs that are only reduced, by the operation behind the links that does it.
  std::map<ir::ValueId, ir::OpId> totals;
  // The shapes of what the links make, wherever they are asked: of which value. The operands of the chain tell them,
  // but for those of sums, which are shaped like what they are the adjoints of.
  std::map<ir::ValueId, ir::ValueId> shapes;
  // The first value of each sum of adjoints that the links continue, by what they make of it; zero constants among
  // them.
  std::map<ir::ValueId, ir::ValueId> bases;
  // Bases from outside that must be there when the sum is read inside the chain.
  std::set<ir::ValueId> readBases;
};

// What finding chains asks of a function.
struct ChainFacts {
  ChainFacts(const ir::Module &module, const ir::Function &function);
  const ir::Module &module;
  const ir::Function &function;
  Uses uses;
  std::set<ir::TypeId> shapeTypes;
};

// The chain that begins at this position, if it is one that gains by being computed in blocks.
std::optional<Chain> findChain(const ChainFacts &facts, ir::RegionId region, size_t first);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_BLOCKS_CHAIN_H
