// Attributes of ours that are misspelt. Clang says that it does not know them; what they should be called it cannot
// say.
#ifndef CLANGENT_DRIVER_ATTRIBUTENAMES_H
#define CLANGENT_DRIVER_ATTRIBUTENAMES_H

#include "Support/Diagnostics.h"

namespace clang {
class CompilerInstance;
} // namespace clang

namespace clangent {

// Has every `[[clangent::name]]` of the program looked at when its tokens are read, with a warning for names that no
// attribute has. Both arguments live as long as the compilation.
void watchAttributeNames(clang::CompilerInstance &compiler, DiagnosticSink &sink);

} // namespace clangent

#endif // CLANGENT_DRIVER_ATTRIBUTENAMES_H
