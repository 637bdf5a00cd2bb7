// Comparing terms, and what they are called.
#include "IR/Term.h"

#include <cctype>
#include <functional>

namespace clangent::ir {

bool operator==(const Term &a, const Term &b) {
  return a.kind == b.kind && a.number == b.number && a.spelling == b.spelling && a.parts == b.parts;
}

size_t hash(const Term &term) {
  size_t h = std::hash<std::string>()(term.spelling) + static_cast<size_t>(term.kind) * 31 + term.number;
  for (const Term &part : term.parts)
    h = (h ^ hash(part)) * 0x9e3779b97f4a7c15u;
  return h;
}

std::vector<Term> operandTerms(size_t first, size_t count) {
  std::vector<Term> terms;
  for (size_t k = first; k < first + count; ++k)
    terms.push_back(Term::operand(k));
  return terms;
}

Term memberCall(size_t object, std::string function, const std::vector<size_t> &arguments) {
  std::vector<Term> terms;
  terms.reserve(arguments.size());
  for (size_t number : arguments)
    terms.push_back(Term::operand(number));
  return Term::call(Term::member(Term::operand(object), std::move(function)), std::move(terms));
}

namespace {

// "matmul" of "::clangent::matmul<float>".
std::string lastWord(const std::string &spelling) {
  std::string word, last;
  for (char c : spelling) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
      continue;
    }
    if (!word.empty() && !std::isdigit(static_cast<unsigned char>(word[0])))
      last = word;
    word.clear();
    if (c == '<' && !last.empty())
      break;
  }
  return word.empty() || std::isdigit(static_cast<unsigned char>(word[0])) ? last : word;
}

bool asksForSize(const Term &term) {
  if (term.kind == Term::Kind::Call && term.parts[0].kind == Term::Kind::Member && term.parts[0].spelling == "size")
    return true;
  for (const Term &part : term.parts)
    if (asksForSize(part))
      return true;
  return false;
}

// The word of what is run first, or empty.
std::string firstWord(const Term &term) {
  switch (term.kind) {
  case Term::Kind::Operand:
  case Term::Kind::Object:
  case Term::Kind::Null:
    return {};
  case Term::Kind::Name:
    return lastWord(term.spelling);
  case Term::Kind::Construct:
  case Term::Kind::Braces:
    if (!term.spelling.empty())
      return lastWord(term.spelling);
    break;
  case Term::Kind::Member:
    if (term.parts[0].kind != Term::Kind::Call)
      return lastWord(term.spelling);
    break;
  case Term::Kind::Sequence:
  case Term::Kind::Address:
  case Term::Kind::Element:
  case Term::Kind::Call:
  case Term::Kind::Cast:
  case Term::Kind::Placed:
  case Term::Kind::Prefix:
  case Term::Kind::Infix:
  case Term::Kind::Throw:
  case Term::Kind::If:
    break;
  }
  for (const Term &part : term.parts)
    if (std::string word = firstWord(part); !word.empty())
      return word;
  return {};
}

} // namespace

std::string calledName(const Term &term) {
  if (asksForSize(term))
    return "size";
  if (term.kind == Term::Kind::Element && term.parts[0].isLeaf())
    return "element";
  const std::string word = firstWord(term);
  return word.empty() ? "t" : word;
}

std::string calledFunction(const Term &term) {
  switch (term.kind) {
  case Term::Kind::Name:
    return term.spelling.compare(0, 2, "::") == 0 ? term.spelling.substr(2) : term.spelling;
  case Term::Kind::Member:
  case Term::Kind::Construct:
  case Term::Kind::Braces:
    return term.spelling;
  case Term::Kind::Prefix:
  case Term::Kind::Infix:
    return "operator" + term.spelling;
  case Term::Kind::Element:
    return "operator[]";
  case Term::Kind::Operand:
  case Term::Kind::Object:
  case Term::Kind::Null:
  case Term::Kind::Sequence:
  case Term::Kind::Address:
  case Term::Kind::Call:
  case Term::Kind::Cast:
  case Term::Kind::Placed:
  case Term::Kind::Throw:
  case Term::Kind::If:
    break;
  }
  return term.parts.empty() ? std::string() : calledFunction(term.parts[0]);
}

} // namespace clangent::ir
