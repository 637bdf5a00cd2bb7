// The part of Statements for control flow: arms, loops, and the copies at their borders.
#include "Emit/Statements.h"

#include "Emit/Folding.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

namespace {

void line(Lines &out, std::string text) { out.push_back({Line::Kind::Plain, std::move(text), {}, {}}); }

void append(Lines &out, Lines more) {
  for (Line &l : more)
    out.push_back(std::move(l));
}

} // namespace

std::vector<Statements::Copy> Statements::copiesOf(const std::vector<ValueId> &to, size_t firstTo,
                                                   const std::vector<ValueId> &from, size_t firstFrom) const {
  std::vector<Copy> list;
  for (size_t k = 0; k + firstTo < to.size(); ++k) {
    ValueId target = to[k + firstTo], source = from[k + firstFrom];
    bool inPlace = plan.sameVariable(target, source);
    if (plan.variableOf[target.index] >= 0 && !inPlace)
      list.push_back({target, source, {}});
  }
  return list;
}

bool Statements::isReadBy(const Copy &reader, ValueId variable) const {
  bool found = false;
  if (reader.text.empty())
    forEachLeaf(plan, reader.from, [&](ValueId leaf) { found = found || plan.sameVariable(leaf, variable); });
  return found;
}

// Variables that begin their life at the entry of a loop: `double s = 1, t = 0;`
void Statements::declareCopies(std::vector<Copy> &pending, OpId declaring, Lines &out) {
  std::vector<Copy> later;
  TypeId lastType;
  for (Copy &copy : pending) {
    const Variable &variable = plan.variable(copy.to);
    if (!declaring || variable.declaredAt != declaring || variable.isBare) {
      later.push_back(copy);
      continue;
    }
    TypeId type = f[copy.to].type;
    const std::string value = initialiser(copy.from);
    if (type == lastType && !types.isPointer(type))
      out.back().text.back() = ',';
    if (type == lastType && !types.isPointer(type))
      out.back().text += " " + variable.name + value + ";";
    else
      line(out, declare(types, type, variable.name, false) + value + ";");
    lastType = type;
  }
  pending = std::move(later);
}

// Copies that happen at once, one after the other: first those whose target nobody reads any more. In a cycle one value
// is saved under a name of its own.
void Statements::copies(std::vector<Copy> pending, OpId declaring, Lines &out) {
  declareCopies(pending, declaring, out);
  auto isUndefined = [&](const Copy &copy) {
    const Op *op = f.definingOp(copy.from);
    return op && op->code == Opcode::Undef;
  };
  pending.erase(std::remove_if(pending.begin(), pending.end(), isUndefined), pending.end());
  while (!pending.empty()) {
    auto free = std::find_if(pending.begin(), pending.end(), [&](const Copy &copy) {
      return std::none_of(pending.begin(), pending.end(),
                          [&](const Copy &other) { return &other != &copy && isReadBy(other, copy.to); });
    });
    if (free == pending.end()) {
      Copy &first = pending.front();
      std::string saved = freshName(plan.nameOf(first.to) + "_next");
      line(out, declare(types, f[first.to].type, saved, true) + " = " + expressions.full(first.from) + ";");
      first.text = saved;
      continue;
    }
    const std::string &target = plan.nameOf(free->to);
    std::string value = free->text.empty() ? expressions.full(free->from) : free->text;
    line(out, target + " = " + value + ";");
    pending.erase(free);
  }
}

void Statements::branch(OpId id, Lines &out) {
  const Op &op = f[id];
  Lines arms[2];
  for (unsigned k = 0; k < 2; ++k) {
    arms[k] = region(op.regions[k]);
    std::vector<Copy> list = copiesOf(op.results, 0, f[op.regions[k]].yields, 0);
    copies(std::move(list), OpId(), arms[k]);
  }
  if (arms[0].empty() && arms[1].empty())
    return;
  if (isScope(plan.module, f, id))
    return out.push_back({Line::Kind::Block, "", std::move(arms[0]), {}});
  std::string condition = arms[0].empty() ? expressions.negated(op.operands[0]).text : expressions.full(op.operands[0]);
  if (arms[0].empty())
    std::swap(arms[0], arms[1]);
  out.push_back({Line::Kind::If, condition, std::move(arms[0]), std::move(arms[1])});
}

