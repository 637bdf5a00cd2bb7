// Lists of numbers that are written in braces where an operation takes them, as in tensor<double>({a, b}): each number
// is an operand of its own. A rule takes lists there, too: of tangents, and of the places that adjoints are added to.
#include "Frontend/Rules/WrittenLists.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Objects/Operations.h"
#include "Frontend/Rules/DerivativeRules.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::RuleCall;
using ir::Term;
using Kind = RuleArgument::Kind;

// ---- what is written

const InitListExpr *elementsOf(const CXXStdInitializerListExpr *list) {
  const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(list->getSubExpr());
  return temporary ? dyn_cast<InitListExpr>(temporary->getSubExpr()->IgnoreImplicit()) : nullptr;
}

const CXXStdInitializerListExpr *writtenList(const Expr *argument) {
  const Expr *e = argument->IgnoreImplicit();
  while (const Expr *inside = unwrapped(e))
    e = inside->IgnoreImplicit();
  if (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(e))
    e = cast->getSubExpr()->IgnoreImplicit();
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e);
      construct && construct->isStdInitListInitialization() && holdsListedNumbers(construct->getType()))
    e = construct->getArg(0)->IgnoreImplicit();
  const auto *list = dyn_cast<CXXStdInitializerListExpr>(e);
  return list && holdsListedNumbers(list->getType()) && elementsOf(list) ? list : nullptr;
}

bool hasHiddenList(llvm::ArrayRef<const Expr *> arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const Expr *argument) {
    const QualType type = argument->getType();
    return !elementOfBraces(type).isNull() && holdsListedNumbers(type) && !writtenList(argument);
  });
}

std::optional<Term> Operations::listTerm(const CXXStdInitializerListExpr *list, std::vector<ValueId> &operands) {
  const InitListExpr *elements = elementsOf(list);
  if (!elements)
    return std::nullopt;
  Term term = Term::braces({}, {});
  for (unsigned i = 0; i < elements->getNumInits(); ++i) {
    std::optional<Term> element = operandTerm(elements->getInit(i), operands);
    if (!element)
      return std::nullopt;
    term.parts.push_back(std::move(*element));
  }
  return term;
}

// ---- its rule

static unsigned countOf(const Term &list) {
  unsigned count = 0;
  forEachLeaf(list, [&](const Term &) { ++count; });
  return count;
}

unsigned operandOf(unsigned parameter, const WrittenLists &lists) {
  unsigned number = parameter;
  for (const auto &[before, list] : lists)
    if (before < parameter)
      number += countOf(list) - 1;
  return number;
}

namespace {

RuleCall withWrittenLists(const RuleCall &call, const WrittenLists &lists) {
  RuleCall result;
  result.needsBar = call.needsBar;
  const auto take = [&](RuleArgument argument, unsigned operand) {
    argument.operand = operand;
    result.arguments.push_back(std::move(argument));
    return Term::operand(result.arguments.size() - 1);
  };
  result.term = withLeaves(call.term, [&](const Term &leaf) {
    const RuleArgument &argument = call.arguments[leaf.number];
    if (argument.kind == Kind::Result || argument.kind == Kind::ResultBar)
      return take(argument, argument.operand);
    unsigned operand = operandOf(argument.operand, lists);
    const auto list = lists.find(argument.operand);
    if (list == lists.end())
      return take(argument, operand);
    const bool isWritten = list->second.kind == Term::Kind::Braces;
    if (!isWritten && (argument.kind == Kind::Bar || argument.kind == Kind::Dot))
      return Term::braces({}, {}); // its numbers have no derivative
    RuleArgument single = argument;
    single.byAddress = argument.kind == Kind::Bar;
    return withLeaves(list->second, [&](const Term &) { return take(single, operand++); });
  });
  return result;
}

} // namespace

ir::Rule withWrittenLists(const ir::Rule &rule, const WrittenLists &lists) {
  ir::Rule result{rule.name, {}, {}, {}, rule.replacedIn};
  for (unsigned k = 0; k < rule.parameters.size(); ++k) {
    const auto list = lists.find(k);
    result.parameters.insert(result.parameters.end(), list == lists.end() ? 1 : countOf(list->second),
                             rule.parameters[k]);
  }
  for (const RuleCall &call : rule.adjoint)
    result.adjoint.push_back(withWrittenLists(call, lists));
  for (const RuleCall &call : rule.tangent)
    result.tangent.push_back(withWrittenLists(call, lists));
  return result;
}

} // namespace clangent::frontend
