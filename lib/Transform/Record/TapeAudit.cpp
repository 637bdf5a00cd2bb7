// Two values are told to be the same by what they are computed from, not by what the recording noted: the audit trusts
// nothing but the operations.
#include "Transform/Record/TapeAudit.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <map>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

size_t positionIn(const std::vector<ValueId> &values, ValueId v) {
  return static_cast<size_t>(std::find(values.begin(), values.end(), v) - values.begin());
}

class TapeAudit {
public:
  TapeAudit(const Module &module, const Function &function, const SplitSweeps &split)
      : module(module), f(function), split(split) {}

  std::vector<std::string> run();

private:
  // One array or stack: the operations that put values there and take them back.
  struct Storage {
    std::vector<OpId> writes, reads;
  };

  void collect(OpId id);
  ValueId storageOf(const Op &op) const;
  void checkStorage(ValueId storage, const Storage &uses);
  bool checkIndices(ValueId storage, OpId write, OpId read);
  bool mirrors(RegionId forward, RegionId reverse);
  bool runsAlike(RegionId forward, RegionId reverse);
  bool isSame(ValueId there, ValueId forward);
  bool isRecomputed(const Op &there, ValueId forward);
  bool isStored(const Op &there, ValueId forward) const;
  bool isCarried(ValueId there) const;
  bool isHandedOn(ValueId there, ValueId forward);
  bool isKept(RegionId arm, size_t i, ValueId forward);
  bool leadsTo(ValueId given, RegionId arm, ValueId v) const;
  ValueId original(ValueId v) const;
  ValueId madeInArm(ValueId v) const;
  std::set<ValueId> countersOf(ValueId v) const;
  void error(ValueId storage, const std::string &text);

  const Module &module;
  const Function &f;
  const SplitSweeps &split;
  std::map<ValueId, ValueId> standsFor; // arguments of the reverse root
  std::map<ValueId, Storage> storages;
  std::map<OpId, size_t> order;                // of the operations in the text
  std::set<std::pair<ValueId, ValueId>> taken; // for handed on, while that is followed from one iteration to the next
  std::vector<std::string> problems;
};

void TapeAudit::error(ValueId storage, const std::string &text) {
  problems.push_back("the tape's '" + f[storage].name + "' " + text);
}

std::vector<std::string> TapeAudit::run() {
  if (split.reverseRoot) {
    const std::vector<ValueId> &arguments = f[split.reverseRoot].arguments;
    for (size_t i = 0; i < split.residual.size(); ++i)
      standsFor[arguments[split.seeds + i]] = split.residual[i];
  }
  forEachOp(f, f.body, [&](OpId id) { collect(id); });
  if (split.reverseRoot)
    forEachOp(f, split.reverseRoot, [&](OpId id) { collect(id); });
  for (const auto &[storage, uses] : storages)
    checkStorage(storage, uses);
  return std::move(problems);
}

ValueId TapeAudit::original(ValueId v) const {
  auto found = standsFor.find(v);
  return found == standsFor.end() ? v : found->second;
}

// What is made in an arm of a branch leaves it as a result; the other arm yields nothing.
ValueId TapeAudit::madeInArm(ValueId v) const {
  v = original(v);
  const Op *op = f.definingOp(v);
  if (!op || op->code != Opcode::If)
    return v;
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), v) - op->results.begin());
  for (RegionId arm : op->regions) {
    const ValueId yielded = f[arm].yields[i];
    if (const Op *made = f.definingOp(yielded); made && made->code != Opcode::Undef)
      return madeInArm(yielded);
  }
  return v;
}

// The array or stack that records a value: neither the primal's own nor a shadow.
ValueId TapeAudit::storageOf(const Op &op) const {
  if (op.operands.empty())
    return ValueId();
  ValueId v = op.operands[0];
  if (op.code == Opcode::Load || op.code == Opcode::Store) {
    const Op *index = f.definingOp(v);
    if (!index || index->code != Opcode::Index)
      return ValueId();
    v = index->operands[0];
  } else if (op.code != Opcode::Push && op.code != Opcode::Pop) {
    return ValueId();
  }
  v = madeInArm(v);
  const Op *made = f.definingOp(v);
  const bool isRecord =
      made && f[v].role == Role::Tape && (made->code == Opcode::StackNew || made->code == Opcode::TapeArray);
  return isRecord ? v : ValueId();
}

