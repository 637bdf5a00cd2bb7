// Generated text is read where more is declared than the program saw at its own calls. Here what the text's calls
// resolved to is compared with what Frontend recorded when it wrote them.
#ifndef CLANGENT_DRIVER_CALLEECHECK_H
#define CLANGENT_DRIVER_CALLEECHECK_H

#include "clang/AST/DeclGroup.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace clangent {

class CalleeCheck {
public:
  // Functions that the text to come calls on purpose.
  void record(const std::vector<const clang::FunctionDecl *> &callees);

  // A call that resolved to something else than what the program called.
  struct Difference {
    const clang::FunctionDecl *found;
    const clang::FunctionDecl *recorded; // of the same name; null if there is none
  };
  // The first of each function among the declarations that were parsed.
  std::vector<Difference> differences(const std::vector<clang::DeclGroupRef> &parsed) const;

private:
  bool isExpected(const clang::FunctionDecl &callee) const;

  std::set<const clang::FunctionDecl *> recorded;                         // canonical; looked up, never iterated
  std::multimap<std::string, const clang::FunctionDecl *> recordedByName; // qualified
};

} // namespace clangent

#endif // CLANGENT_DRIVER_CALLEECHECK_H