void Statements::forLoop(OpId id, Lines &out) {
  const Op &op = f[id];
  RegionId body = op.regions[0];
  const auto &arguments = f[body].arguments;
  copies(copiesOf(arguments, 1, op.operands, 3), id, out);
  LoopHead head = loopHead(op);
  Line block{Line::Kind::Block, head.text, {}, {}};
  if (!head.counter.empty())
    line(block.body, head.counter);
  append(block.body, region(body));
  copies(copiesOf(arguments, 1, f[body].yields, 0), OpId(), block.body);
  out.push_back(std::move(block));
}

void Statements::whileLoop(OpId id, Lines &out) {
  const Op &op = f[id];
  RegionId before = op.regions[0], body = op.regions[1];
  const auto &arguments = f[before].arguments;
  copies(copiesOf(arguments, 0, op.operands, 0), id, out);
  ValueId condition = f[before].yields[0];
  Lines head = region(before);
  Line block{Line::Kind::Block, "for (;;)", {}, {}};
  if (head.empty()) {
    block.text = "while (" + expressions.full(condition) + ")";
  } else {
    block.body = std::move(head);
    Line leave{Line::Kind::If, expressions.negated(condition).text, {}, {}};
    line(leave.body, "break;");
    block.body.push_back(std::move(leave));
  }
  append(block.body, region(body));
  copies(copiesOf(arguments, 0, f[body].yields, 0), OpId(), block.body);
  out.push_back(std::move(block));
}

Statements::LoopHead Statements::loopHead(const Op &op) {
  if (!op.reversed)
    return forwardHead(op);
  LoopHead head;
  return reversedHead(op, head) ? head : countedHead(op);
}

// The loop as it is defined.
Statements::LoopHead Statements::forwardHead(const Op &op) const {
  static const char *const signs[] = {"==", "!=", "<", "<=", ">", ">="};
  ValueId counter = f[op.regions[0]].arguments[0];
  const std::string &name = plan.nameOf(counter);
  const Op *step = expressions.constant(op.operands[2]);
  std::string advance = name + " += " + expressions.full(op.operands[2]);
  if (step && step->integer == 1)
    advance = "++" + name;
  else if (step && step->integer == -1)
    advance = "--" + name;
  else if (step && step->integer < 0 && types[f[counter].type].spelling == "int" && step->integer > INT32_MIN)
    advance = name + " -= " + std::to_string(-step->integer);
  return {"for (" + declare(types, f[counter].type, name, false) + " = " + expressions.full(op.operands[0]) + "; " +
              name + " " + signs[static_cast<int>(op.predicate)] + " " +
              expressions.atLeast(op.operands[1], Level::Shift, true) + "; " + advance + ")",
          {}};
}

// Is the value surely greater than the least one of its type?
bool Statements::isAboveMinimum(ValueId v) const {
  const Type &type = types[f[v].type];
  if (!type.isSigned)
    return false;
  const Op *op = f.definingOp(v);
  if (!op) {
    // A counter that goes upwards from such a value.
    RegionId owner = f[v].owner;
    const Op *loop = owner && f[owner].parent ? &f[f[owner].parent] : nullptr;
    if (!loop || loop->code != Opcode::For || f[owner].arguments[0] != v)
      return false;
    const Op *step = expressions.constant(loop->operands[2]);
    bool isUpwards = loop->predicate == Predicate::Lt || loop->predicate == Predicate::Le;
    return isUpwards && step && step->integer > 0 && isAboveMinimum(loop->operands[0]);
  }
  int64_t least = type.bits >= 64 ? INT64_MIN : -(int64_t(1) << (type.bits - 1));
  if (op->code == Opcode::Constant)
    return op->integer > least;
  if (op->code == Opcode::Add) // signed sums do not overflow
    return type.bits >= 32 && std::any_of(op->operands.begin(), op->operands.end(), [&](ValueId v) {
             const Op *number = expressions.constant(v);
             return number && number->integer > 0;
           });
  if (op->code != Opcode::Cast)
    return false;
  const Type &from = types[f[op->operands[0]].type];
  return from.kind == TypeKind::Bool || (from.kind == TypeKind::Int && from.bits < type.bits);
}

// A constant at a limit of its type, beside which there is no other.
bool Statements::isExtreme(ValueId v) const {
  const Op *number = expressions.constant(v);
  const Type &type = types[f[v].type];
  if (!number || !type.isSigned)
    return false;
  int64_t greatest = type.bits >= 64 ? INT64_MAX : (int64_t(1) << (type.bits - 1)) - 1;
  return number->integer == greatest || number->integer == -greatest - 1;
}

