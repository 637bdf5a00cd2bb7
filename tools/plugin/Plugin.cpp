// The plugin's entry: reads the arguments and adds Clangent's consumer to the compilation.
#include "Driver/ClangDiagnostics.h"
#include "Driver/Consumer.h"

#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

namespace clangent {

namespace {

class PluginAction : public clang::PluginASTAction {
protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler, llvm::StringRef) override {
    return createConsumer(compiler, options);
  }

  bool ParseArgs(const clang::CompilerInstance &compiler, const std::vector<std::string> &arguments) override {
    ClangDiagnosticSink sink(compiler.getDiagnostics());
    parseOptions(arguments, options, sink);
    // False would drop the plugin without a word; what is wrong has been reported as an error.
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  Options options;
};

clang::FrontendPluginRegistry::Add<PluginAction> registration("clangent", "writes the derivatives of C++ functions");

} // namespace

} // namespace clangent

// Tools that run the static analyzer, clang-tidy for example, take whatever -fplugin names for a plugin of the
// analyzer's too, and warn of one that does not say for which version it was made. There are no checkers in this one.
extern "C" __attribute__((visibility("default"))) const char clang_analyzerAPIVersionString[] = CLANG_VERSION_STRING;
