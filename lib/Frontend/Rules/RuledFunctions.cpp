// Functions whose derivative the program gives, where they are not called as operations: differentiated themselves, or
// of a kind that no rule can be used for.
#include "Frontend/Rules/RuledFunctions.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Objects/Operations.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Rules/DerivativeRules.h"
#include "Frontend/Rules/WrittenLists.h"

namespace clangent::frontend {

using namespace clang;

// A rule that would be passed over in silence.
bool RuledFunctions::refusesRule(const FunctionDecl *callee, const Expr *e, ValueId &result) {
  if (isInactive(callee) || !context.isRuled(callee))
    return false;
  result = refusals.refuse(e, DiagId::err_rule_unused, {context.nameForMessages(callee)});
  return true;
}

// A request for the function itself: one call of it in place of its body. False if there is no rule.
bool RuledFunctions::lowerByRule() {
  const auto isBraces = [](const ParmVarDecl *parameter) { return !elementOfBraces(parameter->getType()).isNull(); };
  if (isInactive(state.decl) || !context.isRuled(state.decl) || llvm::any_of(state.decl->parameters(), isBraces))
    return false;
  const ir::TypeTable &table = b.module.types;
  const QualType returned = state.decl->getReturnType();
  const TypeId type = types.lower(returned);
  bool hasValue = false, hasReal = false, hasStruct = !table.isNameable(type);
  const bool isOperation = !isa<CXXConstructorDecl>(state.decl) && !returned->isVoidType() &&
                           !returned->isReferenceType() && rooms.parts.hasParts(type) &&
                           rooms.operations.takesValues(state.decl, hasValue, hasReal, hasStruct);
  if (!isOperation) {
    refusals.refuseStatement(state.decl->getLocation(), DiagId::err_rule_unused, {context.nameForMessages(state.decl)});
    return true;
  }
  const std::optional<ir::RuleId> rule = context.ruleFor(state.decl, state.decl->getLocation());
  if (!rule)
    return false;
  if (hasStruct && !types.hasSums()) {
    refusals.refuseStatement(state.decl->getLocation(), DiagId::err_unsupported, {structWithoutSums});
    return true;
  }
  std::vector<ValueId> operands;
  std::optional<Term> call = ownCall(operands);
  if (!call)
    return true; // a parameter was refused
  WrittenLists lists;
  const unsigned first = static_cast<unsigned>(operands.size()) - state.decl->getNumParams();
  for (unsigned i = 0; i < state.decl->getNumParams(); ++i)
    if (holdsListedNumbers(state.decl->getParamDecl(i)->getType()))
      lists[first + i] = Term::operand(first + i);
  const ir::RuleId known = lists.empty() ? *rule : rooms.parts.addRule(withWrittenLists(b.module[*rule], lists));
  const ValueId result = b.rule(known, std::move(*call), std::move(operands), rooms.parts.packedType(type));
  if (!state.resultPlace)
    state.directResult = result;
  else if (table.isNameable(type))
    b.store(state.resultPlace, result);
  else
    rooms.parts.unpack(result, state.resultPlace);
  return true;
}

// The function called with its own parameters.
std::optional<ir::Term> RuledFunctions::ownCall(std::vector<ValueId> &operands) {
  const auto whole = [&](ValueId place) {
    return b.module.types.isNameable(b.module.types.pointee(function[place].type)) ? b.load(place)
                                                                                   : rooms.parts.packed(place);
  };
  const auto *method = dyn_cast<CXXMethodDecl>(state.decl);
  const bool isMember = method && method->isInstance();
  Term callee = isMember
                    ? rooms.operations.memberOf(*OpaqueCalls::opaqueOperand(whole(state.self), operands), state.decl)
                    : context.termOfOperation(state.decl);
  std::vector<Term> arguments;
  for (const ParmVarDecl *parameter : state.decl->parameters()) {
    const auto place = state.places.find(parameter);
    std::optional<Term> argument = OpaqueCalls::opaqueOperand(
        place == state.places.end() ? state.values.lookup(parameter) : whole(place->second), operands);
    if (!argument)
      return std::nullopt;
    arguments.push_back(std::move(*argument));
  }
  return Term::call(std::move(callee), std::move(arguments));
}

} // namespace clangent::frontend
