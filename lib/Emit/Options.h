// What the text of a function depends on besides the function.
#ifndef CLANGENT_EMIT_OPTIONS_H
#define CLANGENT_EMIT_OPTIONS_H

#include <string>
#include <vector>

namespace clangent::emit {

struct Options {
  bool statementComments = true;
  bool stdMathVisible = true; // std::sin, or else __builtin_sin
  bool records = true;        // generated record types are defined in front of the function that uses them
  // Macros, and names of globals and namespaces that appear in the text.
  std::vector<std::string> reservedNames;
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_OPTIONS_H