void TapeAudit::collect(OpId id) {
  order.emplace(id, order.size());
  const Op &op = f[id];
  const ValueId storage = storageOf(op);
  if (!storage)
    return;
  const bool isRead = op.code == Opcode::Load || op.code == Opcode::Pop;
  (isRead ? storages[storage].reads : storages[storage].writes).push_back(id);
}

void TapeAudit::checkStorage(ValueId storage, const Storage &uses) {
  if (uses.writes.size() != 1 || uses.reads.size() != 1)
    return error(storage, "is written in " + std::to_string(uses.writes.size()) + " places and read in " +
                              std::to_string(uses.reads.size()));
  const OpId write = uses.writes[0], read = uses.reads[0];
  if (order.at(read) < order.at(write))
    return error(storage, "is read before it is written");
  if (!mirrors(f[write].parent, f[read].parent))
    return error(storage, "is not read once for each time that it is written");
  if (f.definingOp(storage)->code == Opcode::TapeArray && !checkIndices(storage, write, read))
    error(storage, "is not written and read at the same place, one for each iteration");
}

// Does every visit of `reverse` undo one visit of `forward`, in opposite order?
bool TapeAudit::mirrors(RegionId forward, RegionId reverse) {
  while (forward != f.body) {
    if (!f[reverse].parent || f[reverse].mirror != forward || !runsAlike(forward, reverse))
      return false;
    forward = f.enclosing(forward);
    reverse = f.enclosing(reverse);
  }
  return reverse == (split.reverseRoot ? split.reverseRoot : f.body);
}

bool TapeAudit::runsAlike(RegionId forward, RegionId reverse) {
  const Op &there = f[f[reverse].parent], &op = f[f[forward].parent];
  if (op.code == Opcode::If) {
    const bool isThen = op.regions[0] == forward;
    return there.code == Opcode::If && there.regions[isThen ? 0 : 1] == reverse &&
           isSame(there.operands[0], op.operands[0]);
  }
  if (op.code == Opcode::For)
    return there.code == Opcode::For && there.reversed != op.reversed && there.predicate == op.predicate &&
           isSame(there.operands[0], op.operands[0]) && isSame(there.operands[1], op.operands[1]) &&
           isSame(there.operands[2], op.operands[2]);
  if (there.code != Opcode::For || !there.reversed || op.regions[1] != forward)
    return false;
  return std::any_of(op.results.begin(), op.results.end(), [&](ValueId result) { // one of them counts
    return module.types.isInt(f[result].type) && isSame(there.operands[1], result);
  });
}

bool TapeAudit::checkIndices(ValueId storage, OpId write, OpId read) {
  const ValueId into = f.definingOp(f[write].operands[0])->operands[1],
                from = f.definingOp(f[read].operands[0])->operands[1];
  std::set<ValueId> counters;
  for (RegionId r = f[write].parent; r != f[f[storage].definition].parent; r = f.enclosing(r))
    if (f[f[r].parent].code == Opcode::For)
      counters.insert(f[r].arguments[0]);
  return counters == countersOf(into) && counters.size() == f.definingOp(storage)->operands.size() &&
         isSame(from, into);
}

// The counters of loops that v is computed from.
std::set<ValueId> TapeAudit::countersOf(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (!op) {
    const OpId loop = f[f[v].owner].parent;
    return loop && f[loop].code == Opcode::For && f[f[v].owner].arguments[0] == v ? std::set<ValueId>{v}
                                                                                  : std::set<ValueId>();
  }
  std::set<ValueId> all;
  if (isValueOnly(*op))
    for (ValueId operand : op->operands)
      all.merge(countersOf(operand));
  return all;
}

