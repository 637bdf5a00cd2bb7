// Base classes: their fields stand among those of the derived class.
#ifndef CLANGENT_IR_BASES_H
#define CLANGENT_IR_BASES_H

#include "IR/Type.h"

#include <optional>

namespace clangent::ir {

// The field of a class that the fields of one of its bases begin with; nothing if it is no base, has no fields, or is a
// base twice.
std::optional<unsigned> firstFieldOfBase(const TypeTable &types, TypeId derived, TypeId base);

} // namespace clangent::ir

#endif // CLANGENT_IR_BASES_H
