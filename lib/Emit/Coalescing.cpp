// Values are joined along the copies that the text would otherwise need: a loop's argument with the next value that
// its body yields and with its initial value, an If's result with the yields of the arms. Two groups are joined when
// no two members interfere, which is Chaitin's coalescing on structured code; what is left are parallel copies.
#include "Emit/Coalescing.h"

#include "Emit/Folding.h"
#include "Emit/Liveness.h"

#include <memory>

namespace clangent::emit {

using namespace ir;

namespace {

class Coalescer {
public:
  explicit Coalescer(Plan &plan) : plan(plan), f(plan.function), live(std::make_unique<Liveness>(plan)) {}
  void run();

private:
  void makeGroups();
  void joinLoopResults();
  void joinLoop(OpId loop);
  void joinIf(OpId branch);
  void joinChanged(const Op &op);
  bool canJoin(ValueId a, ValueId b);
  bool groupsInterfere(int a, int b) const;
  bool join(ValueId a, ValueId b);
  bool unfoldReadersAfter(ValueId old, ValueId next);
  ValueId topBefore(ValueId reader, int position) const;
  void merge(int into, int from);
  void finish();
  void placeDeclaration(Variable &variable);
  OpId assigningOp(ValueId v) const;
  bool needsVariable(ValueId v) const;

  Plan &plan;
  const Function &f;
  std::unique_ptr<Liveness> live;
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
  for (size_t i = 0; i < f.values.size(); ++i) {
    if (!needsVariable(ValueId(i)))
      continue;
    plan.variableOf[i] = static_cast<int>(plan.variables.size());
    plan.variables.push_back({{ValueId(i)}, {}, false, false, false, false, {}, {}});
  }
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
    } else if (natureOf(f[value.definition]) == Nature::Object) {
      return false;
    } else if (const Op &op = f[value.definition]; op.code == Opcode::Call) {
      // Out-parameters and objects are declared by the call itself.
      if (op.results.size() > 1 || plan.module[op.callee].resultKind == ResultKind::Object)
        return false;
    }
  }
  return f[a].type == f[b].type;
}

bool Coalescer::groupsInterfere(int a, int b) const {
  for (ValueId x : plan.variables[a].members)
    for (ValueId y : plan.variables[b].members)
      if (live->interfere(x, y))
        return true;
  return false;
}

void Coalescer::merge(int into, int from) {
  auto &members = plan.variables[into].members;
  for (ValueId v : plan.variables[from].members) {
    plan.variableOf[v.index] = into;
    members.push_back(v);
  }
  plan.variables[from].members.clear();
}

bool Coalescer::join(ValueId a, ValueId b) {
  if (plan.isFolded[a.index] || plan.isFolded[b.index] || !canJoin(a, b))
    return false;
  int x = plan.variableOf[a.index], y = plan.variableOf[b.index];
  if (x == y)
    return true;
  if (groupsInterfere(x, y))
    return false;
  merge(x, y);
  return true;
}

void Coalescer::joinLoopResults() {
  for (OpId id : plan.layout.innerFirst()) {
    const Op &op = f[id];
    if (!isStatement(plan, id) || (op.code != Opcode::For && op.code != Opcode::While))
      continue;
    const auto &arguments = f[carriedRegion(op)].arguments;
    for (unsigned k = 0; k < op.results.size(); ++k)
      merge(plan.variableOf[arguments[k + firstCarriedArgument(op)].index], plan.variableOf[op.results[k].index]);
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
  std::vector<ValueId> found;
  for (size_t i = 0; i < f.values.size(); ++i) {
    const Op *op = plan.isFolded[i] ? f.definingOp(ValueId(i)) : nullptr;
    if (!op || plan.sites[i].size() != 1 || plan.sites[i][0].position < first ||
        plan.layout.definition(ValueId(i)).position >= position || plan.isDead[f[ValueId(i)].definition.index])
      continue;
    for (ValueId operand : op->operands)
      if (operand == old)
        found.push_back(topBefore(ValueId(i), position));
  }
  for (ValueId v : found) {
    OpId around = f[f[v].owner].parent;
    if (!plan.isFolded[v.index] || isAddress(f.definingOp(v)->code) || (around && plan.isTernary[around.index]))
      continue;
    plan.isFolded[v.index] = false;
    plan.variableOf[v.index] = static_cast<int>(plan.variables.size());
    plan.variables.push_back({{v}, {}, false, false, false, false, {}, {}});
  }
  if (found.empty())
    return false;
  live = std::make_unique<Liveness>(plan);
  return true;
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
  std::vector<Variable> kept;
  for (Variable &variable : plan.variables) {
    if (variable.members.empty())
      continue;
    placeDeclaration(variable);
    variable.isMutable = variable.isBare || variable.members.size() > 1;
    for (ValueId v : variable.members)
      plan.variableOf[v.index] = static_cast<int>(kept.size());
    kept.push_back(std::move(variable));
  }
  plan.variables = std::move(kept);
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
