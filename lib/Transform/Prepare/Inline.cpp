#include "Transform/Prepare/Inline.h"
#include "Transform/Edit/Clone.h"
#include "Transform/Edit/Replacements.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

size_t countOps(const Function &function) {
  size_t n = 0;
  forEachOp(function, function.body, [&](OpId) { ++n; });
  return n;
}

namespace {

class Inliner {
public:
  Inliner(Module &module, Function &f, const std::vector<bool> &recursive, const InlineBudget &budget)
      : module(module), f(f), recursive(recursive), budget(budget), size(countOps(f)), replaced(f) {}

  void run(RegionId r) {
    std::vector<OpId> input = std::move(f[r].ops);
    f[r].ops.clear();
    for (OpId id : input) {
      replaced.rewriteOperands(id);
      if (f[id].code == Opcode::Call && wants(f[id].callee)) {
        inlineCall(id, r);
        continue;
      }
      f[r].ops.push_back(id);
      for (RegionId inner : std::vector<RegionId>(f[id].regions))
        run(inner);
    }
    replaced.rewriteYields(r);
  }

  // Where an object is copied that the program makes in its place, the copy's pointers would lead to the original.
  void findSelfPointing() {
    forEachOp(f, f.body, [&](OpId id) {
      const Op &op = f[id];
      if (op.code == Opcode::Call)
        for (size_t i = 0; i < op.operands.size(); ++i)
          if (module[op.callee].parameters[i].isCopied)
            elide(op.operands[i]);
    });
    forEachOp(f, f.body, [&](OpId id) {
      const Op &op = f[id];
      if (op.code != Opcode::Store || !module.types.isPointer(f[op.operands[1]].type))
        return;
      const OpId object = localOf(op.operands[0]);
      if (object && f[object].isElided && object == localOf(op.operands[1]))
        f.selfPointing = object;
    });
  }

private:
  bool wants(FunctionId callee) {
    const Function &g = module[callee];
    if (!g.isComplete || !g.givenBy.empty() || (recursive[callee.index] && !isHelperOfModel(callee)))
      return false;
    size_t ops = countOps(g);
    const bool isSmall = ops <= budget.calleeOps && size + ops <= budget.callerOps;
    if (!isSmall && !mustBeSeen(g) && !(size + ops <= InlineBudget().callerOps && isBetterSeen(g)))
      return false;
    size += ops;
    return true;
  }

  template <class Predicate> bool takes(const Function &g, Predicate &&predicate) const {
    return std::any_of(g.parameters.begin(), g.parameters.end(), [&](const Parameter &parameter) {
      const TypeId type = g[parameter.value].type;
      return module.types.isPointer(type) && predicate(module.types.pointee(type));
    });
  }

  // Text has no name for it. Recursion that leads through it is cut elsewhere.
  bool isHelperOfModel(FunctionId callee) const {
    const Function &g = module[callee];
    const bool callsItself = std::any_of(g.ops.begin(), g.ops.end(),
                                         [&](const Op &op) { return op.code == Opcode::Call && op.callee == callee; });
    return g.isOfModel && g.qualifiedName.empty() && &g != &f && !callsItself;
  }

  // What a returned pointer refers to is only seen when the callee is, and so are the members of a closure. What stands
  // for a member of a container is only a few steps of pointers.
  bool mustBeSeen(const Function &g) const {
    return g.isOfModel || (g.resultKind != ResultKind::Void && module.types.isPointer(g.resultType)) || handsOver(g) ||
           (g.resultKind == ResultKind::Object && partsOf(g.resultType).pointers > 0) ||
           takes(g, [&](TypeId type) { return module.types.holdsClosure(type); });
  }

  // Between functions of the text C++ would copy and destroy objects that the program makes in their place.
  bool handsOver(const Function &g) const {
    return (g.resultKind == ResultKind::Object && module.types[g.resultType].lifetime.isDestroyed) ||
           std::any_of(g.parameters.begin(), g.parameters.end(),
                       [](const Parameter &parameter) { return parameter.isMade; });
  }

