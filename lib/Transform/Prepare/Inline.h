// Replaces calls by the bodies of their callees. In: a function whose callees were inlined themselves (bottom up);
// out: calls remain only of recursive functions and where the result would grow beyond the budget, which what can only
// be differentiated inlined is not asked for.
#ifndef CLANGENT_TRANSFORM_PREPARE_INLINE_H
#define CLANGENT_TRANSFORM_PREPARE_INLINE_H

#include "IR/Function.h"

namespace clangent::transform {

struct InlineBudget {
  size_t calleeOps = 400;  // a callee of at most this size is inlined
  size_t callerOps = 8000; // as long as the caller stays below this size
};

void inlineCalls(ir::Module &module, ir::FunctionId caller, const std::vector<bool> &recursive,
                 const InlineBudget &budget = {});
size_t countOps(const ir::Function &function);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PREPARE_INLINE_H
