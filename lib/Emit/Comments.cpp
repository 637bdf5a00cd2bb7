// The part of Statements that puts the program's own line above its reversed code.
#include "Emit/Folding.h"
#include "Emit/Statements.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

namespace {

bool isAdjointName(const std::string &name) { return name.find("_bar") != std::string::npos; }

} // namespace

// The name of the object that a place lies in.
std::string Statements::baseName(ValueId pointer) const {
  const Op *op = f.definingOp(pointer);
  while (op && isAddress(op->code)) {
    pointer = op->operands[0];
    op = f.definingOp(pointer);
  }
  if (op && op->code == Opcode::Global)
    return op->term.spelling;
  return plan.variableOf[pointer.index] >= 0 ? plan.nameOf(pointer) : std::string();
}

// Was it there before differentiation?
bool Statements::isPrimal(OpId id) const { return f.firstDerivativeOp != SIZE_MAX && id.index < f.firstDerivativeOp; }

// Does the operation compute an adjoint, or add to one? (Making, or pointing to, a shadow does not.)
bool Statements::handlesAdjoints(OpId id) const {
  const Op &op = f[id];
  if (isPrimal(id) || effectOf(op) == Effect::Makes)
    return false;
  if (op.code == Opcode::InPlace)
    return true;
  if (op.code == Opcode::Store || op.code == Opcode::Update)
    return isAdjointName(baseName(op.operands[0]));
  auto isAdjoint = [&](ValueId v) {
    bool found = isAdjointName(f[v].name);
    if (types.isReal(f[v].type))
      forEachLeaf(plan, v, [&](ValueId leaf) { found = found || isAdjointName(baseName(leaf)); });
    return found && types.isReal(f[v].type);
  };
  for (ValueId v : op.results)
    if (isAdjoint(v))
      return true;
  // A recomputed or forward value may stand beside shadows; only numbers carry adjoints.
  for (ValueId v : op.operands)
    if (isAdjoint(v))
      return true;
  return op.code == Opcode::Load && types.isReal(f[op.results[0]].type) && isAdjointName(baseName(op.operands[0]));
}

bool Statements::undoesARegion(OpId id) const {
  for (RegionId r : f[id].regions) {
    if (f[r].mirror)
      return true;
    for (OpId inner : f[r].ops)
      if (undoesARegion(inner))
        return true;
  }
  return false;
}

// The statement of the body with which the reverse sweep begins; it takes with it what is read again just before it.
void Statements::findReverse() {
  std::vector<OpId> before;
  for (OpId id : f[f.body].ops) {
    if (!isStatement(plan, id))
      continue;
    if (undoesARegion(id) || handlesAdjoints(id)) {
      reverseBegin = id;
      break;
    }
    before.push_back(id);
  }
  if (!reverseBegin)
    return;
  for (; !before.empty(); before.pop_back()) {
    const Op &op = f[before.back()];
    bool isReread = effectOf(op) == Effect::None || op.code == Opcode::Load || op.code == Opcode::Pop;
    if (!isReread || before.back().index < f.firstDerivativeOp)
      return;
    reverseBegin = before.back();
  }
}

bool Statements::isOfTheReverse(OpId id) const {
  if (!reverseBegin)
    return false;
  OpId top = plan.layout.ancestorIn(f.body, id);
  return plan.layout.begin(top).position >= plan.layout.begin(reverseBegin).position;
}

// The statement whose adjoint begins with an operation: the operation computes it or reads what it needs. Found from
// the end of each region backwards.
void Statements::findReversed() {
  reversedStatements.resize(f.ops.size());
  for (const Region &region : f.regions) {
    StatementId reversed;
    for (auto it = region.ops.rbegin(); it != region.ops.rend(); ++it) {
      if (isStatement(plan, *it)) {
        const bool isControl = !f[*it].regions.empty() && !plan.isTernary[it->index];
        if (isPrimal(*it) || isControl || effectOf(f[*it]) == Effect::Makes)
          reversed = StatementId();
        else if (handlesAdjoints(*it))
          reversed = f[*it].statement;
      }
      reversedStatements[it->index] = reversed;
    }
  }
}

void Statements::comment(OpId id, Lines &out) {
  if (id == reverseBegin && !out.empty())
    out.push_back({Line::Kind::Blank, {}, {}, {}});
  if (!plan.options.statementComments || !isOfTheReverse(id))
    return;
  StatementId reversed = reversedStatements[id.index];
  if (!reversed || reversed == lastComment)
    return;
  lastComment = reversed;
  const Statement &statement = plan.module[reversed];
  if (statement.text.empty())
    return;
  std::string text = statement.file + ":" + std::to_string(statement.line) + ": " + statement.text;
  constexpr size_t longest = 90;
  if (text.size() > longest)
    text = text.substr(0, longest) + " ...";
  for (char &c : text)
    if (c == '\n' || c == '\\')
      c = ' '; // a comment ends with its line, and a backslash would continue it
  out.push_back({Line::Kind::Comment, text, {}, {}});
}

} // namespace clangent::emit