  // What would have to be refused if it stayed a call. A pointer in an object, as in a closure, may lead to memory
  // without a derivative where a number or another pointer beside it has one, and a callee takes them to be alike.
  // Numbers in lists that a callee hands out are taken to depend on whatever it was given.
  bool isBetterSeen(const Function &g) const {
    const auto holdsList = [&](TypeId type) { return module.types.holdsUntracked(type); };
    const bool changesLists = std::any_of(g.parameters.begin(), g.parameters.end(), [&](const Parameter &parameter) {
      const Type &type = module.types[g[parameter.value].type];
      return type.kind == TypeKind::Pointer && !type.toConst && holdsList(type.element);
    });
    return changesLists || (g.resultKind != ResultKind::Void && holdsList(g.resultType)) || takes(g, [&](TypeId type) {
             const Parts parts = partsOf(type);
             return parts.pointers > 0 && parts.pointers + parts.numbers > 1;
           });
  }

  struct Parts {
    uint64_t pointers = 0, numbers = 0; // to what has a derivative; real
  };
  Parts partsOf(TypeId id) const {
    const Type &type = module.types[id];
    if (module.types.isPointer(id))
      return {module.types.holdsReal(id) ? 1u : 0u, 0};
    if (module.types.isReal(id))
      return {0, 1};
    Parts all;
    if (type.kind == TypeKind::Array) {
      const Parts each = partsOf(type.element);
      return {type.count * each.pointers, type.count * each.numbers};
    }
    for (const Field &field : type.fields) {
      const Parts part = partsOf(field.type);
      all.pointers += part.pointers;
      all.numbers += part.numbers;
    }
    return all;
  }

  void inlineCall(OpId call, RegionId target) {
    const Function &g = module[f[call].callee];
    Cloner clone(g, f);
    for (size_t i = 0; i < g.parameters.size(); ++i) {
      clone.values[g.parameters[i].value] = f[call].operands[i];
      if (g.parameters[i].isCopied)
        elide(f[call].operands[i]);
    }
    const size_t firstOp = f.ops.size();
    clone.cloneOps(g.body, target);
    standFor(f[call].statement, firstOp);
    if (g.isOfLibrary && !f.isOfLibrary)
      for (size_t i = firstOp; i < f.ops.size(); ++i)
        f.ops[i].at = f[call].at;
    forgetResultName(firstOp);
    for (size_t i = 0; i < f[call].results.size(); ++i)
      replaced.set(f[call].results[i], clone(g[g.body].yields[i]));
  }

  // The object that was made for a parameter is the parameter.
  void elide(ValueId object) {
    if (const OpId made = localOf(object))
      f[made].isElided = true;
  }

  // The object made here that the address lies in.
  OpId localOf(ValueId address) const {
    const OpId made = f[f.baseOf(address)].definition;
    return made && f[made].code == Opcode::Local ? made : OpId();
  }

  // What comes from a function of another file, a library's say, is told as the statement that calls it.
  void standFor(StatementId call, size_t firstOp) {
    if (!call)
      return;
    for (size_t i = firstOp; i < f.ops.size(); ++i)
      if (StatementId of = f.ops[i].statement; of && module[of].file != module[call].file)
        f.ops[i].statement = call;
  }

  // Where the callee kept its result is no variable of the program; a tensor that goes through it keeps its own name.
  void forgetResultName(size_t firstOp) {
    for (size_t i = firstOp; i < f.ops.size(); ++i)
      for (ValueId v : f.ops[i].results) {
        const TypeId type = f.ops[i].code == Opcode::Local ? module.types.pointee(f[v].type) : f[v].type;
        if (f[v].name == "result" && module.types.isValue(type))
          f[v].name.clear();
      }
  }

  Module &module;
  Function &f;
  const std::vector<bool> &recursive;
  const InlineBudget &budget;
  size_t size;
  Replacements replaced;
};

} // namespace

void inlineCalls(Module &module, FunctionId caller, const std::vector<bool> &recursive, const InlineBudget &budget) {
  Inliner inliner(module, module[caller], recursive, budget);
  inliner.run(module[caller].body);
  inliner.findSelfPointing();
}

} // namespace clangent::transform
