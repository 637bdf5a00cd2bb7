// The part of Statements that puts the program's own line above its reversed code.
#include "Emit/Folding.h"
#include "Emit/Statements.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

// Does the place lie in an object that holds adjoints?
bool Statements::isOfAdjoints(ValueId place) const {
  const Op *op = f.definingOp(place);
  while (op && isAddress(op->code)) {
    place = op->operands[0];
    op = f.definingOp(place);
  }
  return plan.variableOf[place.index] >= 0 && plan.variable(place).role == Role::Adjoint;
}

// Does the operation compute an adjoint, or add to one? (Making, or pointing to, a shadow does not.)
bool Statements::handlesAdjoints(OpId id) const {
  const Op &op = f[id];
  if (!op.isDerivative || effectOf(op) == Effect::Makes)
    return false;
  if (op.code == Opcode::InPlace)
    return true;
  if (op.code == Opcode::Store || op.code == Opcode::Update)
    return isOfAdjoints(op.operands[0]);
  auto isAdjoint = [&](ValueId v) {
    if (!types.isReal(f[v].type))
      return false;
    bool found = isNamedAdjoint(f, v);
    forEachLeaf(plan, v, [&](ValueId leaf) { found = found || isOfAdjoints(leaf); });
    return found;
  };
  for (ValueId v : op.results)
    if (isAdjoint(v))
      return true;
  // A recomputed or forward value may stand beside shadows; only numbers carry adjoints.
  for (ValueId v : op.operands)
    if (isAdjoint(v))
      return true;
  return op.code == Opcode::Load && types.isReal(f[op.results[0]].type) && isOfAdjoints(op.operands[0]);
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
    if (!isReread || !op.isDerivative)
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
        if (!f[*it].isDerivative || isControl || effectOf(f[*it]) == Effect::Makes)
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
