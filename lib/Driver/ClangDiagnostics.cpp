// Messages of the table as Clang diagnostics.
#include "Driver/ClangDiagnostics.h"

#include "clang/Basic/Diagnostic.h"

using namespace clang;

namespace clangent {

namespace {

constexpr unsigned shownPerRequest = 5;

// Custom diagnostics escape -w and -Werror, so both are asked here.
DiagnosticsEngine::Level levelOf(Severity severity, const DiagnosticsEngine &engine) {
  switch (severity) {
  case Severity::Note:
    return DiagnosticsEngine::Note;
  case Severity::Remark:
    return DiagnosticsEngine::Remark;
  case Severity::Warning:
    if (engine.getIgnoreAllWarnings())
      return DiagnosticsEngine::Ignored;
    return engine.getWarningsAsErrors() ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning;
  case Severity::Error:
    return DiagnosticsEngine::Error;
  }
  return DiagnosticsEngine::Error;
}

} // namespace

void ClangDiagnosticSink::emit(DiagId id, SourceRef at, const std::vector<std::string> &args) {
  const DiagInfo &info = diagInfo(id);
  const DiagnosticsEngine::Level level = levelOf(info.severity, engine);
  if (level == DiagnosticsEngine::Ignored)
    return;
  std::string text = formatDiagText(info.text, args);
  if (info.severity == Severity::Warning)
    text += " [-Wclangent]";
  engine.Report(SourceLocation::getFromRawEncoding(at.raw), engine.getCustomDiagID(level, "%0")) << text;
}

void ClangDiagnosticSink::report(DiagId id, SourceRef at, std::vector<std::string> args, std::vector<DiagNote> notes) {
  const DiagInfo &info = diagInfo(id);
  const bool isError = info.severity == Severity::Error;
  if (isError) {
    ++errors;
    // Several derivatives of a function are refused for the same reason: it is told under the first.
    if (at.isValid() && !told.emplace(at.raw, id, args).second)
      return;
    if (inRequest && ++errorsInRequest > shownPerRequest)
      return;
    lastError = SourceLocation::getFromRawEncoding(at.raw);
  }
  // An error without a place of its own sits where the derivative was asked for.
  const bool placed = at.isValid() || !inRequest;
  emit(id, placed ? at : SourceRef{requestedAt.getRawEncoding()}, args);
  for (const DiagNote &note : notes)
    emit(note.id, note.at, note.args);
  const bool isElsewhere = placed && at.raw != requestedAt.getRawEncoding();
  if (isError && inRequest && isElsewhere && requestedAt.isValid())
    emit(requestIsAnnotated ? DiagId::note_annotated_here : DiagId::note_requested_here,
         SourceRef{requestedAt.getRawEncoding()}, {});
  if (*info.wayOut)
    emit(DiagId::note_way_out, placed ? at : SourceRef{requestedAt.getRawEncoding()},
         {formatDiagText(info.wayOut, args)});
}

void ClangDiagnosticSink::beginRequest(std::string function, SourceLocation at, bool isAnnotated) {
  inRequest = true;
  requestOf = std::move(function);
  requestedAt = at;
  requestIsAnnotated = isAnnotated;
  errorsInRequest = 0;
}

void ClangDiagnosticSink::endRequest() {
  if (errorsInRequest > shownPerRequest)
    emit(DiagId::note_more_refusals, SourceRef{lastError.getRawEncoding()},
         {std::to_string(errorsInRequest - shownPerRequest), requestOf});
  inRequest = false;
}

} // namespace clangent
