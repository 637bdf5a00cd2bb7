// The lowering of one function's body, by the rooms that Rooms.h lists.
#ifndef CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H
#define CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H

#include "IR/Function.h"

namespace clang {
class FunctionDecl;
}

namespace clangent::frontend {

class LoweringContext;

// Fills the module's function; false after a refusal was reported.
bool lowerFunction(LoweringContext &context, const clang::FunctionDecl *decl, ir::FunctionId id);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_FUNCTIONLOWERING_H