// Has `there`, in the reverse sweep, the value that `forward` had in the visit that is undone?
bool TapeAudit::isSame(ValueId there, ValueId forward) {
  there = original(there);
  if (there == forward)
    return true;
  const Op *op = f.definingOp(there);
  if (!op) {
    const RegionId region = f[there].owner, mirrored = f[region].mirror;
    const bool isCounter = mirrored && f[region].arguments[0] == there && !f[mirrored].arguments.empty() &&
                           f[mirrored].arguments[0] == forward && f[f[mirrored].parent].code == Opcode::For;
    return isCounter || (isCarried(there) && isHandedOn(there, forward));
  }
  if (storageOf(*op))
    return isStored(*op, forward);
  if (op->code != Opcode::If)
    return isRecomputed(*op, forward);
  // A value of an arm that leaves it; in an arm that restores nothing, it is what it was.
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), there) - op->results.begin());
  return std::all_of(op->regions.begin(), op->regions.end(),
                     [&](RegionId arm) { return !isCarried(f[arm].yields[i]) || isKept(arm, i, forward); }) &&
         std::any_of(op->regions.begin(), op->regions.end(),
                     [&](RegionId arm) { return isCarried(f[arm].yields[i]) || isSame(f[arm].yields[i], forward); });
}

// Is it what a reverse loop carries?
bool TapeAudit::isCarried(ValueId there) const {
  const RegionId region = f[there].owner;
  return !f.definingOp(there) && f[region].mirror && f[region].arguments[0] != there &&
         isLoop(f[f[region].parent].code);
}

// Does an iteration of the forward loop hand `forward` on, and the reverse loop carry that backwards? Behind the loop
// it is the loop's result, and what the undone iteration started with is what the one before it handed on.
bool TapeAudit::isHandedOn(ValueId there, ValueId forward) {
  const RegionId reverse = f[there].owner, body = f[reverse].mirror;
  const Op &loop = f[f[body].parent], &undone = f[f[reverse].parent];
  const size_t j = positionIn(f[reverse].arguments, there) - firstCarriedArgument(undone);
  const size_t k = positionIn(f[body].yields, forward);
  if (k >= loop.results.size() || f[loop.regions.back()].yields[k] != forward)
    return false;
  const std::set<std::pair<ValueId, ValueId>> before = taken;
  if (!taken.insert({there, forward}).second)
    return true;
  const ValueId start = f[loop.regions.front()].arguments[firstCarriedArgument(loop) + k];
  if (isSame(undone.operands[firstCarriedOperand(undone) + j], loop.results[k]) && isSame(f[reverse].yields[j], start))
    return true;
  taken = before;
  return false;
}

// Does the reverse loop carry what the forward loop hands on, and is that what it was before, `forward`, if the arm was
// taken?
bool TapeAudit::isKept(RegionId arm, size_t i, ValueId forward) {
  const ValueId carried = f[arm].yields[i];
  const RegionId body = f[f[carried].owner].mirror, mirrored = f[arm].mirror;
  if (!mirrored || !f.encloses(body, mirrored))
    return false;
  const std::vector<ValueId> &yields = f[body].yields;
  return std::any_of(yields.begin(), yields.end(),
                     [&](ValueId next) { return leadsTo(next, mirrored, forward) && isHandedOn(carried, next); });
}

// Is what a branch gives `v` if the arm of it, or of a branch inside, was taken?
bool TapeAudit::leadsTo(ValueId given, RegionId arm, ValueId v) const {
  const Op *op = f.definingOp(given);
  if (!op || op->code != Opcode::If)
    return false;
  const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), given) - op->results.begin());
  return std::any_of(op->regions.begin(), op->regions.end(), [&](RegionId r) {
    return r == arm ? f[r].yields[i] == v : f.encloses(r, arm) && leadsTo(f[r].yields[i], arm, v);
  });
}

bool TapeAudit::isStored(const Op &there, ValueId forward) const {
  const Storage &storage = storages.at(storageOf(there));
  return storage.writes.size() == 1 && f[storage.writes[0]].operands[1] == forward;
}

bool TapeAudit::isRecomputed(const Op &there, ValueId forward) {
  const Op *op = f.definingOp(forward);
  const bool isAlike = op && isSameOperation(*op, there) && op->operands.size() == there.operands.size() &&
                       f[op->results[0]].type == f[there.results[0]].type;
  if (!isAlike || op->code == Opcode::Local)
    return false;
  for (size_t k = 0; k < op->operands.size(); ++k)
    if (!isSame(there.operands[k], op->operands[k]))
      return false;
  return true;
}

} // namespace

std::vector<std::string> auditTape(const Module &module, const Function &function, const SplitSweeps &split) {
  return TapeAudit(module, function, split).run();
}

} // namespace clangent::transform
