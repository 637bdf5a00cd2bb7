#include "Transform/Prepare/Offsets.h"
#include "IR/Builder.h"
#include "Transform/Edit/Replacements.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// Number `carried` of what a loop carries.
struct Slot {
  OpId loop;
  size_t carried;
};
// Of one loop: number `pointer` leads into the block of number `base`.
struct Pair {
  OpId loop;
  size_t base, pointer;
  bool operator<(const Pair &other) const {
    return std::tie(loop, base, pointer) < std::tie(other.loop, other.base, other.pointer);
  }
};
// A sum of integers and a constant, in elements.
struct Offset {
  std::vector<ValueId> terms; // in order
  int64_t constant = 0;
  bool operator==(const Offset &other) const { return terms == other.terms && constant == other.constant; }
};

// Which pairs there are. At first all are taken to be one; those that do not follow from the others go.
class Pairs {
public:
  Pairs(const Module &module, const Function &f) : module(module), f(f) {
    forEachOp(f, f.body, [&](OpId id) {
      order.emplace(id, order.size());
      if (isLoop(f[id].code))
        addLoop(id);
    });
    reduce();
    choose();
    reduce();
  }

  const std::set<Pair> &list() const { return all; }

  std::optional<Slot> slotOf(ValueId v) const {
    const auto found = slots.find(v);
    return found == slots.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Pair> pairOf(ValueId base, ValueId pointer) const {
    const std::optional<Slot> b = slotOf(base), p = slotOf(pointer);
    if (!b || !p || b->loop != p->loop || isResult(base) != isResult(pointer))
      return std::nullopt;
    const Pair pair{b->loop, b->carried, p->carried};
    return all.count(pair) ? std::optional(pair) : std::nullopt;
  }
  bool isResult(ValueId v) const { return f.definingOp(v) != nullptr; }

  // The branch whose arms have to be looked at to tell how far the pointer is from the base.
  OpId branchOf(ValueId base, ValueId pointer) const {
    const OpId b = branch(base), p = branch(pointer);
    return !b ? p : !p ? b : order.at(b) > order.at(p) ? b : p;
  }
  ValueId inArm(OpId branch, unsigned arm, ValueId v) const {
    const std::vector<ValueId> &results = f[branch].results;
    const auto found = std::find(results.begin(), results.end(), v);
    return found == results.end() ? v : f[f[branch].regions[arm]].yields[static_cast<size_t>(found - results.begin())];
  }
  bool areNull(ValueId base, ValueId pointer) const { return isNull(base) && isNull(pointer); }

  bool isRelated(ValueId base, ValueId pointer) const {
    const auto [known, isNew] = related.try_emplace({base, pointer}, false);
    return isNew ? known->second = findRelation(base, pointer) : known->second;
  }

private:
  void addLoop(OpId loop) {
    const Op &op = f[loop];
    const std::vector<ValueId> &arguments = f[op.regions.front()].arguments, &yields = f[op.regions.back()].yields;
    const size_t first = firstCarriedArgument(op);
    for (size_t i = 0; i < op.results.size(); ++i) {
      slots[arguments[first + i]] = slots[op.results[i]] = {loop, i};
      if (!module.types.isPointer(f[op.results[i]].type) || isStepped(yields[i], arguments[first + i]))
        continue;
      for (size_t k = 0; k < op.results.size(); ++k)
        if (k != i && f[op.results[k]].type == f[op.results[i]].type)
          all.insert({loop, i, k});
    }
  }

  bool findRelation(ValueId base, ValueId pointer) const {
    if (base == pointer || areNull(base, pointer) || pairOf(base, pointer))
      return true;
    if (const Op *op = f.definingOp(pointer); op && op->code == Opcode::Index)
      return isRelated(base, op->operands[0]);
    const OpId branch = branchOf(base, pointer);
    return branch && isRelated(inArm(branch, 0, base), inArm(branch, 0, pointer)) &&
           isRelated(inArm(branch, 1, base), inArm(branch, 1, pointer));
  }

  // Does it move within a block? Then it is no base.
  bool isStepped(ValueId next, ValueId argument) const {
    std::set<ValueId> seen;
    return isStepped(next, argument, seen);
  }
  bool isStepped(ValueId next, ValueId argument, std::set<ValueId> &seen) const {
    const Op *op = f.definingOp(next);
    if (!op || !seen.insert(next).second)
      return false;
    if (op->code == Opcode::Index)
      return f.baseOf(next) == argument;
    const size_t i = static_cast<size_t>(std::find(op->results.begin(), op->results.end(), next) - op->results.begin());
    if (op->code == Opcode::If)
      return isStepped(f[op->regions[0]].yields[i], argument, seen) ||
             isStepped(f[op->regions[1]].yields[i], argument, seen);
    return isLoop(op->code) &&
           (isStepped(f[op->regions.back()].yields[i], f[op->regions[0]].arguments[firstCarriedArgument(*op) + i]) ||
            isStepped(op->operands[firstCarriedOperand(*op) + i], argument, seen));
  }

  bool holds(const Pair &pair) const {
    const Op &op = f[pair.loop];
    const size_t first = firstCarriedOperand(op);
    const std::vector<ValueId> &yields = f[op.regions.back()].yields;
    return isRelated(op.operands[first + pair.base], op.operands[first + pair.pointer]) &&
           isRelated(yields[pair.base], yields[pair.pointer]);
  }

  void reduce() {
    for (bool isChanged = true; isChanged;) {
      isChanged = false;
      for (auto pair = all.begin(); pair != all.end();) {
        const bool stays = holds(*pair);
        isChanged |= !stays;
        if (!stays)
          related.clear();
        pair = stays ? std::next(pair) : all.erase(pair);
      }
    }
  }

  // Every pointer has one base, which has none itself.
  void choose() {
    std::set<Pair> chosen;
    std::set<std::pair<OpId, size_t>> bases, pointers;
    for (const Pair &pair : all) {
      const std::pair base(pair.loop, pair.base), pointer(pair.loop, pair.pointer);
      if (pointers.count(base) || bases.count(pointer) || !pointers.insert(pointer).second)
        continue;
      bases.insert(base);
      chosen.insert(pair);
    }
    all = std::move(chosen);
    related.clear();
  }

  bool isNull(ValueId v) const {
    const Op *op = f.definingOp(v);
    return op && op->code == Opcode::Constant && op->integer == 0;
  }
  OpId branch(ValueId v) const {
    const Op *op = f.definingOp(v);
    return op && op->code == Opcode::If ? f[v].definition : OpId();
  }

  const Module &module;
  const Function &f;
  std::set<Pair> all;
  mutable std::map<std::pair<ValueId, ValueId>, bool> related; // as long as there are these pairs
  std::map<ValueId, Slot> slots;                               // of arguments and results
  std::map<OpId, size_t> order;
};

class OffsetCarrier {
public:
  OffsetCarrier(Module &module, Function &f)
      : module(module), f(f), pairs(module, f), type(module.types.sizeType()), replaced(f) {}

