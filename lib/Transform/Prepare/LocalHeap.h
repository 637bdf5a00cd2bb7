// Memory of the heap that only the function itself reaches.
#ifndef CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H
#define CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H

#include "IR/Function.h"

namespace clangent::transform {

// One object whose address goes nowhere becomes a local object, and its release goes. True if something changed. The
// functions that this one calls are prepared, as far as they do not call it.
bool makeHeapLocal(ir::Module &module, ir::Function &function);

// Of functions that are inlined no more: other memory becomes an array of the tape, so that it makes no call of the
// heap, and nothing leaks where something throws. In a loop, where arrays of all iterations would be on the tape at
// once, it is the function's own (isOwn). True if something changed.
bool keepHeapOnTape(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_LOCALHEAP_H
