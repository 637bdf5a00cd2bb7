// Chains of elementwise operations on values, such as tensors, are computed in blocks of their elements: what a chain
// makes on the way stays in the processor's cache. docs/internals/blocks.md tells when that means the same.
#ifndef CLANGENT_TRANSFORM_BLOCKS_BLOCKS_H
#define CLANGENT_TRANSFORM_BLOCKS_BLOCKS_H

#include "IR/Function.h"

namespace clangent::transform {

// Returns whether there was one.
bool computeInBlocks(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_BLOCKS_BLOCKS_H
