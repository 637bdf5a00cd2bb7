// Indentation, braces, and breaking of long statements.
#include "Emit/Lines.h"

#include <algorithm>
#include <climits>

namespace clangent::emit {

namespace {

constexpr size_t columns = 100;

// Lines of deeper nests are not moved further: nothing would be left of them, and the text would grow with the square
// of the depth.
constexpr unsigned deepest = 60;
unsigned inner(unsigned indent) { return std::min(indent + 2, deepest); }

// Where the text may be broken: before position `at`, inside so many parentheses, beside an operator of this strength.
struct Break {
  size_t at = 0;
  int depth = INT_MAX;
  int strength = 0;

  bool isWorseThan(const Break &other) const {
    return other.depth != depth ? other.depth < depth : other.strength <= strength;
  }
};

constexpr int unbreakable = 100;

// How strongly the operator (or separator) around the blank at position i binds, the weakest first.
int strengthAt(const std::string &text, size_t i, int depth) {
  static const struct {
    const char *text;
    int strength;
  } operators[] = {{" ? ", 2},  {" : ", 2},  {" || ", 3}, {" && ", 4}, {" == ", 5}, {" != ", 5}, {" < ", 6}, {" > ", 6},
                   {" <= ", 6}, {" >= ", 6}, {" + ", 7},  {" - ", 7},  {" * ", 8},  {" / ", 8},  {" % ", 8}};
  if (text[i - 1] == ',' || text[i - 1] == ';')
    return 1;
  for (const auto &candidate : operators)
    if (text.compare(i, std::char_traits<char>::length(candidate.text), candidate.text) == 0)
      return candidate.strength;
  return text[i - 1] == '=' && depth == 0 ? 9 : unbreakable;
}

Break findBreak(const std::string &text, size_t width) {
  constexpr size_t shortest = 16; // no line ends before this column
  Break best;
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size() && i < width; ++i) {
    char c = text[i];
    if (c == '"' && (i == 0 || text[i - 1] != '\\'))
      quoted = !quoted;
    if (quoted)
      continue;
    depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
    if (c != ' ' || i < shortest)
      continue;
    Break here{i + 1, depth, strengthAt(text, i, depth)};
    if (here.strength != unbreakable && best.isWorseThan(here))
      best = here;
  }
  return best;
}

} // namespace

std::string wrap(const std::string &text, unsigned indent) {
  std::string result(indent, ' ');
  std::string rest = text;
  size_t width = columns - indent;
  while (rest.size() > width) {
    Break place = findBreak(rest, width);
    if (place.at == 0)
      break;
    result += rest.substr(0, place.at - 1) + "\n" + std::string(indent + 4, ' ');
    rest = rest.substr(place.at);
    width = columns - indent - 4;
  }
  return result + rest + "\n";
}

namespace {

// What stands in braces needs no second pair.
const Lines &withoutBlock(const Lines &lines) {
  const bool isBlock = lines.size() == 1 && lines[0].kind == Line::Kind::Block && lines[0].text.empty();
  return isBlock ? withoutBlock(lines[0].body) : lines;
}

// A statement that can follow `if (...)` on a line of its own without braces.
bool isSimple(const Lines &lines) {
  return lines.size() == 1 && lines[0].kind == Line::Kind::Plain && lines[0].text.find('\n') == std::string::npos;
}

std::string layOutIf(const Line &line, unsigned indent, const std::string &before) {
  std::string margin(indent, ' ');
  // Braces on one arm mean braces on all.
  const Line *arm = &line;
  bool braces = false;
  for (;; arm = &arm->other[0]) {
    braces = braces || !isSimple(arm->body);
    bool chained = arm->other.size() == 1 && arm->other[0].kind == Line::Kind::If;
    if (!chained) {
      braces = braces || (!arm->other.empty() && !isSimple(arm->other));
      break;
    }
  }
  std::string text, start = before;
  for (arm = &line;; arm = &arm->other[0]) {
    text += wrap(start + "if (" + arm->text + ")" + (braces ? " {" : ""), indent) +
            layOut(withoutBlock(arm->body), inner(indent));
    start = braces ? "} else " : "else ";
    if (arm->other.size() != 1 || arm->other[0].kind != Line::Kind::If)
      break;
  }
  if (!arm->other.empty())
    text += margin + (braces ? "} else {\n" : "else\n") + layOut(withoutBlock(arm->other), inner(indent));
  return text + (braces ? margin + "}\n" : "");
}

} // namespace

std::string layOut(const Lines &lines, unsigned indent) {
  std::string text;
  for (const Line &line : lines) {
    switch (line.kind) {
    case Line::Kind::Plain:
      text += wrap(line.text, indent);
      break;
    case Line::Kind::Comment:
      text += std::string(indent, ' ') + "// " + line.text + "\n";
      break;
    case Line::Kind::Blank:
      text += "\n";
      break;
    case Line::Kind::Block:
      text += wrap(line.text.empty() ? "{" : line.text + " {", indent) +
              layOut(withoutBlock(line.body), inner(indent)) + std::string(indent, ' ') + "}\n";
      break;
    case Line::Kind::If:
      text += layOutIf(line, indent, "");
      break;
    }
  }
  return text;
}

} // namespace clangent::emit
