// Setting aside and restoring what must not reach generated text.
#include "Driver/InjectionState.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"

#include <set>

using namespace clang;

namespace clangent {

HiddenMacros::HiddenMacros(Preprocessor &preprocessor, FileID text, SourceLocation at) : preprocessor(preprocessor) {
  const SourceManager &sources = preprocessor.getSourceManager();
  Lexer lexer(text, sources.getBufferOrFake(text), sources, preprocessor.getLangOpts());
  std::set<const IdentifierInfo *> seen;
  for (Token token; !lexer.LexFromRawLexer(token) || token.isNot(tok::eof);) {
    if (token.is(tok::eof))
      break;
    if (token.isNot(tok::raw_identifier))
      continue;
    IdentifierInfo *name = preprocessor.LookUpIdentifierInfo(token);
    if (!seen.insert(name).second || !name->hasMacroDefinition())
      continue;
    MacroInfo *macro = preprocessor.getMacroInfo(name);
    if (!macro || macro->isBuiltinMacro())
      continue;
    hidden.push_back({name, macro});
    preprocessor.appendMacroDirective(name, new (preprocessor.getPreprocessorAllocator()) UndefMacroDirective(at));
  }
}

HiddenMacros::~HiddenMacros() {
  for (auto [name, macro] : hidden)
    preprocessor.appendDefMacroDirective(name, macro);
}

NeutralSema::NeutralSema(Sema &sema)
    : sema(sema), floatingPoint(sema), optimiseOff(sema.getOptimizeOffPragmaLocation()),
      accessControl(sema.getLangOpts().AccessControl) {
  const_cast<LangOptions &>(sema.getLangOpts()).AccessControl = false;
  sema.CurFPFeatures = FPOptions(sema.getLangOpts());
  sema.FpPragmaStack.CurrentValue = FPOptionsOverride();
  sema.ActOnPragmaOptimize(/*On=*/true, SourceLocation());
}

NeutralSema::~NeutralSema() {
  if (optimiseOff.isValid())
    sema.ActOnPragmaOptimize(/*On=*/false, optimiseOff);
  const_cast<LangOptions &>(sema.getLangOpts()).AccessControl = accessControl;
}

ErrorCapture::ErrorCapture(DiagnosticsEngine &engine, FileID text)
    : engine(engine), previous(engine.getClient()), ownedPrevious(engine.takeClient()),
      generated(text) {
  engine.setClient(this, /*ShouldOwnClient=*/false);
  // Neither too many errors nor a fatal one may swallow the report that follows.
  engine.setErrorLimit(0);
  engine.setFatalsAsError(true);
}

ErrorCapture::~ErrorCapture() {
  engine.setErrorLimit(engine.getDiagnosticOptions().ErrorLimit);
  engine.setFatalsAsError(false);
  const bool owns = ownedPrevious != nullptr;
  engine.setClient(owns ? ownedPrevious.release() : previous, owns);
}

void ErrorCapture::HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &info) {
  const bool isError = level >= DiagnosticsEngine::Error;
  if (level != DiagnosticsEngine::Note)
    lastWasError = isError;
  if (!lastWasError)
    return previous->HandleDiagnostic(level, info);
  llvm::SmallString<128> text;
  info.FormatDiagnostic(text);
  Message message{(isError ? "error: " : "note: ") + std::string(text), 0};
  if (info.hasSourceManager() && info.getLocation().isValid()) {
    const SourceManager &sources = info.getSourceManager();
    const PresumedLoc where = sources.getPresumedLoc(info.getLocation());
    if (where.isValid())
      message.text = std::string(where.getFilename()) + ":" + std::to_string(where.getLine()) + ": " + message.text;
    if (sources.getFileID(sources.getFileLoc(info.getLocation())) == generated)
      message.line = sources.getSpellingLineNumber(info.getLocation());
  }
  captured.push_back(std::move(message));
}

} // namespace clangent
