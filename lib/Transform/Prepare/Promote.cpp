// Renaming of scalar objects. On structured regions this needs no dominance frontiers: a region operation carries
// exactly the objects that its regions store to.
#include "Transform/Prepare/Promote.h"
#include "IR/Builder.h"
#include "Transform/Edit/Replacements.h"
#include "Transform/Edit/Uses.h"
#include "Transform/Prepare/Choices.h"
#include "Transform/Prepare/Normalize.h"
#include "Transform/Prepare/SplitObjects.h"

#include <algorithm>
#include <map>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

class Promoter {
public:
  Promoter(Module &module, Function &function) : module(module), f(function), replaced(function) {}

  // Tells whether pointers were promoted: objects whose addresses they held may be reached by name alone now.
  bool run() {
    findObjects();
    if (objects.empty())
      return false;
    Environment none;
    walk(f.body, none);
    return std::any_of(objects.begin(), objects.end(),
                       [&](ValueId object) { return module.types.isPointer(module.types.pointee(f[object].type)); });
  }

private:
  using Environment = std::map<ValueId, ValueId>; // object -> its current value

  // An object that fits an SSA name is promoted if it is only loaded and stored.
  void findObjects() {
    Uses uses(f);
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code != Opcode::Local)
        return;
      ValueId object = f[id].results[0];
      TypeId type = module.types.pointee(f[object].type);
      if (!module.types.isNameable(type))
        return;
      for (const Use &use : uses.of(object)) {
        if (!use.op || use.operand != 0)
          return;
        if (!isAccess(f[use.op].code))
          return;
      }
      objects.insert(object);
    });
  }

  bool isObject(ValueId v) const { return objects.count(v) != 0; }

  void storesIn(RegionId r, std::set<ValueId> &stored) const {
    forEachOp(f, r, [&](OpId id) {
      const Op &op = f[id];
      if (isWrite(op.code) && isObject(op.operands[0]))
        stored.insert(op.operands[0]);
    });
  }

  void walk(RegionId r, Environment &env) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      replaced.rewriteOperands(id);
      if (!promoteOp(r, id, env)) {
        f[r].ops.push_back(id);
        walkRegions(id, env);
      }
    }
    replaced.rewriteYields(r);
  }

  // Returns true if the operation is replaced and disappears.
  bool promoteOp(RegionId r, OpId id, Environment &env) {
    Builder b(module, f, r);
    b.setStatement(f[id].statement, f[id].at);
    Opcode code = f[id].code;
    if (code == Opcode::Local && isObject(f[id].results[0])) {
      ValueId object = f[id].results[0];
      TypeId type = module.types.pointee(f[object].type);
      env[object] = f[id].isZeroed ? b.zero(type) : b.undef(type);
      return true;
    }
    if (!isAccess(code))
      return false;
    ValueId object = f[id].operands[0];
    if (!isObject(object))
      return false;
    if (code == Opcode::Load) {
      replaced.set(f[id].results[0], env.at(object));
      return true;
    }
    ValueId v = f[id].operands[1];
    env[object] = code == Opcode::Store ? v : b.add(env.at(object), v);
    name(env[object], object);
    return true;
  }

  // A value takes the name of the first variable that holds it.
  void name(ValueId v, ValueId object) {
    if (f[v].name.empty() && f[v].definition && f.definingOp(v)->code != Opcode::Constant)
      f[v].name = f[object].name;
  }

  void walkRegions(OpId id, Environment &env) {
    if (f[id].code == Opcode::If)
      walkIf(id, env);
    else if (isLoop(f[id].code))
      walkLoop(id, env);
  }

  void walkIf(OpId id, Environment &env) {
    Environment thenEnv = env, elseEnv = env;
    RegionId thenRegion = f[id].regions[0], elseRegion = f[id].regions[1];
    walk(thenRegion, thenEnv);
    walk(elseRegion, elseEnv);
    Builder b(module, f, f[id].parent);
    for (auto &[object, value] : env) {
      ValueId t = thenEnv.at(object), e = elseEnv.at(object);
      if (t == e) {
        value = t;
        continue;
      }
      f[thenRegion].yields.push_back(t);
      f[elseRegion].yields.push_back(e);
      value = b.addResult(id, f[t].type, f[object].name);
    }
  }

  void walkLoop(OpId id, Environment &env) {
    std::set<ValueId> stored;
    for (RegionId r : f[id].regions)
      storesIn(r, stored);
    Builder b(module, f, f[id].parent);
    std::vector<ValueId> carried;
    RegionId first = f[id].regions[0];
    Environment inner = env;
    for (auto &[object, value] : env) {
      if (!stored.count(object))
        continue;
      carried.push_back(object);
      f[id].operands.push_back(value);
      inner[object] = b.addArgument(first, f[value].type, f[object].name);
    }
    for (RegionId r : std::vector<RegionId>(f[id].regions))
      walk(r, inner);
    RegionId last = f[id].regions.back();
    for (ValueId object : carried) {
      f[last].yields.push_back(inner.at(object));
      env[object] = b.addResult(id, f[inner.at(object)].type, f[object].name);
    }
  }

  Module &module;
  Function &f;
  std::set<ValueId> objects;
  Replacements replaced;
};

} // namespace

void promote(Module &module, Function &function) {
  bool isAgain = false;
  do {
    normalizeAddresses(module, function);
    splitObjects(module, function);
    isAgain = Promoter(module, function).run();
    isAgain |= openChoices(module, function);
  } while (isAgain);
}

} // namespace clangent::transform
