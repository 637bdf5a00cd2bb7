#include "IR/VerifierTerms.h"

namespace clangent::ir {

namespace {

std::string numberProblem(const Term &leaf, size_t count) {
  return "names operand " + std::to_string(leaf.number) + " of " + std::to_string(count);
}

std::string ruleProblem(const std::vector<RuleCall> &calls, size_t operands) {
  std::string problem;
  for (const RuleCall &call : calls) {
    forEachLeaf(call.term, [&](const Term &leaf) {
      if (leaf.number >= call.arguments.size())
        problem = "has a rule that " + numberProblem(leaf, call.arguments.size());
    });
    for (const RuleArgument &argument : call.arguments) {
      const bool isOfResult =
          argument.kind == RuleArgument::Kind::Result || argument.kind == RuleArgument::Kind::ResultBar;
      if (!isOfResult && argument.operand >= operands)
        problem = "has a rule for more operands than it has";
    }
  }
  return problem;
}

} // namespace

std::string termProblem(const Module &module, const Function &function, const Op &op) {
  // A name: of a variable, or of the class by which memory is allocated and released.
  const bool isHeap = op.code == Opcode::Allocate || op.code == Opcode::Release;
  const bool isNamed = op.code == Opcode::Global || (isHeap && op.heap == Heap::Library);
  if (familyOf(op.code) != Family::Term)
    return op.term.isEmpty() != isNamed ? "" : "has a term that is not run";
  if (op.term.isEmpty() && op.code != Opcode::Object)
    return "runs nothing";
  std::string problem;
  forEachLeaf(op.term, [&](const Term &leaf) {
    if (leaf.number >= op.operands.size())
      problem = numberProblem(leaf, op.operands.size());
    else if (leaf.kind == Term::Kind::Object && !module.types.isPointer(function[op.operands[leaf.number]].type))
      problem = "names what operand " + std::to_string(leaf.number) + " points to, which is no pointer";
  });
  if (!problem.empty() || !op.rule || op.rule.index >= module.rules.size())
    return problem;
  const Rule &rule = module[op.rule];
  const std::string adjoint = ruleProblem(rule.adjoint, op.operands.size());
  return adjoint.empty() ? ruleProblem(rule.tangent, op.operands.size()) : adjoint;
}

} // namespace clangent::ir
