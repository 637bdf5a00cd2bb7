// Statements of C++ as a tree, and the tree as indented text of at most 100 columns.
#ifndef CLANGENT_EMIT_LINES_H
#define CLANGENT_EMIT_LINES_H

#include <string>
#include <vector>

namespace clangent::emit {

struct Line {
  enum class Kind { Plain, Comment, Blank, Block, If };
  Kind kind = Kind::Plain;
  std::string text;        // Block: what stands before the brace; If: the condition
  std::vector<Line> body;  // Block; If: then
  std::vector<Line> other; // If: else
};

using Lines = std::vector<Line>;

std::string layOut(const Lines &lines, unsigned indent);
// One statement, broken where it is loosest if it is too long.
std::string wrap(const std::string &text, unsigned indent);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_LINES_H
