// Memory of the heap that only the function itself reaches: it becomes an array of the tape, or an object with a name,
// and its releases go. So it makes no call of the heap, and nothing leaks where something throws.
#ifndef CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H
#define CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H

#include "IR/Function.h"

namespace clangent::transform {

// True if something changed. The functions that this one calls are prepared, as far as they do not call it.
bool keepHeapLocal(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H