  bool run() {
    for (const Pair &pair : pairs.list())
      addSlot(pair);
    for (const Pair &pair : pairs.list())
      fill(pair);
    const bool isChanged = leaveBranches() || !pairs.list().empty();
    replaced.rewriteAll(f.body);
    return isChanged;
  }

private:
  // The integers that are carried, in place of the pointer as argument and result of the loop.
  struct Carried {
    ValueId argument, result;
  };

  void addSlot(const Pair &pair) {
    const RegionId first = f[pair.loop].regions.front();
    const size_t at = firstCarriedArgument(f[pair.loop]) + pair.pointer;
    const ValueId argument = f[first].arguments[at], result = f[pair.loop].results[pair.pointer];
    const ValueId base = f[first].arguments[firstCarriedArgument(f[pair.loop]) + pair.base];
    const std::string name = f[argument].name.empty() ? std::string() : f[argument].name + "_offset";
    Builder b(module, f, first);
    Carried made{b.addArgument(first, type, name), b.addResult(pair.loop, type, name)};
    f[first].arguments.pop_back();
    f[first].arguments[at] = made.argument;
    f[pair.loop].results.pop_back();
    f[pair.loop].results[pair.pointer] = made.result;
    carried[pair] = made;

    b.setRegion(first, 0);
    b.setStatement(f[pair.loop].statement, f[pair.loop].at);
    const ValueId inside = b.index(base, made.argument);
    b.setRegion(f[pair.loop].parent, positionOf(pair.loop) + 1);
    const ValueId behind = b.index(f[pair.loop].results[pair.base], made.result);
    f.describeAs(inside, argument);
    f.describeAs(behind, result);
    replaced.set(argument, inside);
    replaced.set(result, behind);
  }

  void fill(const Pair &pair) {
    const size_t first = firstCarriedOperand(f[pair.loop]);
    Builder b(module, f, f[pair.loop].parent);
    b.setStatement(f[pair.loop].statement, f[pair.loop].at);
    const Offset initial =
        offset(f[pair.loop].operands[first + pair.base], f[pair.loop].operands[first + pair.pointer]);
    b.setRegion(f[pair.loop].parent, positionOf(pair.loop));
    const ValueId start = build(b, initial);
    f[pair.loop].operands[first + pair.pointer] = start;

    const RegionId last = f[pair.loop].regions.back();
    const Offset next = offset(f[last].yields[pair.base], f[last].yields[pair.pointer]);
    b.setRegion(last);
    const ValueId yielded = build(b, next);
    f[last].yields[pair.pointer] = yielded;
  }

