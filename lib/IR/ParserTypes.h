// Types in the textual form: their declarations, and the places where they are named.
#ifndef CLANGENT_IR_PARSERTYPES_H
#define CLANGENT_IR_PARSERTYPES_H

#include "IR/Spelling.h"
#include "IR/TextCursor.h"
#include "IR/Type.h"

#include <map>
#include <utility>
#include <vector>

namespace clangent::ir {

class TypeReader {
public:
  TypeReader(TextCursor &in, TypeTable &types);

  // Behind the word `type`. The fields of structs are left for finish(), as they may name types that come later.
  void declaration();
  void finish();
  // A type that is named: "const double *", "::geo::Point", "float[3]".
  TypeId type();

private:
  TypeId named();
  void fields(TypeId record);
  // The one of these whose word stands here; the first, which has none, if no word does.
  template <class Kind> Kind oneUpTo(Kind last) {
    for (int k = 1; k <= static_cast<int>(last); ++k)
      if (in.accept(wordFor(static_cast<Kind>(k))))
        return static_cast<Kind>(k);
    return Kind();
  }
  void add(const std::string &text, TypeId type) { known[text] = type; }

  TextCursor &in;
  TypeTable &types;
  std::vector<std::pair<TypeId, size_t>> pending; // structs, and where their fields stand
  std::map<std::string, TypeId> known; // what a text may name, but pointers and arrays
};

} // namespace clangent::ir

#endif // CLANGENT_IR_PARSERTYPES_H
