// Identities of single scalar operations, exact to the bit.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_SCALARS_H
#define CLANGENT_TRANSFORM_SIMPLIFY_SCALARS_H

#include "IR/Builder.h"

namespace clangent::transform {

// The value that `id` (the builder's next operation, in no region yet) may be replaced by, built at the builder's place
// if it is new. Sets `changed` when the operation itself was rewritten instead.
std::optional<ir::ValueId> foldScalar(ir::Builder &builder, ir::OpId id, bool &changed);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_SCALARS_H