// The bound + 1 or - 1, with `n - 1 + 1` written n.
std::string Statements::offset(ValueId bound, int by) const {
  if (const Op *number = expressions.constant(bound)) {
    Op moved = *number;
    moved.integer += by;
    return literal(types, f[bound].type, moved, true);
  }
  const Op *sum = plan.foldedOp(bound);
  bool cancels = sum && sum->operands.size() == 2 && expressions.isOne(sum->operands[1]) &&
                 sum->code == (by < 0 ? Opcode::Add : Opcode::Sub);
  if (cancels)
    return expressions.full(sum->operands[0]);
  std::string one = "1";
  if (expressions.isWidened(bound)) { // the sum is one of the counter's type
    Op number;
    number.integer = 1;
    one = literal(types, f[bound].type, number, false);
  }
  return expressions.atLeast(bound, Level::Additive, true) + (by < 0 ? " - " : " + ") + one;
}

// The same range backwards, where counting down (or up again) cannot pass the type's limits.
bool Statements::reversedHead(const Op &op, LoopHead &head) const {
  ValueId counter = f[op.regions[0]].arguments[0], lower = op.operands[0], upper = op.operands[1];
  const Type &type = types[f[counter].type];
  const Op *step = expressions.constant(op.operands[2]);
  const std::string &name = plan.nameOf(counter);
  std::string start = "for (" + declare(types, f[counter].type, name, false) + " = ";
  // i != n, step by step, is i < n: a signed counter that starts behind n would overflow, and 0 is behind nothing.
  Predicate predicate = op.predicate;
  if (predicate == Predicate::Ne && step && (type.isSigned || expressions.isZero(lower)))
    predicate = step->integer > 0 ? Predicate::Lt : Predicate::Gt;
  bool countsUp = step && step->integer == 1 && (predicate == Predicate::Lt || predicate == Predicate::Le);
  if (type.bits < 32 || type.isEnum || isExtreme(op.operands[1]))
    return false;
  if (countsUp && !type.isSigned && predicate == Predicate::Lt && expressions.isZero(lower)) {
    head.text = start + expressions.full(upper) + "; " + name + "-- > 0;)";
    return true;
  }
  // n - 1 may overflow where the loop does not run.
  if (countsUp && isAboveMinimum(lower) && predicate == Predicate::Lt && !isAboveMinimum(upper)) {
    head.text = start + expressions.full(upper) + "; " + name + "-- > " +
                expressions.atLeast(lower, Level::Shift, true) + ";)";
    return true;
  }
  if (countsUp && isAboveMinimum(lower)) {
    std::string last = predicate == Predicate::Lt ? offset(upper, -1) : expressions.full(upper);
    head.text = start + last + "; " + name + " >= " + expressions.atLeast(lower, Level::Shift, true) + "; --" + name + ")";
    return true;
  }
  // for (int i = n - 1; i >= 0; --i), whose first value is below the greatest one.
  bool countsDown =
      step && step->integer == -1 && type.isSigned && (predicate == Predicate::Gt || predicate == Predicate::Ge);
  const Op *first = plan.foldedOp(lower);
  const Op *less = first && first->code == Opcode::Sub ? expressions.constant(first->operands[1]) : nullptr;
  bool isBelowMaximum = less && less->integer > 0;
  if (countsDown && isBelowMaximum && expressions.constant(upper)) {
    std::string from = predicate == Predicate::Gt ? offset(upper, 1) : expressions.full(upper);
    head.text = start + from + "; " + name + " < " + offset(lower, 1) + "; ++" + name + ")";
    return true;
  }
  return false;
}

// Any range backwards: the iterations are numbered, and the counter is computed from the number.
Statements::LoopHead Statements::countedHead(const Op &op) {
  ValueId counter = f[op.regions[0]].arguments[0];
  TypeId type = f[counter].type;
  const std::string &name = plan.nameOf(counter);
  std::string number = freshName(name + "_number");
  std::string lower = expressions.full(op.operands[0], false), step = expressions.full(op.operands[2], false);
  std::string trips = expressions.trips(lower, expressions.full(op.operands[1], false), step, op.predicate);
  return {"for (long " + number + " = " + trips + "; " + number + "-- > 0;)",
          declare(types, type, name, true) + " = clangent::detail::nth(" + lower + ", " + step + ", " + number + ");"};
}

} // namespace clangent::emit
