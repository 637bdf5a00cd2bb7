// From the bodies of Clang's functions to functions of the IR: every variable a Local with loads and stores, structured
// control flow. Here every construct is lowered exactly or refused; the rooms behind this one need not ask again.
#ifndef CLANGENT_FRONTEND_CORE_LOWER_H
#define CLANGENT_FRONTEND_CORE_LOWER_H

#include "IR/Function.h"
#include "Support/Diagnostics.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
class QualType;
class Sema;
} // namespace clang

namespace clangent::frontend {

class LoweringContext;

// A declaration of `name` with a type, or the type alone for an empty name, valid at the end of the file. Types without
// a name of their own get one here.
using TypeSpeller = std::function<std::string(clang::QualType type, const std::string &name)>;

class Lowering {
public:
  // Without a speller, closures and local classes are given names that only tell them apart.
  Lowering(clang::Sema &sema, ir::Module &module, DiagnosticSink &sink, TypeSpeller speller = {});
  ~Lowering();

  // Lowers `function` and everything with a visible body that it calls. Returns nothing after having reported why.
  std::optional<ir::FunctionId> lower(const clang::FunctionDecl *function);

  // The declaration behind a function of the module; null for a function that was not lowered from one.
  const clang::FunctionDecl *declarationOf(ir::FunctionId id) const;

  // The functions that opaque text names.
  const std::vector<const clang::FunctionDecl *> &calledByText() const;

  // The type in the IR, and the spelling under which generated text names a type anywhere in the file.
  ir::TypeId typeOf(clang::QualType type);
  std::string spell(clang::QualType type);

private:
  std::unique_ptr<LoweringContext> context;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_LOWER_H
