#include "Transform/Prepare/RotateLoops.h"
#include "IR/Builder.h"
#include "Transform/Edit/Clone.h"
#include "Transform/Edit/Replacements.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// while (go) { pure; if (test) { rest } go = test; }
struct Rotation {
  size_t flag;            // position of `go` among the carried values
  std::vector<OpId> pure; // what the body computes before the test
  OpId branch;
  ValueId test;
};

class LoopRotator {
public:
  LoopRotator(Module &module, Function &f) : module(module), f(f), replaced(f) {}

  void run(RegionId r) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      replaced.rewriteOperands(id);
      for (RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
      if (f[id].code == Opcode::While)
        if (std::optional<Rotation> rotation = find(id)) {
          rotate(id, *rotation, r);
          continue;
        }
      f[r].ops.push_back(id);
    }
    replaced.rewriteYields(r);
  }

private:
  bool isTrue(ValueId v) const {
    const Op *op = f.definingOp(v);
    return op && op->code == Opcode::Constant && op->integer != 0;
  }

  std::optional<Rotation> find(OpId loop) const {
    const RegionId before = f[loop].regions[0], body = f[loop].regions[1];
    const std::vector<ValueId> &arguments = f[before].arguments;
    auto flag = std::find(arguments.begin(), arguments.end(), f[before].yields[0]);
    if (flag == arguments.end() || !f[before].ops.empty() || f[body].ops.empty())
      return std::nullopt;
    Rotation rotation{static_cast<size_t>(flag - arguments.begin()), f[body].ops, f[body].ops.back(), {}};
    rotation.pure.pop_back();
    const Op &branch = f[rotation.branch];
    if (!isTrue(f[loop].operands[rotation.flag]) || branch.code != Opcode::If)
      return std::nullopt;
    rotation.test = branch.operands[0];
    if (!followsTest(f[body].yields[rotation.flag], branch, *flag) || !arePure(rotation.pure) ||
        !arePure(f[branch.regions[1]].ops))
      return std::nullopt;
    return rotation;
  }

  bool arePure(const std::vector<OpId> &ops) const {
    return std::all_of(ops.begin(), ops.end(), [&](OpId id) { return isPure(f[id]) && f[id].code != Opcode::Opaque; });
  }

  // Is the next flag true exactly if the test is? Inside the body the flag itself is true.
  bool followsTest(ValueId next, const Op &branch, ValueId flag) const {
    if (next == branch.operands[0])
      return true;
    const ValueId taken = armValue(branch, next, 0), otherwise = armValue(branch, next, 1);
    const Op *last = f.definingOp(otherwise);
    return taken != next && (taken == flag || isTrue(taken)) && last && last->code == Opcode::Constant &&
           last->integer == 0;
  }

  void rotate(OpId loop, const Rotation &rotation, RegionId target) {
    const RegionId before = f[loop].regions[0], body = f[loop].regions[1];
    const Op branch = f[rotation.branch];
    Builder b(module, f, target);
    b.setStatement(f[loop].statement, f[loop].at);
    std::vector<ValueId> initial = f[loop].operands;
    initial.erase(initial.begin() + static_cast<std::ptrdiff_t>(rotation.flag));
    OpId made = b.whileOp(initial);
    const RegionId condition = f[made].regions[0], inside = f[made].regions[1];

    Cloner test(f, f), taken(f, f), exit(f, f);
    for (size_t i = 0, k = 0; i < f[before].arguments.size(); ++i) {
      const ValueId old = f[before].arguments[i];
      if (i == rotation.flag)
        continue;
      const ValueId argument = f[condition].arguments[k++];
      f[argument].name = f[old].name;
      test.values[old] = taken.values[old] = argument;
      exit.values[old] = b.addResult(made, f[old].type, f[old].name);
    }
    for (OpId id : rotation.pure) {
      test.cloneOp(id, condition);
      taken.cloneOp(id, inside);
      exit.cloneOp(id, target);
    }
    const ValueId tested = test(rotation.test);
    f[condition].yields = {tested};
    taken.cloneOps(branch.regions[0], inside);
    exit.cloneOps(branch.regions[1], target);
    for (size_t i = 0; i < f[loop].results.size(); ++i) {
      if (i == rotation.flag)
        continue;
      const ValueId yielded = f[body].yields[i];
      const ValueId next = taken(armValue(branch, yielded, 0));
      f[inside].yields.push_back(next);
      replaced.set(f[loop].results[i], exit(armValue(branch, yielded, 1)));
    }
    // The flag is false behind the loop.
    replaced.set(f[loop].results[rotation.flag], b.constantBool(false));
  }

  // What a result of the branch is in one of its arms; any other value is itself.
  ValueId armValue(const Op &branch, ValueId v, size_t arm) const {
    for (size_t i = 0; i < branch.results.size(); ++i)
      if (branch.results[i] == v)
        return f[branch.regions[arm]].yields[i];
    return v;
  }

  Module &module;
  Function &f;
  Replacements replaced;
};

} // namespace

void rotateLoops(Module &module, Function &function) { LoopRotator(module, function).run(function.body); }

} // namespace clangent::transform
