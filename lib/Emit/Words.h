// What Naming knows of names as text: words that are taken in every program, and the endings of derivatives' names.
#ifndef CLANGENT_EMIT_WORDS_H
#define CLANGENT_EMIT_WORDS_H

#include "IR/Spelling.h"

#include <string>

namespace clangent::emit {

inline const char *const keywords[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unsigned", "using", "virtual", "void",
    "volatile", "wchar_t", "while", "xor", "xor_eq",
    // Names that the text itself uses, and macros of common systems.
    "std", "clangent", "linux", "unix", "NULL", "errno", "assert", "stdin", "stdout", "stderr"};

// By predicate.
inline const char *const comparisonNames[] = {"is_equal",   "is_different", "is_less",
                                             "is_at_most", "is_larger",    "is_at_least"};

inline bool endsWith(const std::string &text, const std::string &end) {
  return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// "x" for x_bar.
inline std::string withoutEnding(const std::string &name, const std::string &ending) {
  return endsWith(name, ending) ? name.substr(0, name.size() - ending.size()) : name;
}

// x_row for x, x_row_bar for its adjoint x_bar.
inline std::string withPart(const std::string &name, const std::string &part, ir::Role role) {
  const std::string ending = ir::derivativeEnding(role);
  return endsWith(name, ending) ? withoutEnding(name, ending) + part + ending : name + part;
}

} // namespace clangent::emit

#endif // CLANGENT_EMIT_WORDS_H
