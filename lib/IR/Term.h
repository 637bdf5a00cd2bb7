// C++ that the program or its libraries give, as a tree: what an operation runs on its operands. A string in it spells
// one thing, a name, a type, a literal or an operator; text is made of it by Emit alone.
#ifndef CLANGENT_IR_TERM_H
#define CLANGENT_IR_TERM_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace clangent::ir {

struct Term {
  enum class Kind : uint8_t {
    Sequence,  // its parts one after the other; without any it runs nothing
    Operand,   // the value of operand `number`; in a rule's call, its argument of this number
    Object,    // what operand `number` points to
    Name,      // of a function or an object; a literal
    Null,      // the null pointer
    Address,   // (object)
    Member,    // (object): its member `spelling`
    Element,   // (list, index)
    Call,      // (function, arguments...)
    Construct, // (arguments...): an object of type `spelling`
    Braces,    // (elements...): the same, from a list in braces; the list alone if there is no type
    Cast,      // (value): converted to type `spelling`
    Placed,    // (place, object): the object, made in the storage that is there
    Prefix,    // (value): the operator `spelling` of it
    Infix,     // (left, right): the operator `spelling` of both
    Throw,     // (object), or () for what was caught
    If,        // (condition, what is run where it holds)
  };

  Kind kind = Kind::Sequence;
  unsigned number = 0;
  std::string spelling = {};
  std::vector<Term> parts = {};

  static Term operand(size_t number) { return {Kind::Operand, static_cast<unsigned>(number)}; }
  static Term object(size_t number) { return {Kind::Object, static_cast<unsigned>(number)}; }
  static Term name(std::string spelling) { return {Kind::Name, 0, std::move(spelling)}; }
  static Term null() { return {Kind::Null}; }
  static Term address(Term object) { return {Kind::Address, 0, {}, {std::move(object)}}; }
  static Term member(Term object, std::string name) { return {Kind::Member, 0, std::move(name), {std::move(object)}}; }
  static Term element(Term list, Term index) { return {Kind::Element, 0, {}, {std::move(list), std::move(index)}}; }
  static Term call(Term function, std::vector<Term> arguments) {
    arguments.insert(arguments.begin(), std::move(function));
    return {Kind::Call, 0, {}, std::move(arguments)};
  }
  static Term call(std::string function, std::vector<Term> arguments) {
    return call(name(std::move(function)), std::move(arguments));
  }
  static Term construct(std::string type, std::vector<Term> arguments) {
    return {Kind::Construct, 0, std::move(type), std::move(arguments)};
  }
  static Term braces(std::string type, std::vector<Term> elements) {
    return {Kind::Braces, 0, std::move(type), std::move(elements)};
  }
  static Term cast(std::string type, Term value) { return {Kind::Cast, 0, std::move(type), {std::move(value)}}; }
  static Term placed(Term place, Term object) { return {Kind::Placed, 0, {}, {std::move(place), std::move(object)}}; }
  static Term prefix(std::string sign, Term value) { return {Kind::Prefix, 0, std::move(sign), {std::move(value)}}; }
  static Term infix(Term left, std::string sign, Term right) {
    return {Kind::Infix, 0, std::move(sign), {std::move(left), std::move(right)}};
  }
  static Term when(Term condition, Term then) { return {Kind::If, 0, {}, {std::move(condition), std::move(then)}}; }

  bool isEmpty() const { return kind == Kind::Sequence && parts.empty(); }
  bool isLeaf() const { return kind == Kind::Operand || kind == Kind::Object; } // an operand stands there
};

bool operator==(const Term &a, const Term &b);
size_t hash(const Term &term);

// The values of so many operands, from that number on.
std::vector<Term> operandTerms(size_t first, size_t count);
// A member function of one operand, called with others.
Term memberCall(size_t object, std::string function, const std::vector<size_t> &arguments);

// Calls visit(leaf) for each operand in the term.
template <class Visit> void forEachLeaf(const Term &term, Visit &&visit) {
  if (term.isLeaf())
    visit(term);
  for (const Term &part : term.parts)
    forEachLeaf(part, visit);
}

// The term with make(leaf) in the place of each operand.
template <class Make> Term withLeaves(const Term &term, Make &&make) {
  if (term.isLeaf())
    return make(term);
  Term result{term.kind, term.number, term.spelling};
  result.parts.reserve(term.parts.size());
  for (const Term &part : term.parts)
    result.parts.push_back(withLeaves(part, make));
  return result;
}

// What the result of the term is called: "matmul" of ::clangent::matmul<float>($0, $1), "size" of $0.size().
std::string calledName(const Term &term);
// The function that it runs, as messages name it: "std::log" of ::std::log($0), "poke" of (*$0).poke().
std::string calledFunction(const Term &term);

} // namespace clangent::ir

#endif // CLANGENT_IR_TERM_H
