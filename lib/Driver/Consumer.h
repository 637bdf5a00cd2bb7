// The plugin's part in a compilation: at the end of the translation unit it collects the requests, has their derivatives
// written, and injects them, until nothing new is asked for.
#ifndef CLANGENT_DRIVER_CONSUMER_H
#define CLANGENT_DRIVER_CONSUMER_H

#include "Support/Options.h"

#include <memory>

namespace clang {
class ASTConsumer;
class CompilerInstance;
} // namespace clang

namespace clangent {

std::unique_ptr<clang::ASTConsumer> createConsumer(clang::CompilerInstance &compiler, const Options &options);

} // namespace clangent

#endif // CLANGENT_DRIVER_CONSUMER_H
