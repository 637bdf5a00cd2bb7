// Lists of numbers that are written in braces where an operation takes them, as in tensor<double>({a, b}): each number
// is an operand of its own. A rule takes lists there, too: of tangents, and of the places that adjoints are added to.
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Rules/DerivativeRules.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::RuleCall;
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

bool FunctionLowering::listText(const CXXStdInitializerListExpr *list, std::string &text,
                                std::vector<ValueId> &operands) {
  const InitListExpr *elements = elementsOf(list);
  if (!elements)
    return false;
  text += "{";
  for (unsigned i = 0; i < elements->getNumInits(); ++i) {
    text += i ? ", " : "";
    if (!operandText(elements->getInit(i), text, operands))
      return false;
  }
  text += "}";
  return true;
}

// ---- its rule

static unsigned countOf(const std::string &list) {
  return static_cast<unsigned>(std::count(list.begin(), list.end(), '$'));
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
  RuleCall result{call.before, {}, "", call.needsBar};
  std::string text; // since the last argument
  for (const RuleArgument &argument : call.arguments) {
    text += argument.glue.value_or(&argument == &call.arguments.front() ? "" : ", ");
    RuleArgument single = argument;
    const auto take = [&](unsigned operand) {
      single.operand = operand;
      single.glue = std::exchange(text, "");
      result.arguments.push_back(single);
    };
    const bool isOfResult = argument.kind == Kind::Result || argument.kind == Kind::ResultBar;
    const auto list = isOfResult ? lists.end() : lists.find(argument.operand);
    if (list == lists.end()) {
      take(isOfResult ? argument.operand : operandOf(argument.operand, lists));
      continue;
    }
    const bool isWritten = list->second.front() == '{';
    if (!isWritten && (argument.kind == Kind::Bar || argument.kind == Kind::Dot)) {
      text += "{}"; // its numbers have no derivative
      continue;
    }
    single.byAddress = argument.kind == Kind::Bar;
    unsigned operand = operandOf(argument.operand, lists);
    for (size_t i = 0; i < list->second.size(); ++i) {
      if (list->second[i] != '$') {
        text += list->second[i];
        continue;
      }
      take(operand++);
      while (i + 1 < list->second.size() && llvm::isDigit(list->second[i + 1]))
        ++i;
    }
  }
  result.after = text + call.after;
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
