#include "Transform/Prepare/LocalHeap.h"
#include "Analysis/Memory.h"
#include "IR/Members.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace clangent::transform {

using namespace ir;
using analysis::Object;
using analysis::ObjectSet;

namespace {

bool isOutside(const Object &object) {
  return object.kind == Object::Kind::Global || object.kind == Object::Kind::External;
}

// Which functions may release memory that they are handed, or keep its address for longer than they run.
class Keepers {
public:
  explicit Keepers(const Module &module) : module(module) {}

  // May the operation do so with what its operands reach?
  bool mayKeep(const Op &op) {
    std::set<FunctionId> seen;
    return effectOf(op) == Effect::Calls ? op.isClosed || mayKeep(op.callee, seen) : runsCode(op);
  }

private:
  struct Callee {
    bool keeps = false;
    std::vector<FunctionId> callees; // that are handed a pointer
  };

  static bool runsCode(const Op &op) { return effectOf(op) == Effect::Runs || effectOf(op) == Effect::Ends; }

  bool mayKeep(FunctionId id, std::set<FunctionId> &seen) {
    if (!seen.insert(id).second)
      return false;
    const Callee &callee = review(id);
    return callee.keeps || std::any_of(callee.callees.begin(), callee.callees.end(),
                                       [&](FunctionId inner) { return mayKeep(inner, seen); });
  }

  const Callee &review(FunctionId id) {
    const auto [found, isNew] = known.try_emplace(id);
    Callee &callee = found->second;
    const Function &g = module[id];
    if (!isNew)
      return callee;
    callee.keeps = !g.isComplete;
    if (callee.keeps)
      return callee;
    const analysis::Memory memory(module, g);
    forEachOp(g, g.body, [&](OpId op) { review(g, g[op], memory, callee); });
    return callee;
  }

  // What the function allocates itself it may release.
  void review(const Function &g, const Op &op, const analysis::Memory &memory, Callee &callee) {
    const auto isPointer = [&](ValueId v) { return module.types.isPointer(g[v].type); };
    const auto any = [&](ValueId place, auto &&predicate) {
      const ObjectSet &objects = memory.pointees(place);
      return std::any_of(objects.begin(), objects.end(), [&](unsigned o) { return predicate(memory.objects()[o]); });
    };
    if (op.code == Opcode::Release)
      callee.keeps |= any(op.operands[0], [](const Object &object) { return object.kind != Object::Kind::Heap; });
    else if (op.code == Opcode::Store)
      callee.keeps |= isPointer(op.operands[1]) && any(op.operands[0], isOutside);
    else if (!std::any_of(op.operands.begin(), op.operands.end(), isPointer))
      return;
    else if (op.code == Opcode::Call && !op.isClosed)
      callee.callees.push_back(op.callee);
    else
      callee.keeps |= op.isClosed || runsCode(op);
  }

  const Module &module;
  std::map<FunctionId, Callee> known;
};

class LocalHeap {
public:
  LocalHeap(Module &module, Function &f) : module(module), f(f), memory(module, f), keepers(module) {}

  bool run(bool isLast) {
    for (unsigned o = 0; o < memory.objects().size(); ++o)
      if (memory.objects()[o].kind == Object::Kind::Heap && !memory.objects()[o].isOfCallee)
        staying.insert(o);
    if (staying.empty())
      return false;
    findLeaving();
    keepTogether(staying);
    const Uses uses(f);
    std::copy_if(staying.begin(), staying.end(), std::inserter(converted, converted.end()), [&](unsigned o) {
      const ValueId pointer = memory.objects()[o].origin;
      return isLast ? !isInLoop(pointer) : isOne(pointer) && staysInReach(uses, pointer);
    });
    keepTogether(converted);
    if (isLast) {
      leaveIfMissing();
      own();
    }
    convert(uses);
    return !converted.empty();
  }

private:
  bool isPointer(ValueId v) const { return module.types.isPointer(f[v].type); }

  void leave(const ObjectSet &objects) {
    for (unsigned o : objects)
      staying.erase(o);
  }

  void findLeaving() {
    for (ValueId v : f[f.body].yields)
      leave(memory.reachable(v));
    forEachOp(f, f.body, [&](OpId id) {
      const Op &op = f[id];
      if (keepers.mayKeep(op))
        for (ValueId v : op.operands)
          leave(memory.reachable(v));
    });
    ObjectSet outside;
    for (unsigned o = 0; o < memory.objects().size(); ++o)
      if (isOutside(memory.objects()[o]) || memory.objects()[o].kind == Object::Kind::Parameter)
        outside.insert(o);
    std::vector<unsigned> work(outside.begin(), outside.end());
    while (!work.empty()) {
      const unsigned o = work.back();
      work.pop_back();
      for (unsigned next : memory.contents(o))
        if (outside.insert(next).second)
          work.push_back(next);
    }
    leave(outside);
  }

