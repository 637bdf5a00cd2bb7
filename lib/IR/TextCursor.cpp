#include "IR/TextCursor.h"

#include <algorithm>
#include <cctype>

namespace clangent::ir {

namespace {

bool isWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == '~' || c == '.';
}

} // namespace

// Where the next thing stands: a line that is nothing but a comment is as good as empty.
size_t TextCursor::next() const {
  bool isLineStart = position == 0;
  for (size_t at = position; at < text.size(); ++at) {
    if (isLineStart && text.substr(at, 2) == "//")
      at = text.find('\n', at);
    if (at >= text.size() || !std::isspace(static_cast<unsigned char>(text[at])))
      return std::min(at, text.size());
    isLineStart |= text[at] == '\n';
  }
  return text.size();
}

bool TextCursor::isNext(std::string_view token) const {
  const std::string_view unread = rest();
  if (unread.substr(0, token.size()) != token)
    return false;
  const bool isWord = isWordCharacter(token.back());
  return !isWord || unread.size() == token.size() || !isWordCharacter(unread[token.size()]);
}

bool TextCursor::accept(std::string_view token) {
  if (!isNext(token))
    return false;
  advance(token.size());
  return true;
}

void TextCursor::expect(std::string_view token) {
  if (!accept(token))
    fail("expected '" + std::string(token) + "'");
}

std::string TextCursor::word() {
  const std::string_view unread = rest();
  size_t length = 0;
  while (length < unread.size() && isWordCharacter(unread[length]))
    ++length;
  if (length)
    advance(length);
  return std::string(unread.substr(0, length));
}

std::string TextCursor::name() { return isNext("\"") ? quoted() : word(); }

std::string TextCursor::quoted() {
  expect("\"");
  std::string result;
  for (; !failed(); ++position) {
    if (position >= text.size())
      fail("a quote without end");
    else if (text[position] == '"')
      return ++position, result;
    else if (text[position] == '\\' && position + 1 < text.size())
      result += text[++position] == 'n' ? '\n' : text[position];
    else
      result += text[position];
  }
  return result;
}

std::string TextCursor::upTo(std::string_view end) {
  const std::string_view unread = rest();
  const size_t length = unread.find(end);
  if (length == std::string_view::npos)
    return fail("expected '" + std::string(end) + "'"), std::string();
  advance(length + end.size());
  return std::string(unread.substr(0, length));
}

void TextCursor::skipBehind(std::string_view end) {
  const size_t found = text.find(end, position);
  if (found == std::string_view::npos)
    return fail("expected '" + std::string(end) + "'");
  position = found + end.size();
}

std::string TextCursor::comment() {
  // On this line: not what skipSpace finds on a later one.
  size_t at = position;
  while (at < text.size() && text[at] == ' ')
    ++at;
  if (text.substr(std::min(at, text.size()), 2) != "//")
    return {};
  const size_t begin = at + 3, end = std::min(text.find('\n', at), text.size());
  position = end;
  return begin < end ? std::string(text.substr(begin, end - begin)) : std::string();
}

void TextCursor::fail(const std::string &what) {
  if (!failed()) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size()));
    problem = "line " + std::to_string(1 + std::count(text.begin(), end, '\n')) + ": " + what;
  }
  position = text.size();
}

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (char c : text)
    if (c == '\n')
      result += "\\n";
    else
      result += (c == '"' || c == '\\' ? std::string("\\") : std::string()) + c;
  return result + '"';
}

std::string withoutNumber(const std::string &name) {
  const size_t dot = name.rfind('.');
  const bool isNumbered = dot != std::string::npos && dot + 1 < name.size() &&
                          name.find_first_not_of("0123456789", dot + 1) == std::string::npos;
  return isNumbered ? name.substr(0, dot) : name;
}

std::string quotedName(const std::string &name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), isWordCharacter) ? name : quote(name);
}

} // namespace clangent::ir