  // The same for what a branch makes of a pointer beside another one: behind the branch it is stepped to from that.
  bool leaveBranches() {
    bool isChanged = false;
    std::vector<OpId> branches;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::If)
        branches.push_back(id);
    });
    for (OpId branch : branches)
      for (ValueId pointer : std::vector<ValueId>(f[branch].results))
        if (const ValueId base = baseBeside(branch, pointer)) {
          const Offset behind = offset(base, pointer);
          Builder b(module, f, f[branch].parent);
          b.setRegion(f[branch].parent, positionOf(branch) + 1);
          b.setStatement(f[branch].statement, f[branch].at);
          const ValueId stepped = b.index(base, build(b, behind));
          f.describeAs(stepped, pointer);
          replaced.set(pointer, stepped);
          isChanged = true;
        }
    return isChanged;
  }

  // What the branch gives, is no step in either arm, and leads into the same block as the pointer, which is one.
  ValueId baseBeside(OpId branch, ValueId pointer) const {
    if (!module.types.isPointer(f[pointer].type) || !isSteppedIn(branch, pointer))
      return ValueId();
    for (ValueId base : f[branch].results)
      if (f[base].type == f[pointer].type && !isSteppedIn(branch, base) && pairs.isRelated(base, pointer))
        return base;
    return ValueId();
  }
  bool isSteppedIn(OpId branch, ValueId pointer) const {
    const auto isStepped = [&](unsigned arm) {
      const Op *op = f.definingOp(pairs.inArm(branch, arm, pointer));
      return op && op->code == Opcode::Index;
    };
    return isStepped(0) || isStepped(1);
  }

  size_t positionOf(OpId id) const {
    const std::vector<OpId> &ops = f[f[id].parent].ops;
    return static_cast<size_t>(std::find(ops.begin(), ops.end(), id) - ops.begin());
  }

  // How far a pointer is from a base that it is related to.
  Offset offset(ValueId base, ValueId pointer) {
    if (base == pointer || pairs.areNull(base, pointer))
      return {};
    if (const std::optional<Pair> pair = pairs.pairOf(base, pointer))
      return {{pairs.isResult(pointer) ? carried.at(*pair).result : carried.at(*pair).argument}, 0};
    if (const Op *op = f.definingOp(pointer); op && op->code == Opcode::Index) {
      Offset sum = offset(base, op->operands[0]);
      add(sum, f.definingOp(pointer)->operands[1]);
      return sum;
    }
    return offsetBehind(pairs.branchOf(base, pointer), base, pointer);
  }

  Offset offsetBehind(OpId branch, ValueId base, ValueId pointer) {
    const auto [known, isNew] = behindBranches.try_emplace({base, pointer});
    if (!isNew)
      return known->second;
    Offset arms[2];
    for (unsigned arm : {0u, 1u})
      arms[arm] = offset(pairs.inArm(branch, arm, base), pairs.inArm(branch, arm, pointer));
    const RegionId around = f[branch].parent;
    const bool isSame = arms[0] == arms[1] && std::all_of(arms[0].terms.begin(), arms[0].terms.end(),
                                                          [&](ValueId v) { return f.encloses(f[v].owner, around); });
    if (isSame)
      return known->second = arms[0];
    for (unsigned arm : {0u, 1u}) {
      const RegionId region = f[branch].regions[arm];
      Builder b(module, f, region);
      b.setStatement(f[branch].statement, f[branch].at);
      const ValueId yielded = build(b, arms[arm]);
      f[region].yields.push_back(yielded);
    }
    Builder b(module, f, around);
    return known->second = {{b.addResult(branch, type)}, 0};
  }

  // Integers as wide as distances are what they are made of; narrower ones may have wrapped around.
  bool isWide(ValueId v) const { return module.types.isInt(f[v].type) && module.types[f[v].type].bits == 64; }

  void add(Offset &sum, ValueId v) {
    const Op *op = f.definingOp(v);
    if (op && op->code == Opcode::Constant) {
      sum.constant += op->integer;
      return;
    }
    if (op && op->code == Opcode::Cast && isWide(v) && isWide(op->operands[0]))
      return add(sum, op->operands[0]);
    if (op && op->code == Opcode::PtrDiff && pairs.pairOf(op->operands[1], op->operands[0]))
      v = offset(op->operands[1], op->operands[0]).terms.front();
    sum.terms.insert(std::upper_bound(sum.terms.begin(), sum.terms.end(), v), v);
  }

  ValueId build(Builder &b, const Offset &offset) {
    ValueId sum;
    for (ValueId v : offset.terms) {
      const ValueId term = b.cast(v, type);
      sum = sum ? b.add(sum, term) : term;
    }
    if (!sum || offset.constant != 0) {
      const ValueId constant = b.constantInt(type, offset.constant);
      sum = sum ? b.add(sum, constant) : constant;
    }
    return sum;
  }

  Module &module;
  Function &f;
  const Pairs pairs;
  const TypeId type;
  std::map<Pair, Carried> carried;
  std::map<std::pair<ValueId, ValueId>, Offset> behindBranches;
  Replacements replaced;
};

} // namespace

bool carryOffsets(Module &module, Function &function) { return OffsetCarrier(module, function).run(); }

} // namespace clangent::transform
