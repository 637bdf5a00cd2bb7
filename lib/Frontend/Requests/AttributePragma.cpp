// `#pragma clangent header`: the header asks whether the plugin is there, and the plugin answers with CLANGENT_PLUGIN.
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace clangent {

namespace {

class ClangentPragma : public PragmaHandler {
public:
  ClangentPragma() : PragmaHandler("clangent") {}

  void HandlePragma(Preprocessor &preprocessor, PragmaIntroducer introducer, Token &) override {
    Token word;
    preprocessor.Lex(word);
    const bool asksForPlugin = word.is(tok::identifier) && word.getIdentifierInfo()->isStr("header");
    while (word.isNot(tok::eod))
      preprocessor.Lex(word);
    if (!asksForPlugin)
      return;
    MacroInfo *macro = preprocessor.AllocateMacroInfo(introducer.Loc);
    preprocessor.appendDefMacroDirective(preprocessor.getIdentifierInfo("CLANGENT_PLUGIN"), macro);
  }
};

PragmaHandlerRegistry::Add<ClangentPragma> registration("clangent", "asks whether the plugin is loaded");

} // namespace

} // namespace clangent
