// C++ spellings of types that mean the same anywhere in the translation unit.
#ifndef CLANGENT_DRIVER_TYPETEXT_H
#define CLANGENT_DRIVER_TYPETEXT_H

#include "clang/AST/Type.h"

#include <map>
#include <string>

namespace clang {
class Sema;
class TypedefDecl;
} // namespace clang

namespace clangent {

// Declares `name` as an alias of a type in the translation unit.
clang::TypedefDecl *declareAlias(clang::Sema &sema, clang::QualType type, llvm::StringRef name);

// Spells types. Those that cannot be spelled at namespace scope of this file, with a closure, a local, unnamed or
// hidden class in them, get an alias, one for each. There is one of these in a translation unit.
class TypeText {
public:
  explicit TypeText(clang::Sema &sema) : sema(sema) {}

  std::string spell(clang::QualType type) { return declare(type, ""); }

  // A declaration of `name` with the type, for example `double (&row)[3]`.
  std::string declare(clang::QualType type, const std::string &name);

private:
  // The same type with an alias in place of what has no spelling.
  clang::QualType spellable(clang::QualType type);

  clang::Sema &sema;
  std::map<void *, clang::QualType> aliases; // by canonical type;
};

} // namespace clangent

#endif // CLANGENT_DRIVER_TYPETEXT_H
