// Marks what is alive, starting from effects that someone outside can see; the rest goes. Cycles of carried values that
// only feed themselves are never reached. A write to an object made here, or its release, is alive only once the object
// is read or its address goes elsewhere. A loop without effects goes even if it might not end, as C++ allows.
#include "Transform/Simplify/Dead.h"

#include <algorithm>
#include <unordered_map>

namespace clangent::transform {

using namespace ir;

namespace {

class Liveness {
public:
  explicit Liveness(Function &function) : f(function), liveOp(function.ops.size()), liveValue(function.values.size()) {}

  void run();
  bool sweep(RegionId region);

private:
  void findRoots(RegionId region);
  OpId objectOf(const Op &op) const;
  void markValue(ValueId v);
  void markOp(OpId id);
  void follow(OpId id);
  void followResult(ValueId v, const Op &op);
  void followArgument(ValueId v);
  bool sweepResults(Op &op);
  bool sweepCarried(Op &op);
  template <class T> void erase(std::vector<T> &list, size_t i) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
  }

  Function &f;
  std::vector<bool> liveOp, liveValue;
  std::unordered_map<OpId, std::vector<OpId>> writesTo; // of objects made here, by their operation
  std::vector<OpId> pendingOps;
  std::vector<ValueId> pendingValues;
};

// The object made here that a write reaches, or that is released, if it is one.
OpId Liveness::objectOf(const Op &op) const {
  const Effect effect = effectOf(op);
  if (effect != Effect::Writes && effect != Effect::Records && effect != Effect::Releases)
    return OpId();
  const OpId base = f[f.baseOf(op.operands[0])].definition;
  return base && infoOf(f[base].code).pointers == PointerFlow::New ? base : OpId();
}

void Liveness::findRoots(RegionId region) {
  for (OpId id : f[region].ops) {
    if (OpId object = objectOf(f[id]))
      writesTo[object].push_back(id);
    else if (hasEffect(f[id]))
      markOp(id);
    for (RegionId inner : f[id].regions)
      findRoots(inner);
  }
}

void Liveness::markValue(ValueId v) {
  if (liveValue[v.index])
    return;
  liveValue[v.index] = true;
  pendingValues.push_back(v);
}

void Liveness::markOp(OpId id) {
  if (liveOp[id.index])
    return;
  liveOp[id.index] = true;
  pendingOps.push_back(id);
}

// What a live operation needs besides its carried values: operands, its place in the program, writes into its object.
void Liveness::follow(OpId id) {
  const Op &op = f[id];
  const size_t needed = isLoop(op.code) ? firstCarriedOperand(op) : op.operands.size();
  for (size_t k = 0; k < needed; ++k)
    markValue(op.operands[k]);
  if (op.code == Opcode::While)
    markValue(f[op.regions[0]].yields[0]);
  if (OpId parent = f[op.parent].parent)
    markOp(parent);
  auto writes = writesTo.find(id);
  if (writes != writesTo.end())
    for (OpId write : writes->second)
      markOp(write);
}

void Liveness::followResult(ValueId v, const Op &op) {
  size_t i = static_cast<size_t>(std::find(op.results.begin(), op.results.end(), v) - op.results.begin());
  if (op.code == Opcode::If) {
    markValue(f[op.regions[0]].yields[i]);
    markValue(f[op.regions[1]].yields[i]);
  } else if (op.code == Opcode::For) {
    markValue(f[op.regions[0]].arguments[i + 1]);
  } else if (op.code == Opcode::While) {
    markValue(f[op.regions[0]].arguments[i]);
  }
}

// A carried argument needs its initial value and what the body yields for it.
void Liveness::followArgument(ValueId v) {
  RegionId owner = f[v].owner;
  OpId loop = f[owner].parent;
  if (!loop)
    return; // a parameter
  markOp(loop);
  const Op &op = f[loop];
  const std::vector<ValueId> &arguments = f[owner].arguments;
  size_t i = static_cast<size_t>(std::find(arguments.begin(), arguments.end(), v) - arguments.begin());
  if (op.code == Opcode::While) {
    markValue(op.operands[i]);
    markValue(f[op.regions[1]].yields[i]);
  } else if (i > 0) {
    markValue(op.operands[i + 2]);
    markValue(f[owner].yields[i - 1]);
  }
}

void Liveness::run() {
  findRoots(f.body);
  for (ValueId v : f[f.body].yields)
    markValue(v);
  while (!pendingOps.empty() || !pendingValues.empty()) {
    if (!pendingOps.empty()) {
      OpId id = pendingOps.back();
      pendingOps.pop_back();
      follow(id);
      continue;
    }
    ValueId v = pendingValues.back();
    pendingValues.pop_back();
    if (OpId definition = f[v].definition) {
      markOp(definition);
      followResult(v, f[definition]);
    } else {
      followArgument(v);
    }
  }
}

bool Liveness::sweepResults(Op &op) {
  bool changed = false;
  for (size_t i = op.results.size(); i-- > 0;)
    if (!liveValue[op.results[i].index]) {
      erase(op.results, i);
      erase(f[op.regions[0]].yields, i);
      erase(f[op.regions[1]].yields, i);
      changed = true;
    }
  return changed;
}

bool Liveness::sweepCarried(Op &op) {
  bool isFor = op.code == Opcode::For, changed = false;
  Region &first = f[op.regions[0]], &last = f[op.regions.back()];
  for (size_t i = op.results.size(); i-- > 0;)
    if (!liveValue[first.arguments[i + isFor].index]) {
      erase(op.results, i);
      erase(op.operands, i + (isFor ? 3 : 0));
      erase(first.arguments, i + isFor);
      erase(last.yields, i);
      changed = true;
    }
  return changed;
}

bool Liveness::sweep(RegionId region) {
  std::vector<OpId> &ops = f[region].ops;
  size_t before = ops.size();
  ops.erase(std::remove_if(ops.begin(), ops.end(), [&](OpId id) { return !liveOp[id.index]; }), ops.end());
  bool changed = ops.size() != before;
  for (OpId id : ops) {
    if (f[id].code == Opcode::If)
      changed |= sweepResults(f[id]);
    else if (isLoop(f[id].code))
      changed |= sweepCarried(f[id]);
    for (RegionId inner : f[id].regions)
      changed |= sweep(inner);
  }
  return changed;
}

} // namespace

bool removeDead(Module &, Function &function) {
  Liveness liveness(function);
  liveness.run();
  return liveness.sweep(function.body);
}

} // namespace clangent::transform
