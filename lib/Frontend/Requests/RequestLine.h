// Who asked: the user's line behind a function of the header. The header's own points of instantiation all lie in the
// header, so the way is followed from the entry points inwards.
#ifndef CLANGENT_FRONTEND_REQUESTS_REQUESTLINE_H
#define CLANGENT_FRONTEND_REQUESTS_REQUESTLINE_H

#include "clang/Basic/SourceLocation.h"

#include <map>

namespace clang {
class FunctionDecl;
class Sema;
} // namespace clang

namespace clangent {

class RequestLines {
public:
  // Where the user first asked for what `function` is needed for; invalid if no entry point leads to it.
  clang::SourceLocation of(const clang::FunctionDecl &function) const;

  void add(const clang::FunctionDecl &function, clang::SourceLocation at);

private:
  std::map<const clang::FunctionDecl *, clang::SourceLocation> lines;
};

// The lines for everything that the instantiated entry points reach inside namespace clangent.
RequestLines findRequestLines(clang::Sema &sema);

} // namespace clangent

#endif // CLANGENT_FRONTEND_REQUESTS_REQUESTLINE_H
