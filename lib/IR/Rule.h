// Operations whose derivatives the program gives as functions of its own, and how those functions are called.
#ifndef CLANGENT_IR_RULE_H
#define CLANGENT_IR_RULE_H

#include "IR/Ids.h"
#include "IR/Term.h"

#include <optional>
#include <string>
#include <vector>

namespace clangent::ir {

// One argument of a derivative rule: what of the operation y = f(a, b, ...) it is.
struct RuleArgument {
  enum class Kind : uint8_t {
    Operand,   // the value of operand number `operand`
    Shape,     // that operand's shape alone
    Result,    // y
    ResultBar, // the adjoint of y
    Bar,       // the place to add the operand's adjoint to
    Dot,       // the operand's tangent
  };
  Kind kind = Kind::Operand;
  unsigned operand = 0;
  bool byAddress = false;   // Bar: a pointer is wanted
  bool byReference = false; // Bar: a variable is wanted, also where nobody asks for the adjoint
  std::string type = {};    // Shape: of the shape
};

// What is run on these arguments.
struct RuleCall {
  Term term;
  std::vector<RuleArgument> arguments;
  bool needsBar = false; // an adjoint of y that was never written is not for this call: it is left out then
};

// The function called with the arguments in their order.
inline RuleCall ruleCall(Term function, std::vector<RuleArgument> arguments) {
  std::vector<Term> parts = operandTerms(0, arguments.size());
  return {Term::call(std::move(function), std::move(parts)), std::move(arguments)};
}

struct Rule {
  std::string name;                    // for messages: "clangent::matmul<float>"
  std::vector<std::string> parameters; // the names of its operands
  // Each call adds to the adjoints that it names; one whose operands are all inactive is left out.
  std::vector<RuleCall> adjoint;
  std::vector<RuleCall> tangent; // one, whose value is y's tangent; none: the program gives no tangent
  // y is this operand with a part of it replaced. Its adjoint is what the calls leave of y's, which they change; its
  // tangent becomes y's by being changed.
  std::optional<unsigned> replacedIn = {};

  // Do the calls take part of the derivative with respect to this operand?
  bool covers(const std::vector<RuleCall> &calls, unsigned operand) const {
    if (replacedIn == operand) // it goes through unless there is only a rule for the other mode
      return !calls.empty() || (adjoint.empty() && tangent.empty());
    for (const RuleCall &call : calls)
      for (const RuleArgument &argument : call.arguments)
        if ((argument.kind == RuleArgument::Kind::Bar || argument.kind == RuleArgument::Kind::Dot) &&
            argument.operand == operand)
          return true;
    return false;
  }
};

} // namespace clangent::ir

#endif // CLANGENT_IR_RULE_H
