// A value moves into its only use when nothing in between can change what it reads and the use is not executed more
// often. Whether a *variable* that it reads changes in between is not asked here: the values it reads are held to
// live until the new place, so that Coalescing keeps their variables unchanged.
#include "Emit/Folding.h"

#include "Emit/Memory.h"
#include "Emit/Spelling.h"
#include "Emit/Uses.h"
#include "IR/Members.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace clangent::emit {

using namespace ir;

namespace {

class Folder {
public:
  explicit Folder(Plan &plan) : plan(plan), f(plan.function), memory(plan) {}
  void run();

private:
  bool decide(OpId id, ValueId v);
  bool foldEverywhere(ValueId v);
  bool isWidenedName(OpId id) const;
  bool convertsOperands(const Op &op, ValueId v) const;
  bool isFreelyFolded(const Op &op) const;
  bool isPlainCount(const Op &op) const;
  bool decideSingle(OpId id, ValueId v, bool forced);
  bool isPlaceOnly(ValueId v) const;
  bool staysTheSame(OpId reader, ValueId v, bool inLoops) const;
  bool keepsAlive(const Op &op) const;
  bool isGiven(const Op &load) const;
  OpId lastOfLength(const Op &op) const;
  bool isKeptForCoalescing(const Use &use) const;
  std::optional<unsigned> restrictionAt(const Use &use) const;
  void sitesAt(const Use &use, std::vector<Point> &sites) const;
  bool isInTernary(OpId id) const {
    OpId parent = f[f[id].parent].parent;
    return parent && plan.isTernary[parent.index];
  }
  size_t rootOf(const Use &use) const;

  Plan &plan;
  const Function &f;
  Memory memory;
  std::unordered_map<size_t, unsigned> weights; // operations in the statement with this root
  std::vector<size_t> roots;                    // of a folded value
};

// Operations that may be evaluated again and again, or be written out more than once.
bool isCheap(const Function &f, const TypeTable &types, const Op &op) {
  const bool isCounting =
      op.code == Opcode::Add || op.code == Opcode::Sub || op.code == Opcode::Mul || op.code == Opcode::Cast;
  if (isCounting)
    return types.isInt(f[op.results[0]].type) && types.isInt(f[op.operands[0]].type);
  return isAddress(op.code);
}

void Folder::run() {
  plan.isFolded.assign(f.values.size(), false);
  plan.restriction.assign(f.values.size(), 0);
  plan.sites.assign(f.values.size(), {});
  roots.assign(f.values.size(), 0);
  const auto &order = plan.layout.innerFirst();
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    const Op &op = f[*it];
    if (!plan.isDead[it->index] && op.results.size() == 1)
      plan.isFolded[op.results[0].index] = decide(*it, op.results[0]);
  }
}

bool Folder::decide(OpId id, ValueId v) {
  const Op &op = f[id];
  if (isLeaf(op.code))
    return true;
  if (!isPure(op) && !plan.isTernary[id.index])
    return false;
  if (op.code == Opcode::Rule && keepsAlive(op))
    return false;
  if (isInTernary(id))
    return decideSingle(id, v, true);
  if (op.code == Opcode::Load && (plan.module.types.isValue(f[v].type) || isGiven(op)) && staysTheSame(id, v, true))
    return foldEverywhere(v);
  if (const OpId load = lastOfLength(op); load && staysTheSame(load, v, false))
    return foldEverywhere(v);
  if ((isAddress(op.code) && isPlaceOnly(v)) || isWidenedName(id) || isPlainCount(op))
    return foldEverywhere(v);
  return plan.uses[v.index].size() == 1 && decideSingle(id, v, false);
}

// Would the text, moved to its use, need a value that owns memory for longer? What asks for a shape stays where it is.
bool Folder::keepsAlive(const Op &op) const {
  if (op.results.size() != 1 || plan.module.types.isReal(f[op.results[0]].type))
    return false;
  return std::any_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
    const Op *source = f.definingOp(v);
    const bool isPlace = source && source->code == Opcode::Load;
    return plan.module.types.isValue(f[v].type) && plan.module.types.isReal(f[v].type) && !isPlace && source;
  });
}

// A pointer that an object gives away itself is asked for where it is used: v[i] reads better than a pointer's name.
bool Folder::isGiven(const Op &load) const {
  return f[load.results[0]].name.empty() && readField(plan.module.types, f, load.operands[0]);
}

// Of the size of what an object holds, v.size(): the load of where that ends. None for any other operation.
OpId Folder::lastOfLength(const Op &op) const {
  const Op *distance = op.code == Opcode::Cast ? f.definingOp(op.operands[0]) : &op;
  if (!distance || distance->code != Opcode::PtrDiff)
    return OpId();
  const auto isOfOwner = [&](ValueId v) {
    const Op *load = f.definingOp(v);
    return load && load->code == Opcode::Load && isGiven(*load);
  };
  const bool isLength = isOfOwner(distance->operands[0]) && isOfOwner(distance->operands[1]);
  return isLength ? f[distance->operands[0]].definition : OpId();
}

