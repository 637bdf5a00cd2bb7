// Clang writes annotations of functions and variables into object files, and swift_attr, which carries any text as
// well, nowhere. The macros of the headers annotate, for compilers that know no plugin's attribute.
#include "Frontend/Requests/Marks.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

namespace clangent {

using namespace clang;

void addMark(Decl &declared, llvm::StringRef mark, SourceRange at) {
  declared.addAttr(SwiftAttrAttr::CreateImplicit(declared.getASTContext(), mark, at));
}

std::vector<llvm::StringRef> marksOf(const Decl &declared) {
  std::vector<llvm::StringRef> marks;
  for (const Attr *attribute : declared.attrs())
    if (const auto *annotation = dyn_cast<AnnotateAttr>(attribute))
      marks.push_back(annotation->getAnnotation());
    else if (const auto *carrier = dyn_cast<SwiftAttrAttr>(attribute))
      marks.push_back(carrier->getAttribute());
  return marks;
}

bool isMarked(const Decl *declared, llvm::StringRef mark) {
  for (const Decl *redeclaration : declared->redecls())
    if (llvm::is_contained(marksOf(*redeclaration), mark))
      return true;
  return false;
}

} // namespace clangent
