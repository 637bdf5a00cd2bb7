// From a function of the IR to readable C++ text. Prepare (a plan is computed, the IR is not touched) and print
// (the plan and the IR are only read) are two halves; docs/internals/emit.md tells both.
#ifndef CLANGENT_EMIT_EMIT_H
#define CLANGENT_EMIT_EMIT_H

#include "Emit/Options.h"
#include "IR/Function.h"

#include <string>
#include <vector>

namespace clangent::emit {

// The definition of one function, preceded by the lines of `headerComment` (without slashes) and by the definitions
// of the generated record types it uses.
std::string emitFunction(const ir::Module &module, const ir::Function &function,
                         const std::vector<std::string> &headerComment, const Options &options);

// The prototype of one function, for mutual recursion.
std::string emitDeclaration(const ir::Module &module, const ir::Function &function, const Options &options);

// The definition of one generated record type.
std::string emitRecord(const ir::Module &module, ir::TypeId record);

// The generated record types that the text of a function names, in the order in which they must be defined.
std::vector<ir::TypeId> recordsOf(const ir::Module &module, const ir::Function &function);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_EMIT_H
