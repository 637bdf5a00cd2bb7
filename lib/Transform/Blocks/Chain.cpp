#include "Transform/Blocks/Chain.h"
#include "IR/Builder.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// A chain is worth its loop if it has so many links, and so many more than what passes through memory all the same.
constexpr size_t leastLinks = 4, leastGain = 2;

class ChainFinder {
public:
  ChainFinder(const ChainFacts &facts, RegionId region, size_t first)
      : types(facts.module.types), f(facts.function), facts(facts) {
    chain.region = region;
    chain.first = chain.last = first;
  }

  std::optional<Chain> run() {
    const auto &ops = f[chain.region].ops;
    size_t linked = 0, before = 0, after = 0; // at the last link, or what reduces one
    for (size_t i = chain.first; i < ops.size() && place(ops[i]); ++i)
      if (chain.links.size() > linked || reducesLink(f[ops[i]])) {
        linked = chain.links.size(), before = chain.before.size(), after = chain.after.size();
        chain.last = i;
      }
    if (linked < leastLinks)
      return std::nullopt;
    chain.before.resize(before);
    chain.after.resize(after);
    findInputs();
    findOutputs();
    const size_t outputs = chain.outputs.size() - chain.totals.size();
    const size_t borders = chain.primals.size() + chain.adjoints.size() + outputs;
    return linked >= borders + leastGain ? std::optional(chain) : std::nullopt;
  }

private:
  // Puts the operation among the links, before or behind them; false if it can be nowhere.
  bool place(OpId id) {
    const Op &op = f[id];
    if (isLink(op)) {
      chain.links.push_back(id);
      made.insert(op.results.begin(), op.results.end());
      continueSums(op);
      return true;
    }
    const bool isLate = !isShapeOfLink(op) && std::any_of(op.operands.begin(), op.operands.end(),
                                                          [&](ValueId v) { return made.count(v) || late.count(v); });
    if (!isMovable(op, isLate))
      return false;
    (isLate ? chain.after : chain.before).push_back(id);
    if (isLate)
      late.insert(op.results.begin(), op.results.end());
    changesLate |= isLate && op.code == Opcode::Update;
    return true;
  }

  // Does it follow from what the links take?
  bool isShapeOfLink(const Op &op) const {
    return isShapeOf(op) && made.count(op.operands[0]) && !chain.bases.count(op.operands[0]);
  }

  bool isMovable(const Op &op, bool isLate) const {
    switch (effectOf(op)) {
    case Effect::None:
      return op.code != Opcode::Opaque; // which runs where the program says
    case Effect::Changes:
      return true;
    case Effect::Reads:
      return !isLate && !changesLate;
    case Effect::Writes:
      return op.code == Opcode::Update; // sums may be made in any order
    case Effect::Makes:
    case Effect::Releases:
    case Effect::Through:
    case Effect::Records:
    case Effect::Inner:
    case Effect::Calls:
    case Effect::Runs:
    case Effect::Ends:
      return false;
    }
    return false;
  }

  bool isLink(const Op &op) const {
    const bool isSum = op.isSum && made.count(op.operands[0]);
    if (!isSum && !(op.isElementwise && (op.code == Opcode::Rule || op.isPureCall)))
      return false;
    for (size_t k = 0; k < op.operands.size(); ++k) {
      const ValueId v = op.operands[k];
      if (late.count(v) || (isSumOperand(op, k) ? !mayContinue(v) : !mayRead(op, v)))
        return false;
    }
    return true;
  }

  static bool isSumOperand(const Op &op, size_t k) { return op.code == Opcode::InPlace && k >= op.firstChanged; }
  // A sum goes on from zero, from outside, or from another link's sum.
  bool mayContinue(ValueId v) const { return !made.count(v) || chain.bases.count(v); }
  bool mayRead(const Op &link, ValueId v) const {
    // Of a sum each block has its share only: enough for the rules of adjoints, which are linear in it.
    if (chain.bases.count(v) && link.code != Opcode::InPlace)
      return false;
    if (!types.isValue(f[v].type))
      return !made.count(v); // the sum of a number is complete behind the last block only
    const Op *op = f.definingOp(v);
    return !facts.shapeTypes.count(f[v].type) || (op && isShapeOf(*op) && !late.count(op->operands[0]));
  }

  void continueSums(const Op &op) {
    if (op.code != Opcode::InPlace)
      return;
    for (size_t k = 0; k < op.results.size(); ++k) {
      const ValueId before = op.operands[op.firstChanged + k];
      const auto found = chain.bases.find(before);
      chain.bases[op.results[k]] = found == chain.bases.end() ? before : found->second;
    }
  }

  // ---- what passes the borders

  // A value of the function as it was before differentiation. Whatever else it may be is taken for an adjoint.
  bool isPrimal(ValueId v) const {
    const Op *op = f.definingOp(v);
    return op && !op->isDerivative;
  }

  void addInput(ValueId v) {
    if (!types.isValue(f[v].type) || made.count(v) || isZeroConstant(f, v))
      return;
    const Op *op = f.definingOp(v);
    if (op && isShapeOf(*op))
      return addInput(op->operands[0]);
    std::vector<ValueId> &list = isPrimal(v) ? chain.primals : chain.adjoints;
    if (std::find(list.begin(), list.end(), v) == list.end())
      list.push_back(v);
  }

  void findInputs() {
    for (OpId id : chain.links) {
      const Op &op = f[id];
      for (size_t k = 0; k < op.operands.size(); ++k) {
        const ValueId v = op.operands[k];
        if (isSumOperand(op, k))
          continue;
        addInput(v);
        if (auto base = chain.bases.find(v); base != chain.bases.end() && !isZeroConstant(f, base->second))
          chain.readBases.insert(base->second);
      }
    }
    for (ValueId base : chain.readBases)
      addInput(base);
  }

  // Does it reduce what a link makes, with all else that it reads there before the links?
  bool reducesLink(const Op &op) const {
    return op.isTotal && made.count(op.operands[0]) &&
           std::none_of(op.operands.begin() + 1, op.operands.end(),
                        [&](ValueId v) { return made.count(v) || late.count(v); });
  }

  void findOutputs() {
    const std::set<OpId> links(chain.links.begin(), chain.links.end());
    for (OpId id : chain.links)
      for (ValueId v : f[id].results) {
        std::vector<Use> readers;
        for (const Use &use : facts.uses.of(v))
          if (use.op && isShapeOfLink(f[use.op]))
            chain.shapes[f[use.op].results[0]] = v;
          else if (!use.op || !links.count(use.op))
            readers.push_back(use);
        if (readers.empty())
          continue;
        chain.outputs.push_back(v);
        const OpId reader = readers.front().op;
        const bool isAfter = std::find(chain.after.begin(), chain.after.end(), reader) != chain.after.end();
        if (readers.size() == 1 && isAfter && readers.front().operand == 0 && reducesLink(f[reader]) &&
            !chain.bases.count(v))
          chain.totals[v] = reader;
      }
  }

  const TypeTable &types;
  const Function &f;
  const ChainFacts &facts;
  Chain chain;
  std::set<ValueId> made, late;
  bool changesLate = false; // an operation behind the links writes memory
};

} // namespace

ChainFacts::ChainFacts(const Module &module, const Function &function)
    : module(module), function(function), uses(function) {
  for (const Op &op : function.ops)
    if (op.isShape)
      shapeTypes.insert(function[op.results[0]].type);
}

std::optional<Chain> findChain(const ChainFacts &facts, RegionId region, size_t first) {
  return ChainFinder(facts, region, first).run();
}

} // namespace clangent::transform
