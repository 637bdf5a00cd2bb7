// Functions whose derivative the program gives, where they are not called as operations: differentiated themselves, or
// of a kind that no rule can be used for.
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Rules/DerivativeRules.h"

namespace clangent::frontend {

using namespace clang;

// A rule that would be passed over in silence.
bool FunctionLowering::refusesRule(const FunctionDecl *callee, const Expr *e, ValueId &result) {
  if (isInactive(callee) || !context.isRuled(callee))
    return false;
  result = refuse(e, DiagId::err_rule_unused, {context.nameForMessages(callee)});
  return true;
}

// A request for the function itself: one call of it in place of its body. False if there is no rule.
bool FunctionLowering::lowerByRule() {
  const auto isBraces = [](const ParmVarDecl *parameter) { return !elementOfBraces(parameter->getType()).isNull(); };
  if (isInactive(decl) || !context.isRuled(decl) || llvm::any_of(decl->parameters(), isBraces))
    return false;
  const ir::TypeTable &table = b.module.types;
  const QualType returned = decl->getReturnType();
  const TypeId type = types.lower(returned);
  bool hasValue = false, hasReal = false, hasStruct = !table.isNameable(type);
  const bool isOperation = !isa<CXXConstructorDecl>(decl) && !returned->isVoidType() && !returned->isReferenceType() &&
                           hasParts(type) && takesValues(decl, hasValue, hasReal, hasStruct);
  if (!isOperation) {
    refuseStatement(decl->getLocation(), DiagId::err_rule_unused, {context.nameForMessages(decl)});
    return true;
  }
  const std::optional<ir::RuleId> rule = context.ruleFor(decl, decl->getLocation());
  if (!rule)
    return false;
  if (hasStruct && !types.hasSums()) {
    refuseStatement(decl->getLocation(), DiagId::err_unsupported, {structWithoutSums});
    return true;
  }
  std::vector<ValueId> operands;
  std::optional<Term> call = ownCall(operands);
  if (!call)
    return true; // a parameter was refused
  WrittenLists lists;
  const unsigned first = static_cast<unsigned>(operands.size()) - decl->getNumParams();
  for (unsigned i = 0; i < decl->getNumParams(); ++i)
    if (holdsListedNumbers(decl->getParamDecl(i)->getType()))
      lists[first + i] = Term::operand(first + i);
  const ir::RuleId known = lists.empty() ? *rule : addRule(withWrittenLists(b.module[*rule], lists));
  const ValueId result = b.rule(known, std::move(*call), std::move(operands), packedType(type));
  if (!resultPlace)
    directResult = result;
  else if (table.isNameable(type))
    b.store(resultPlace, result);
  else
    unpack(result, resultPlace);
  return true;
}

// The function called with its own parameters.
std::optional<ir::Term> FunctionLowering::ownCall(std::vector<ValueId> &operands) {
  const auto whole = [&](ValueId place) {
    return b.module.types.isNameable(b.module.types.pointee(function[place].type)) ? b.load(place) : packed(place);
  };
  const auto *method = dyn_cast<CXXMethodDecl>(decl);
  const bool isMember = method && method->isInstance();
  Term callee = isMember ? memberOf(*opaqueOperand(whole(self), operands), decl) : context.termOfOperation(decl);
  std::vector<Term> arguments;
  for (const ParmVarDecl *parameter : decl->parameters()) {
    const auto place = places.find(parameter);
    std::optional<Term> argument =
        opaqueOperand(place == places.end() ? values.lookup(parameter) : whole(place->second), operands);
    if (!argument)
      return std::nullopt;
    arguments.push_back(std::move(*argument));
  }
  return Term::call(std::move(callee), std::move(arguments));
}

} // namespace clangent::frontend
