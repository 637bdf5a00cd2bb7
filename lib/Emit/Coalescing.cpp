// Values are joined along the copies that the text would otherwise need: a loop's argument with the next value that
// its body yields and with its initial value, an If's result with the yields of the arms. Two groups are joined when
// no two members interfere, which is Chaitin's coalescing on structured code; what is left are parallel copies.
#include "Emit/Coalescing.h"

#include "Emit/Folding.h"
#include "Emit/Groups.h"

#include <algorithm>

namespace clangent::emit {

using namespace ir;

namespace {

class Coalescer {
public:
  explicit Coalescer(Plan &plan) : plan(plan), f(plan.function), groups(plan) {}
  void run();

private:
  void makeGroups();
  void joinLoopResults();
  void joinLoop(OpId loop);
  void joinIf(OpId branch);
  void joinChanged(const Op &op);
  bool canJoin(ValueId a, ValueId b);
  bool join(ValueId a, ValueId b);
  bool unfoldReadersAfter(ValueId old, ValueId next);
  ValueId topBefore(ValueId reader, int position) const;
  void finish();
  void placeDeclaration(Variable &variable);
  OpId assigningOp(ValueId v) const;
  bool needsVariable(ValueId v) const;

  Plan &plan;
  const Function &f;
  Groups groups;
};

RegionId carriedRegion(const Op &loop) { return loop.regions[0]; } // its arguments are the carried values
RegionId nextRegion(const Op &loop) { return loop.regions[loop.code == Opcode::For ? 0 : 1]; }

void Coalescer::run() {
  makeGroups();
  joinLoopResults();
  for (OpId id : plan.layout.innerFirst())
    if (isStatement(plan, id) && isLoop(f[id].code))
      joinLoop(id);
  for (OpId id : plan.layout.innerFirst())
    if (isStatement(plan, id) && f[id].code == Opcode::If)
      joinIf(id);
  for (OpId id : plan.layout.innerFirst())
    if (isStatement(plan, id) && f[id].code == Opcode::InPlace)
      joinChanged(f[id]);
  finish();
}

bool Coalescer::needsVariable(ValueId v) const {
  const Value &value = f[v];
  if (plan.isFolded[v.index])
    return false;
  if (value.definition) {
    bool unusedResult = f[value.definition].code == Opcode::If && !plan.isUsed(v);
    return isStatement(plan, value.definition) && !unusedResult;
  }
  OpId parent = value.owner ? f[value.owner].parent : OpId();
  return !parent || !plan.isDead[parent.index];
}

void Coalescer::makeGroups() {
  plan.variableOf.assign(f.values.size(), -1);
  for (size_t i = 0; i < f.values.size(); ++i)
    if (needsVariable(ValueId(i)))
      groups.add(ValueId(i));
}

// May the value share a variable that is assigned more than once?
bool Coalescer::canJoin(ValueId a, ValueId b) {
  for (ValueId v : {a, b}) {
    if (plan.variableOf[v.index] < 0)
      return false;
    const Value &value = f[v];
    if (!value.definition) {
      OpId parent = value.owner ? f[value.owner].parent : OpId();
      if (!parent || (f[parent].code == Opcode::For && f[value.owner].arguments[0] == v))
        return false; // parameters and counters stay as they are
    } else if (effectOf(f[value.definition]) == Effect::Makes || isNamedObject(f[value.definition].code)) {
      return false;
    } else if (const Op &op = f[value.definition]; op.code == Opcode::Call) {
      // Out-parameters and objects are declared by the call itself.
      if (op.results.size() > 1 || plan.module[op.callee].resultKind == ResultKind::Object)
        return false;
    }
  }
  return f[a].type == f[b].type;
}

bool Coalescer::join(ValueId a, ValueId b) {
  if (plan.isFolded[a.index] || plan.isFolded[b.index] || !canJoin(a, b))
    return false;
  int x = plan.variableOf[a.index], y = plan.variableOf[b.index];
  if (x == y)
    return true;
  if (groups.interfere(x, y))
    return false;
  groups.merge(x, y);
  return true;
}

void Coalescer::joinLoopResults() {
  for (OpId id : plan.layout.innerFirst()) {
    const Op &op = f[id];
    if (!isStatement(plan, id) || (op.code != Opcode::For && op.code != Opcode::While))
      continue;
    const auto &arguments = f[carriedRegion(op)].arguments;
    for (unsigned k = 0; k < op.results.size(); ++k)
      groups.merge(plan.variableOf[arguments[k + firstCarriedArgument(op)].index],
                   plan.variableOf[op.results[k].index]);
  }
}

void Coalescer::joinLoop(OpId id) {
  const Op &op = f[id];
  const auto &arguments = f[carriedRegion(op)].arguments;
  for (unsigned k = 0; k < op.results.size(); ++k) {
    ValueId argument = arguments[k + firstCarriedArgument(op)];
    ValueId next = f[nextRegion(op)].yields[k];
    if (!join(argument, next) && unfoldReadersAfter(argument, next))
      join(argument, next);
  }
  for (unsigned k = 0; k < op.results.size(); ++k)
    join(arguments[k + firstCarriedArgument(op)], op.operands[k + firstCarriedOperand(op)]);
}

void Coalescer::joinIf(OpId id) {
  const Op &op = f[id];
  for (unsigned k = 0; k < op.results.size(); ++k) {
    if (!plan.isUsed(op.results[k]))
      continue;
    for (RegionId arm : op.regions)
      join(op.results[k], f[arm].yields[k]);
  }
}

void Coalescer::joinChanged(const Op &op) {
  for (size_t k = 0; k < op.results.size(); ++k) {
    const ValueId before = op.operands[op.firstChanged + k];
    if (!join(before, op.results[k]) && unfoldReadersAfter(before, op.results[k]))
      join(before, op.results[k]);
  }
}

// `s + 1` assigned to s, with `s * 2` folded into a later statement: giving `s * 2` a name at its own place lets s be
// one variable. Returns whether anything was unfolded.
bool Coalescer::unfoldReadersAfter(ValueId old, ValueId next) {
  if (!canJoin(old, next) || !f[next].definition)
    return false;
  int position = plan.layout.definition(next).position;
  // The text of an InPlace reads its operands after the variables that it changes were set.
  const bool readsLate = f.definingOp(next)->code == Opcode::InPlace;
  const int first = readsLate ? plan.layout.evaluation(f[next].definition).position : position + 1;
  std::vector<ValueId> readers;
  for (const Use &use : plan.uses[old.index])
    if (use.op && f[use.op].results.size() == 1)
      readers.push_back(f[use.op].results[0]);
  std::sort(readers.begin(), readers.end());
  std::vector<ValueId> found;
  for (ValueId v : readers)
    if (plan.isFolded[v.index] && plan.sites[v.index].size() == 1 && plan.sites[v.index][0].position >= first &&
        plan.layout.definition(v).position < position)
      found.push_back(topBefore(v, position));
  for (ValueId v : found) {
    OpId around = f[f[v].owner].parent;
    if (plan.isFolded[v.index] && !isAddress(f.definingOp(v)->code) && !(around && plan.isTernary[around.index]))
      groups.unfold(v);
  }
  return !found.empty();
}

// The largest folded expression around `reader` that is defined before the position.
ValueId Coalescer::topBefore(ValueId reader, int position) const {
  for (;;) {
    const Use &use = plan.uses[reader.index][0];
    OpId user = use.op ? use.op : f[use.yield].parent;
    if (!user || f[user].results.size() != 1)
      return reader;
    ValueId outer = f[user].results[0];
    bool goesOn =
        plan.isFolded[outer.index] && plan.layout.definition(outer).position < position && !isAddress(f[user].code);
    if (!goesOn)
      return reader;
    reader = outer;
  }
}

// The operation of the text that assigns the value: for a loop's argument, the loop.
OpId Coalescer::assigningOp(ValueId v) const {
  const Value &value = f[v];
  return value.definition ? value.definition : f[value.owner].parent;
}

void Coalescer::placeDeclaration(Variable &variable) {
  ValueId first = variable.members[0];
  const Value &value = f[first];
  OpId parent = value.owner ? f[value.owner].parent : OpId();
  if (!value.definition && !parent) {
    variable.isParameter = true;
    variable.scope = f.body;
    return;
  }
  bool isCounter = !value.definition && f[parent].code == Opcode::For && f[value.owner].arguments[0] == first;
  if (isCounter) {
    variable.scope = value.owner;
    return;
  }
  RegionId region = f[assigningOp(first)].parent;
  for (ValueId v : variable.members)
    region = plan.layout.common(region, f[assigningOp(v)].parent);
  OpId earliest, assigned;
  for (ValueId v : variable.members) {
    OpId at = plan.layout.ancestorIn(region, assigningOp(v));
    if (!earliest || plan.layout.begin(at).position < plan.layout.begin(earliest).position)
      earliest = at;
  }
  for (ValueId v : variable.members)
    if (assigningOp(v) == earliest)
      assigned = earliest;
  variable.scope = region;
  variable.declaredAt = earliest;
  variable.isBare = !assigned || (f[earliest].code == Opcode::If && !plan.isTernary[earliest.index]);
}

void Coalescer::finish() {
  for (std::vector<ValueId> &members : groups.inOrder()) {
    for (ValueId v : members)
      plan.variableOf[v.index] = static_cast<int>(plan.variables.size());
    plan.variables.push_back({std::move(members), {}, false, false, false, false, {}, {}});
    Variable &variable = plan.variables.back();
    placeDeclaration(variable);
    variable.isMutable = variable.isBare || variable.members.size() > 1;
  }
  for (OpId id : plan.layout.innerFirst())
    for (size_t k = 0; k < f[id].results.size() && f[id].code == Opcode::If; ++k)
      for (RegionId arm : f[id].regions) {
        const Op *source = f.definingOp(f[arm].yields[k]);
        if (source && source->code == Opcode::Undef && plan.variableOf[f[id].results[k].index] >= 0)
          plan.variables[plan.variableOf[f[id].results[k].index]].isZeroed = true;
      }
}

} // namespace

void assignVariables(Plan &plan) { Coalescer(plan).run(); }

} // namespace clangent::emit
