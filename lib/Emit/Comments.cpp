// The part of Statements that puts the program's own line above its reversed code.
#include "Emit/Statements.h"

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
    return op->text;
  return plan.variableOf[pointer.index] >= 0 ? plan.nameOf(pointer) : std::string();
}

bool Statements::isOfTheReverse(OpId id) const {
  const Op &op = f[id];
  for (RegionId r = op.parent; r; r = f.enclosing(r))
    if (f[r].mirror)
      return true;
  for (RegionId r : op.regions)
    if (f[r].mirror)
      return true;
  if (op.code == Opcode::Store || op.code == Opcode::Update)
    return isAdjointName(baseName(op.operands[0]));
  for (ValueId v : op.results)
    if (isAdjointName(f[v].name))
      return true;
  return false;
}

void Statements::comment(OpId id, Lines &out) {
  const Op &op = f[id];
  if (!isOfTheReverse(id))
    return;
  if (!reverseBegan && op.parent == f.body && !out.empty())
    out.push_back({Line::Kind::Blank, {}, {}, {}});
  reverseBegan = true;
  bool isControl = !op.regions.empty() && !plan.isTernary[id.index];
  if (!plan.options.statementComments || isControl || !op.statement || op.statement == lastComment)
    return;
  lastComment = op.statement;
  const Statement &statement = plan.module[op.statement];
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