  // Is it asked whether an allocation gave any memory? The tape throws if there is none.
  bool asksForMemory(const Op &op) const {
    const auto isAllocation = [&](ValueId v) {
      const Op *made = f.definingOp(v);
      while (made && made->code == Opcode::Cast)
        made = f.definingOp(made->operands[0]);
      return made && made->code == Opcode::Allocate;
    };
    if (op.code == Opcode::Cast)
      return isPointer(op.operands[0]) && !isPointer(op.results[0]) && isAllocation(op.operands[0]);
    return op.code == Opcode::Compare && isPointer(op.operands[0]) &&
           ((isAllocation(op.operands[0]) && isZeroConstant(f, op.operands[1])) ||
            (isAllocation(op.operands[1]) && isZeroConstant(f, op.operands[0])));
  }

  // In a loop there may be no memory where it is asked for it.
  void leaveIfMissing() {
    forEachOp(f, f.body, [&](OpId id) {
      if (!asksForMemory(f[id]) || leadsInto(f[id], converted))
        return;
      for (ValueId v : f[id].operands)
        leave(memory.pointees(v));
    });
    keepTogether(staying);
  }

  // What one operation releases belongs together: all of it is in the set, or nothing.
  void keepTogether(ObjectSet &set) const {
    for (bool isChanged = true; isChanged;) {
      isChanged = false;
      forEachOp(f, f.body, [&](OpId id) {
        if (f[id].code != Opcode::Release || leadsInto(f[id], set))
          return;
        for (unsigned o : memory.pointees(f[id].operands[0]))
          isChanged |= set.erase(o) != 0;
      });
    }
  }

  // Is all that its operands lead to in the set?
  bool leadsInto(const Op &op, const ObjectSet &set) const {
    return std::all_of(op.operands.begin(), op.operands.end(), [&](ValueId v) {
      const ObjectSet &objects = memory.pointees(v);
      return std::all_of(objects.begin(), objects.end(), [&](unsigned o) { return set.count(o) != 0; });
    });
  }

  bool isInLoop(ValueId v) const {
    for (RegionId r = f[v].owner; r; r = f.enclosing(r))
      if (const OpId parent = f[r].parent; parent && isLoop(f[parent].code))
        return true;
    return false;
  }

  bool isOne(ValueId pointer) const {
    const Op *count = f.definingOp(f.definingOp(pointer)->operands[0]);
    return count && count->code == Opcode::Constant && count->integer == 1;
  }

  void own() {
    for (unsigned o : staying)
      f[f[memory.objects()[o].origin].definition].isOwn = true;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::Release)
        f[id].isOwn = !memory.pointees(f[id].operands[0]).empty() && leadsInto(f[id], staying);
    });
  }

  void convert(const Uses &uses) {
    forEachOp(f, f.body, [&](OpId id) {
      Op &op = f[id];
      if (!asksForMemory(op) || !leadsInto(op, converted))
        return;
      op.integer = op.code == Opcode::Cast || op.predicate == Predicate::Ne;
      op.code = Opcode::Constant;
      op.operands.clear();
    });
    for (Region &region : f.regions)
      region.ops.erase(
          std::remove_if(region.ops.begin(), region.ops.end(),
                         [&](OpId id) { return f[id].code == Opcode::Release && leadsInto(f[id], converted); }),
          region.ops.end());
    for (unsigned o : converted) {
      const ValueId pointer = memory.objects()[o].origin;
      Op &op = f[f[pointer].definition];
      op.code = isOne(pointer) && staysInReach(uses, pointer) ? Opcode::Local : Opcode::TapeArray;
      op.heap = Heap::New;
      op.term = Term();
      op.isOfProgram = op.code == Opcode::TapeArray;
      op.isOwn = false;
      if (op.code == Opcode::Local)
        op.operands.clear();
      if (f[pointer].name.empty())
        f[pointer].name = memberOf(uses, pointer);
    }
  }

  // The member that the address is kept in.
  std::string memberOf(const Uses &uses, ValueId pointer) const {
    for (const Use &use : uses.of(pointer)) {
      const Op *place =
          use.op && f[use.op].code == Opcode::Store && use.operand == 1 ? f.definingOp(f[use.op].operands[0]) : nullptr;
      if (place && place->code == Opcode::Field)
        return fieldOf(module.types, f, *place).name;
    }
    return {};
  }

  // Is the address used to reach the memory, and for nothing else? Then it is one object in each visit of its region.
  bool staysInReach(const Uses &uses, ValueId pointer) const {
    return std::all_of(uses.of(pointer).begin(), uses.of(pointer).end(), [&](const Use &use) {
      if (!use.op || use.operand != 0)
        return false;
      const Op &op = f[use.op];
      return isAccess(op.code) || op.code == Opcode::Release ||
             (isStep(op.code) && isPointer(op.results[0]) && staysInReach(uses, op.results[0]));
    });
  }

  Module &module;
  Function &f;
  const analysis::Memory memory;
  Keepers keepers;
  ObjectSet staying, converted;
};

} // namespace

namespace {

bool allocates(const Function &f) {
  bool found = false;
  forEachOp(f, f.body, [&](OpId id) { found |= f[id].code == Opcode::Allocate; });
  return found;
}

} // namespace

bool makeHeapLocal(Module &module, Function &function) {
  return allocates(function) && LocalHeap(module, function).run(false);
}

bool keepHeapOnTape(Module &module, Function &function) {
  return allocates(function) && LocalHeap(module, function).run(true);
}

} // namespace clangent::transform