// Does nothing change what `reader` reads before v is used? An object that is a value is then named where it is read,
// which spares a copy. Without `inLoops` it is to be read as often as before.
bool Folder::staysTheSame(OpId reader, ValueId v, bool inLoops) const {
  const Point home = plan.layout.definition(v);
  for (const Use &use : plan.uses[v.index]) {
    if (isKeptForCoalescing(use) || (!use.op && !f[use.yield].parent))
      return false;
    std::vector<Point> sites;
    sitesAt(use, sites);
    // The head of a loop reads its bound in every iteration.
    const int loopEnd = use.op && f[use.op].code == Opcode::For ? plan.layout.end(use.op).position : 0;
    for (Point site : sites) {
      const bool isRepeated = plan.layout.loopBetween(home.region, site.region);
      if (!f.encloses(home.region, site.region) || (isRepeated && !inLoops))
        return false;
      const int end = isRepeated ? std::numeric_limits<int>::max() : std::max(loopEnd, site.position + 1);
      if (memory.mayChangeBetween(reader, home.position, end))
        return false;
    }
  }
  return true;
}

// Is the address only used to name a place, as in x[i], and not as a pointer?
bool Folder::isPlaceOnly(ValueId v) const {
  for (const Use &use : plan.uses[v.index]) {
    if (!use.op || use.index != 0)
      return false;
    const Opcode code = f[use.op].code;
    if (!isAccess(code) && code != Opcode::Field && code != Opcode::Element)
      return false;
  }
  return true;
}

// A wider copy of a variable needs no name of its own: mostly the text has not even a cast. A conversion to a floating
// type is work and stays out of loops; it is folded where C++ does it unasked.
bool Folder::isWidenedName(OpId id) const {
  const Op &op = f[id];
  const TypeTable &types = plan.module.types;
  if (op.code != Opcode::Cast || !isWidening(types[f[op.operands[0]].type], types[f[op.results[0]].type]))
    return false;
  ValueId from = op.operands[0], to = op.results[0];
  bool isVariable = !f[from].definition || (plan.uses[from.index].size() > 1 && !isFreelyFolded(*f.definingOp(from)));
  if (!isVariable)
    return false;
  for (const Use &use : plan.uses[to.index]) {
    if (isKeptForCoalescing(use))
      return false;
    bool isConverted = use.op && convertsOperands(f[use.op], to) && f.encloses(op.parent, f[use.op].parent) &&
                       !plan.layout.loopBetween(op.parent, f[use.op].parent);
    if (types.isFloat(f[to].type) && !isConverted)
      return false;
  }
  return true;
}

// Is the other operand one that gives the operation its type?
bool Folder::convertsOperands(const Op &op, ValueId v) const {
  const bool isShared = op.code == Opcode::Add || op.code == Opcode::Sub || op.code == Opcode::Mul ||
                        op.code == Opcode::Div || op.code == Opcode::Compare;
  if (!isShared)
    return false;
  ValueId other = op.operands[op.operands[0] == v ? 1 : 0];
  const Op *source = f.definingOp(other);
  return other != v && !(source && source->code == Opcode::Cast);
}

// A constant or an address, which is printed where it is used however often that is.
bool Folder::isFreelyFolded(const Op &op) const {
  return isLeaf(op.code) || op.code == Opcode::Cast;
}

// How often `for (i = 0; i < n; ++i)` runs: for the tape, plain n.
bool Folder::isPlainCount(const Op &op) const {
  auto isNumber = [&](ValueId v, int64_t number) {
    const Op *constant = f.definingOp(v);
    return constant && constant->code == Opcode::Constant && constant->integer == number;
  };
  if (op.code != Opcode::Trips || op.predicate != Predicate::Lt || !isNumber(op.operands[0], 0) ||
      !isNumber(op.operands[2], 1))
    return false;
  for (const Use &use : plan.uses[op.results[0].index])
    if (!use.op || f[use.op].code != Opcode::TapeArray)
      return false;
  return true;
}

// A place, and whatever else is no work, is written out wherever it is used, even in loops.
bool Folder::foldEverywhere(ValueId v) {
  std::vector<Point> sites;
  for (const Use &use : plan.uses[v.index])
    sitesAt(use, sites);
  Point home = plan.layout.definition(v);
  bool once = sites.size() == 1 && f.encloses(home.region, sites[0].region) &&
              !plan.layout.loopBetween(home.region, sites[0].region);
  plan.sites[v.index] = std::move(sites);
  plan.restriction[v.index] = once ? 0 : 1;
  roots[v.index] = once ? rootOf(plan.uses[v.index][0]) : SIZE_MAX;
  return true;
}

