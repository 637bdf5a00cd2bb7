// Makes a function smaller without changing a value that it computes: constants, common subexpressions, branches and
// loops that are decided, memory that is known, and everything that nobody uses. docs/internals/simplify.md lists the
// rules.
#ifndef CLANGENT_TRANSFORM_SIMPLIFY_SIMPLIFY_H
#define CLANGENT_TRANSFORM_SIMPLIFY_SIMPLIFY_H

#include "IR/Function.h"

namespace clangent::transform {

// x + 0 is +0 for x = -0, which a primal must keep. Sums of adjoints and tangents need not care: in operations that
// differentiation made, x + 0 is x.
void simplify(ir::Module &module, ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_SIMPLIFY_SIMPLIFY_H
