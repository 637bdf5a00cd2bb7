// Scalar replacement: a local struct that is only reached through its fields, or a small array only through constant
// indices, becomes one local object per part. In and out: memory form.
#ifndef CLANGENT_TRANSFORM_PREPARE_SPLITOBJECTS_H
#define CLANGENT_TRANSFORM_PREPARE_SPLITOBJECTS_H

#include "IR/Function.h"

namespace clangent::transform {

void splitObjects(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_SPLITOBJECTS_H
