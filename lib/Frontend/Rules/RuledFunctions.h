// Functions whose derivative the program gives, where they are not called as operations.
#ifndef CLANGENT_FRONTEND_RULES_RULEDFUNCTIONS_H
#define CLANGENT_FRONTEND_RULES_RULEDFUNCTIONS_H

#include "Frontend/Core/Room.h"

#include <optional>

namespace clangent::frontend {

class RuledFunctions : public Room {
public:
  using Room::Room;

  // A rule that would be passed over in silence.
  bool refusesRule(const clang::FunctionDecl *callee, const Expr *e, ValueId &result);
  // A request for the function itself: one call of it in place of its body. False if there is no rule.
  bool lowerByRule();

private:
  std::optional<Term> ownCall(std::vector<ValueId> &operands);
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_RULES_RULEDFUNCTIONS_H
