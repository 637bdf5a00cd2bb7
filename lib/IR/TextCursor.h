// Reads the textual form from left to right. After the first error everything is at its end, so that readers need not ask
// at each step.
#ifndef CLANGENT_IR_TEXTCURSOR_H
#define CLANGENT_IR_TEXTCURSOR_H

#include <string>
#include <string_view>
#include <utility>

namespace clangent::ir {

class TextCursor {
public:
  explicit TextCursor(std::string_view text) : text(text) {}

  bool atEnd() const { return next() >= text.size(); }
  // The next characters are `token`, which is skipped. A word is not a part of a longer one.
  bool accept(std::string_view token);
  void expect(std::string_view token);
  bool isNext(std::string_view token) const;
  // Letters, digits, `_`, `$`, `~`, and dots inside; empty if there is none.
  std::string word();
  // A word, or any text in quotes.
  std::string name();
  // Text in quotes, without them.
  std::string quoted();
  // What stands before `end`, which is skipped.
  std::string upTo(std::string_view end);
  // Skips all up to `end`, and that.
  void skipBehind(std::string_view end);
  // What is behind `//` on this line; empty if there is none.
  std::string comment();
  // What is still unread, from the next character that is no space.
  std::string_view rest() const { return text.substr(next()); }
  // Skips the first n characters of rest().
  void advance(size_t n) { position = next() + n; }
  size_t at() const { return position; }
  // Back to what at() returned, unless something was wrong.
  void moveTo(size_t place) { position = failed() ? text.size() : place; }

  void fail(const std::string &what);
  bool failed() const { return !problem.empty(); }
  // "line 3: ..."
  const std::string &error() const { return problem; }

private:
  size_t next() const;

  std::string_view text;
  size_t position = 0; // behind what was read last
  std::string problem;
};

// Text in quotes, as TextCursor::quoted reads it.
std::string quote(std::string_view text);
// A name as it is, if TextCursor::word reads it as one, or in quotes.
std::string quotedName(const std::string &name);
// "s" for "s.1", which tells several of one name apart.
std::string withoutNumber(const std::string &name);

} // namespace clangent::ir

#endif // CLANGENT_IR_TEXTCURSOR_H
