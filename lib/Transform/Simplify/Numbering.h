// Value numbering over the regions that enclose a place: equal operations on equal operands are one value.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_NUMBERING_H
#define CLANGENT_TRANSFORM_SIMPLIFY_NUMBERING_H

#include "IR/Function.h"

#include <unordered_map>
#include <vector>

namespace clangent::transform {

class Numbering {
public:
  explicit Numbering(const ir::Function &function) : function(function) {}

  // A value that an equal operation before gave; otherwise the operation itself is known from now on.
  ir::ValueId findOrAdd(ir::OpId op);

  // What is added after enter() is forgotten at the leave() that belongs to it.
  void enter() { marks.push_back(added.size()); }
  void leave();

private:
  size_t hash(const ir::Op &op) const;
  bool equal(const ir::Op &a, const ir::Op &b) const;

  const ir::Function &function;
  std::unordered_multimap<size_t, ir::OpId> known;
  std::vector<std::pair<size_t, ir::OpId>> added;
  std::vector<size_t> marks;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_NUMBERING_H