// Values that flow into a variable of a loop or an If are assigned to it where they are computed.
bool Folder::isKeptForCoalescing(const Use &use) const {
  if (use.op) {
    const Op &op = f[use.op];
    return (op.code == Opcode::For && use.index >= 3) || op.code == Opcode::While;
  }
  OpId parent = f[use.yield].parent;
  if (!parent)
    return f.resultKind == ResultKind::Multiple;
  const Op &op = f[parent];
  if (plan.isTernary[parent.index])
    return false;
  return !(op.code == Opcode::While && op.regions[0] == use.yield);
}

std::optional<unsigned> Folder::restrictionAt(const Use &use) const {
  if (!use.op)
    return 0;
  const Op &op = f[use.op];
  if (op.code == Opcode::For && use.index < 3)
    return 1;
  if (op.code == Opcode::GuardedMul && use.index == 0)
    return std::nullopt; // written twice
  if (op.results.size() == 1 && plan.isFolded[op.results[0].index]) {
    unsigned outer = plan.restriction[op.results[0].index];
    return outer ? outer + 1 : 0;
  }
  return 0;
}

void Folder::sitesAt(const Use &use, std::vector<Point> &sites) const {
  if (use.op) {
    const Op &op = f[use.op];
    if (op.results.size() == 1 && plan.isFolded[op.results[0].index]) {
      const auto &outer = plan.sites[op.results[0].index];
      sites.insert(sites.end(), outer.begin(), outer.end());
      return;
    }
    if (op.code == Opcode::For && use.index < 3) {
      sites.push_back(plan.layout.begin(use.op));
      return;
    }
  } else if (OpId parent = f[use.yield].parent; parent && plan.isTernary[parent.index]) {
    ValueId result = f[parent].results[0];
    if (plan.isFolded[result.index])
      sites.insert(sites.end(), plan.sites[result.index].begin(), plan.sites[result.index].end());
    else
      sites.push_back(plan.layout.evaluation(parent));
    return;
  }
  sites.push_back(readingPoint(plan, use));
}

size_t Folder::rootOf(const Use &use) const {
  OpId op = use.op;
  if (!op && f[use.yield].parent && plan.isTernary[f[use.yield].parent.index])
    op = f[use.yield].parent;
  if (!op)
    return f.ops.size() + use.yield.index;
  if (f[op].results.size() == 1 && plan.isFolded[f[op].results[0].index])
    return roots[f[op].results[0].index];
  return op.index;
}

bool Folder::decideSingle(OpId id, ValueId v, bool forced) {
  constexpr unsigned heaviest = 10, deepest = 3;
  const Use &use = plan.uses[v.index][0];
  std::vector<Point> sites;
  sitesAt(use, sites);
  roots[v.index] = rootOf(use);
  if (!forced) {
    if (isKeptForCoalescing(use))
      return false;
    std::optional<unsigned> restriction = restrictionAt(use);
    if (!restriction || (*restriction && (!isCheap(f, plan.module.types, f[id]) || *restriction > deepest)))
      return false;
    Point home = plan.layout.definition(v);
    for (Point site : sites) {
      if (!f.encloses(home.region, site.region))
        return false; // from the condition of a While into its body
      if (!*restriction && plan.layout.loopBetween(home.region, site.region))
        return false;
      bool reads = effectOf(f[id]) == Effect::Reads || f[id].code == Opcode::If;
      // What is handed on by reference is read while the statement may already change it.
      const int end = site.position + (plan.module.types.isValue(f[v].type) ? 1 : 0);
      if (reads && memory.mayChangeBetween(id, home.position, end))
        return false;
    }
    if (f[id].code == Opcode::Index && use.op && f[use.op].code == Opcode::Index)
      return false; // (x + a)[b]: a row pointer has a name
    unsigned &weight = weights[roots[v.index]];
    if (!*restriction && !isAddress(f[id].code)) {
      if (weight >= heaviest)
        return false;
      ++weight;
    }
    plan.restriction[v.index] = *restriction;
  }
  plan.sites[v.index] = std::move(sites);
  return true;
}

} // namespace

void foldExpressions(Plan &plan) { Folder(plan).run(); }

bool isStatement(const Plan &plan, OpId id) {
  const Op &op = plan.function[id];
  if (plan.isDead[id.index])
    return false;
  OpId parent = plan.function[op.parent].parent;
  if (parent && plan.isTernary[parent.index])
    return false;
  return op.results.size() != 1 || !plan.isFolded[op.results[0].index];
}

} // namespace clangent::emit
