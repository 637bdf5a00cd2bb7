// Text into the running compilation: Clang's own parser reads it, between two top-level declarations or at the end of the
// file, as if it had stood there.
#ifndef CLANGENT_DRIVER_INJECTION_H
#define CLANGENT_DRIVER_INJECTION_H

#include "Support/Diagnostics.h"

#include "clang/AST/DeclGroup.h"

#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class Sema;
} // namespace clang

namespace clangent {

// Would #include <header> find a file?
bool hasHeader(clang::Sema &sema, const std::string &header, clang::SourceLocation at);

class Injection {
public:
  // With a folder, texts are written to files of it and read from there.
  Injection(clang::CompilerInstance &compiler, DiagnosticSink &sink, std::string folder)
      : compiler(compiler), sink(sink), folder(std::move(folder)) {}

  // Whether a parser is at work, so that text can be read.
  bool isPossible() const;

  // Reads a text and hands its declarations to the consumers. Its errors are internal errors and have been reported
  // when the answer is false.
  bool parse(const std::string &text);
  // The same of a header, which is no text of ours to show.
  bool include(const std::string &header);

  // What the last text declared.
  const std::vector<clang::DeclGroupRef> &declared() const { return declarations; }

private:
  bool parseFrom(const std::string &text, const std::string &into);

  clang::CompilerInstance &compiler;
  DiagnosticSink &sink;
  std::string folder;
  unsigned texts = 0;
  std::vector<clang::DeclGroupRef> declarations;
};

} // namespace clangent

#endif // CLANGENT_DRIVER_INJECTION_H
