// The compiler's messages in Clang's engine: each at its line, then how the derivative was asked for, then the way out.
#ifndef CLANGENT_DRIVER_CLANGDIAGNOSTICS_H
#define CLANGENT_DRIVER_CLANGDIAGNOSTICS_H

#include "Support/Diagnostics.h"

#include "clang/Basic/SourceLocation.h"

#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace clang {
class DiagnosticsEngine;
} // namespace clang

namespace clangent {

class ClangDiagnosticSink final : public DiagnosticSink {
public:
  explicit ClangDiagnosticSink(clang::DiagnosticsEngine &engine) : engine(engine) {}

  using DiagnosticSink::report;
  void report(DiagId id, SourceRef at, std::vector<std::string> args, std::vector<DiagNote> notes) override;

  // From here to endRequest, messages belong to a derivative of `function` that the user asked for at `at`, and only
  // the first few errors are shown.
  void beginRequest(std::string function, clang::SourceLocation at, bool isAnnotated);
  void endRequest();

private:
  void emit(DiagId id, SourceRef at, const std::vector<std::string> &args);

  clang::DiagnosticsEngine &engine;
  bool inRequest = false;
  bool requestIsAnnotated = false;
  std::string requestOf;
  clang::SourceLocation requestedAt;
  clang::SourceLocation lastError;
  unsigned errorsInRequest = 0;
  std::set<std::tuple<std::uint32_t, DiagId, std::vector<std::string>>> told; // looked up, never iterated
};

} // namespace clangent

#endif // CLANGENT_DRIVER_CLANGDIAGNOSTICS_H
