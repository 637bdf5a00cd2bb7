// Typed indices into the tables of a module or a function. Their order is the order of creation, which is
// also the order of iteration, so that every output of the compiler is deterministic.
#ifndef CLANGENT_IR_IDS_H
#define CLANGENT_IR_IDS_H

#include <cstddef>
#include <cstdint>
#include <functional>

namespace clangent::ir {

template <class Tag> struct Id {
  static constexpr uint32_t none = UINT32_MAX;
  uint32_t index = none;

  constexpr Id() = default;
  constexpr explicit Id(size_t i) : index(static_cast<uint32_t>(i)) {}
  constexpr bool valid() const { return index != none; }
  constexpr explicit operator bool() const { return valid(); }
  friend constexpr bool operator==(Id a, Id b) { return a.index == b.index; }
  friend constexpr bool operator!=(Id a, Id b) { return a.index != b.index; }
  friend constexpr bool operator<(Id a, Id b) { return a.index < b.index; }
};

using TypeId = Id<struct TypeTag>;
using ValueId = Id<struct ValueTag>;
using OpId = Id<struct OpTag>;
using RegionId = Id<struct RegionTag>;
using FunctionId = Id<struct FunctionTag>;
using RuleId = Id<struct RuleTag>;
using ReasonId = Id<struct ReasonTag>;
using StatementId = Id<struct StatementTag>;

} // namespace clangent::ir

template <class Tag> struct std::hash<clangent::ir::Id<Tag>> {
  size_t operator()(clangent::ir::Id<Tag> id) const noexcept { return id.index; }
};

#endif // CLANGENT_IR_IDS_H
