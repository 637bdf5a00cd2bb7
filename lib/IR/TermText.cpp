// What is written by termText is read by readTerm; docs/internals/ir.md shows the form. What is spelled stands in
// quotes unless it is one word that means nothing else.
#include "IR/TermText.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>

namespace clangent::ir {

namespace {

using Kind = Term::Kind;

// Kinds that are written as a word and their parts in parentheses; those of `isSpelled` have a spelling in between.
struct WordOfKind {
  const char *word;
  Kind kind;
  bool isSpelled;
  unsigned least, most; // parts
};
constexpr unsigned any = ~0u;
constexpr WordOfKind words[] = {
    {"address", Kind::Address, false, 1, 1}, {"new", Kind::Construct, true, 0, any}, {"cast", Kind::Cast, true, 1, 1},
    {"prefix", Kind::Prefix, true, 1, 1},    {"throw", Kind::Throw, false, 0, 1},    {"if", Kind::If, false, 2, 2},
    {"placed", Kind::Placed, false, 2, 2},
};

// Words that may stand in front of a term, or mean one.
constexpr const char *taken[] = {"null",  "on",    "pure", "writes", "elementwise",
                                 "total", "shape", "sum",  "rule",   "needs_bar"};

bool isOfWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == ':' || c == '~'; }

bool isWord(const std::string &spelling) {
  return !spelling.empty() && std::all_of(spelling.begin(), spelling.end(), isOfWord);
}

bool isPlain(const std::string &spelling) {
  return isWord(spelling) &&
         std::none_of(std::begin(words), std::end(words), [&](const WordOfKind &w) { return spelling == w.word; }) &&
         std::find(std::begin(taken), std::end(taken), spelling) == std::end(taken);
}

std::string spelled(const std::string &spelling) { return isPlain(spelling) ? spelling : quote(spelling); }

std::string list(const std::vector<Term> &parts, size_t from, const char *separator) {
  std::string text;
  for (size_t k = from; k < parts.size(); ++k)
    text += (k > from ? separator : "") + termText(parts[k]);
  return text;
}

class TermReader {
public:
  explicit TermReader(TextCursor &in) : in(in) {}

  Term term() {
    Term result = first();
    while (!in.failed()) {
      if (take('.'))
        result = Term::member(std::move(result), spelling());
      else if (take('('))
        result = Term::call(std::move(result), parts(')'));
      else if (take('['))
        result = Term::element(std::move(result), only(parts(']')));
      else
        break;
    }
    return result;
  }

private:
  char next() const { return in.rest().empty() ? '\0' : in.rest().front(); }
  bool take(char c) {
    const bool isNext = next() == c;
    if (isNext)
      in.advance(1);
    return isNext;
  }
  void expect(char c) {
    if (!take(c))
      in.fail(std::string("expected '") + c + "'");
  }
  std::string plain() {
    size_t length = 0;
    const std::string_view unread = in.rest();
    while (length < unread.size() && isOfWord(unread[length]))
      ++length;
    const std::string word(unread.substr(0, length));
    in.advance(length);
    return word;
  }
  std::string spelling() { return next() == '"' ? in.quoted() : plain(); }
  unsigned number() {
    expect('$');
    return static_cast<unsigned>(std::strtoul(plain().c_str(), nullptr, 10));
  }

  std::vector<Term> parts(char end, char separator = ',') {
    std::vector<Term> result;
    if (take(end))
      return result;
    do
      result.push_back(term());
    while (take(separator) && !in.failed());
    expect(end);
    return result;
  }
  Term only(std::vector<Term> list) {
    if (list.size() != 1)
      return in.fail("expected one term"), Term();
    return std::move(list[0]);
  }

  Term first() {
    switch (next()) {
    case '$':
      return Term::operand(number());
    case '*':
      in.advance(1);
      return Term::object(number());
    case '[':
      in.advance(1);
      return {Kind::Sequence, 0, {}, parts(']', ';')};
    case '{':
      in.advance(1);
      return Term::braces({}, parts('}'));
    case '(':
      return infix();
    default:
      return named();
    }
  }
  Term infix() {
    expect('(');
    Term left = term();
    std::string sign = in.quoted();
    Term right = term();
    expect(')');
    return Term::infix(std::move(left), std::move(sign), std::move(right));
  }
  Term named() {
    const bool isQuoted = next() == '"';
    std::string word = spelling();
    if (word.empty())
      return in.fail("expected a term"), Term();
    for (const WordOfKind &known : words)
      if (!isQuoted && word == known.word)
        return worded(known);
    if (!isQuoted && word == "null")
      return Term::null();
    if (take('{'))
      return Term::braces(std::move(word), parts('}'));
    return Term::name(std::move(word));
  }
  Term worded(const WordOfKind &as) {
    Term result{as.kind};
    if (as.isSpelled)
      result.spelling = spelling();
    expect('(');
    result.parts = parts(')');
    if (result.parts.size() < as.least || result.parts.size() > as.most)
      in.fail(std::string("'") + as.word + "' takes another number of terms");
    return result;
  }

  TextCursor &in;
};

} // namespace

std::string termText(const Term &term) {
  switch (term.kind) {
  case Kind::Sequence:
    return "[" + list(term.parts, 0, "; ") + "]";
  case Kind::Operand:
    return "$" + std::to_string(term.number);
  case Kind::Object:
    return "*$" + std::to_string(term.number);
  case Kind::Name:
    return spelled(term.spelling);
  case Kind::Null:
    return "null";
  case Kind::Member:
    return termText(term.parts[0]) + "." + (isWord(term.spelling) ? term.spelling : quote(term.spelling));
  case Kind::Element:
    return termText(term.parts[0]) + "[" + termText(term.parts[1]) + "]";
  case Kind::Call:
    return termText(term.parts[0]) + "(" + list(term.parts, 1, ", ") + ")";
  case Kind::Braces:
    return (term.spelling.empty() ? "" : spelled(term.spelling)) + "{" + list(term.parts, 0, ", ") + "}";
  case Kind::Infix:
    return "(" + termText(term.parts[0]) + " " + quote(term.spelling) + " " + termText(term.parts[1]) + ")";
  case Kind::Address:
  case Kind::Construct:
  case Kind::Cast:
  case Kind::Placed:
  case Kind::Prefix:
  case Kind::Throw:
  case Kind::If:
    break;
  }
  for (const WordOfKind &known : words)
    if (known.kind == term.kind)
      return known.word + (known.isSpelled ? " " + spelled(term.spelling) : "") + "(" + list(term.parts, 0, ", ") + ")";
  return {};
}

Term readTerm(TextCursor &in) { return TermReader(in).term(); }

} // namespace clangent::ir
