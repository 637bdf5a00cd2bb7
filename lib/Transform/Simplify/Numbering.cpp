#include "Transform/Simplify/Numbering.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// May the two operands change places? Sums and products of floats are commutative to the bit.
bool isCommutative(const Op &op) {
  if (op.code == Opcode::Compare)
    return op.predicate == Predicate::Eq || op.predicate == Predicate::Ne;
  return op.code == Opcode::Add || op.code == Opcode::Mul || op.code == Opcode::BitAnd || op.code == Opcode::BitOr ||
         op.code == Opcode::BitXor;
}

} // namespace

size_t Numbering::hash(const Op &op) const {
  size_t h =
      static_cast<size_t>(op.code) * 31 + static_cast<size_t>(op.function) * 7 + static_cast<size_t>(op.predicate);
  auto mix = [&](size_t v) { h = (h ^ v) * 0x9e3779b97f4a7c15u; };
  mix(function[op.results[0]].type.index);
  mix(static_cast<size_t>(op.integer));
  mix(op.field);
  mix(std::hash<long double>()(op.real));
  mix(ir::hash(op.term));
  if (isCommutative(op)) { // the same for both orders
    const auto [smaller, larger] = std::minmax(op.operands[0].index, op.operands[1].index);
    mix(smaller);
    mix(larger);
    return h;
  }
  for (ValueId v : op.operands)
    mix(v.index);
  return h;
}

bool Numbering::equal(const Op &a, const Op &b) const {
  if (!isSameOperation(a, b) || function[a.results[0]].type != function[b.results[0]].type)
    return false;
  if (a.operands == b.operands)
    return true;
  return isCommutative(a) && a.operands[0] == b.operands[1] && a.operands[1] == b.operands[0];
}

ValueId Numbering::findOrAdd(OpId id) {
  const Op &op = function[id];
  size_t h = hash(op);
  auto [first, last] = known.equal_range(h);
  for (; first != last; ++first)
    if (equal(function[first->second], op))
      return function[first->second].results[0];
  known.emplace(h, id);
  added.emplace_back(h, id);
  return ValueId();
}

void Numbering::leave() {
  for (; added.size() > marks.back(); added.pop_back()) {
    auto [first, last] = known.equal_range(added.back().first);
    while (first->second != added.back().second)
      ++first;
    known.erase(first);
  }
  marks.pop_back();
}

} // namespace clangent::transform
