// Feeding text to the parser that is at work.
#include "Driver/Injection.h"
#include "Driver/EmittedFile.h"
#include "Driver/InjectionState.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Parse/Parser.h"
#include "clang/Sema/Sema.h"

#include <algorithm>
#include <optional>
#include <set>

using namespace clang;

namespace clangent {

namespace {

// The parser lends itself to the preprocessor for code completion; that is the way to it.
Parser *parserOf(CompilerInstance &compiler) {
  return static_cast<Parser *>(compiler.getPreprocessor().getCodeCompletionHandler());
}

// The file being compiled, empty if it is the standard input.
std::string mainFile(CompilerInstance &compiler) {
  const SourceManager &sources = compiler.getSourceManager();
  OptionalFileEntryRef main = sources.getFileEntryRefForID(sources.getMainFileID());
  return main && main->getName() != "<stdin>" ? main->getName().str() : "";
}

// A buffer of the text for the preprocessor, seen as a system header: the user's warnings do not apply to it.
std::optional<FileID> enterBuffer(CompilerInstance &compiler, const std::string &folder, unsigned number,
                                  const std::string &text, SourceLocation at, DiagnosticSink &sink) {
  SourceManager &sources = compiler.getSourceManager();
  if (folder.empty()) {
    const std::string name = "<clangent " + std::to_string(number + 1) + ">";
    return sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(text, name), SrcMgr::C_System, 0, 0, at);
  }
  const EmittedFile emitted = writeEmitted(folder, mainFile(compiler), number, text);
  if (!emitted.error.empty()) {
    sink.report(DiagId::err_cannot_write, {}, {emitted.path, emitted.error});
    return std::nullopt;
  }
  auto file = compiler.getFileManager().getFileRef(emitted.path, /*OpenFile=*/false, /*CacheFailure=*/false);
  if (!file) {
    sink.report(DiagId::err_cannot_write, {}, {emitted.path, llvm::toString(file.takeError())});
    return std::nullopt;
  }
  // The same file may have been written by an earlier compilation in this process, or by one at the same time.
  sources.overrideFileContents(*file, llvm::MemoryBuffer::getMemBufferCopy(emitted.text, emitted.path));
  return sources.createFileID(*file, at, SrcMgr::C_System);
}

// Has the parser read what was entered, up to the token that it stood at before. Returns what the text itself
// declares, without the headers that it includes.
std::vector<DeclGroupRef> readEntered(CompilerInstance &compiler, Parser &parser, const Token &resume, FileID text) {
  const SourceManager &sources = compiler.getSourceManager();
  std::vector<DeclGroupRef> declarations;
  parser.ConsumeAnyToken();
  Sema::ModuleImportState imports = Sema::ModuleImportState::NotACXX20Module;
  const auto isBack = [&] {
    const Token &token = parser.getCurToken();
    return token.is(tok::eof) || (token.is(resume.getKind()) && token.getLocation() == resume.getLocation());
  };
  while (!isBack()) {
    Parser::DeclGroupPtrTy group;
    parser.ParseTopLevelDecl(group, imports);
    if (!group)
      continue;
    if (sources.getFileID(sources.getFileLoc((*group.get().begin())->getBeginLoc())) == text)
      declarations.push_back(group.get());
    compiler.getASTConsumer().HandleTopLevelDecl(group.get());
  }
  return declarations;
}

// The generated text may nest deeper than the program: a chain of choices becomes blocks in blocks. The limit that the
// program is held to protects the parser's stack, which suffices for many times as much.
class DeepBrackets {
public:
  explicit DeepBrackets(LangOptions &options) : options(options), before(options.BracketDepth) {
    options.BracketDepth = std::max(before, deepest);
  }
  ~DeepBrackets() { options.BracketDepth = before; }

private:
  static constexpr unsigned deepest = 2048;
  LangOptions &options;
  unsigned before;
};

// The messages, and the text around the lines that they are about.
std::string describe(const std::vector<ErrorCapture::Message> &messages, const std::string &text) {
  constexpr unsigned around = 3;
  std::set<unsigned> shown;
  std::string out;
  for (const ErrorCapture::Message &message : messages) {
    out += "\n" + message.text;
    for (unsigned line = message.line; line && line <= message.line + 2 * around; ++line)
      shown.insert(line > around ? line - around : 1);
  }
  unsigned line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (shown.count(line))
      out += "\n" + std::to_string(line) + " | " + text.substr(begin, end - begin);
    begin = end + 1;
  }
  return out;
}

} // namespace

bool hasHeader(Sema &sema, const std::string &header, SourceLocation at) {
  return sema.PP.getHeaderSearchInfo()
      .LookupFile(header, at, /*isAngled=*/true, nullptr, nullptr, {}, nullptr, nullptr, nullptr, nullptr, nullptr,
                  nullptr)
      .has_value();
}

bool Injection::isPossible() const { return compiler.getPreprocessor().getCodeCompletionHandler() != nullptr; }

bool Injection::parse(const std::string &text) { return parseFrom(text, folder); }

bool Injection::include(const std::string &header) {
  const unsigned before = texts;
  const bool isRead = parseFrom("#include <" + header + ">\n", "");
  texts = before;
  return isRead;
}

bool Injection::parseFrom(const std::string &text, const std::string &into) {
  Preprocessor &preprocessor = compiler.getPreprocessor();
  Parser &parser = *parserOf(compiler);
  const Token resume = parser.getCurToken();
  const std::optional<FileID> buffer = enterBuffer(compiler, into, texts++, text, resume.getLocation(), sink);
  if (!buffer)
    return false;

  std::vector<ErrorCapture::Message> errors;
  {
    const NeutralSema neutral(compiler.getSema());
    const HiddenMacros hidden(preprocessor, *buffer, resume.getLocation());
    const DeepBrackets brackets(compiler.getLangOpts());
    const ErrorCapture capture(compiler.getDiagnostics(), *buffer);
    // The four-argument form also works while the preprocessor looks ahead, where EnterToken would put it elsewhere.
    auto pushedBack = std::make_unique<Token[]>(1);
    pushedBack[0] = resume;
    preprocessor.EnterTokenStream(std::move(pushedBack), 1, /*DisableMacroExpansion=*/true, /*IsReinject=*/true);
    preprocessor.EnterSourceFile(*buffer, nullptr, SourceLocation());
    declarations = readEntered(compiler, parser, resume, *buffer);
    errors = capture.messages();
  }
  if (errors.empty())
    return true;
  const std::string read = compiler.getSourceManager().getBufferData(*buffer).str();
  sink.report(DiagId::err_internal, {}, {"the generated code does not compile:" + describe(errors, read)});
  return false;
}

} // namespace clangent
