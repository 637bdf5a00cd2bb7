// What of the compiler's state must not reach generated text, set aside while it is read: macros, access control,
// floating-point and optimisation pragmas, and the diagnostics client.
#ifndef CLANGENT_DRIVER_INJECTIONSTATE_H
#define CLANGENT_DRIVER_INJECTIONSTATE_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Sema/Sema.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clangent {

// Hides the user's macros for every identifier of a text.
class HiddenMacros {
public:
  HiddenMacros(clang::Preprocessor &preprocessor, clang::FileID text, clang::SourceLocation at);
  ~HiddenMacros();
  HiddenMacros(const HiddenMacros &) = delete;
  HiddenMacros &operator=(const HiddenMacros &) = delete;

private:
  clang::Preprocessor &preprocessor;
  std::vector<std::pair<clang::IdentifierInfo *, clang::MacroInfo *>> hidden;
};

// Access control off, pragmas at their defaults.
class NeutralSema {
public:
  explicit NeutralSema(clang::Sema &sema);
  ~NeutralSema();
  NeutralSema(const NeutralSema &) = delete;
  NeutralSema &operator=(const NeutralSema &) = delete;

private:
  clang::Sema &sema;
  clang::Sema::FPFeaturesStateRAII floatingPoint;
  clang::SourceLocation optimiseOff;
  bool accessControl;
};

// Keeps errors to itself, with their notes, and passes everything else on.
class ErrorCapture : public clang::DiagnosticConsumer {
public:
  ErrorCapture(clang::DiagnosticsEngine &engine, clang::FileID text);
  ~ErrorCapture() override;

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &info) override;

  struct Message {
    std::string text;
    unsigned line; // in the generated text, or 0
  };
  const std::vector<Message> &messages() const { return captured; }

private:
  clang::DiagnosticsEngine &engine;
  clang::DiagnosticConsumer *previous;
  std::unique_ptr<clang::DiagnosticConsumer> ownedPrevious;
  const clang::FileID generated;
  std::vector<Message> captured;
  bool lastWasError = false;
};

} // namespace clangent

#endif // CLANGENT_DRIVER_INJECTIONSTATE_H
