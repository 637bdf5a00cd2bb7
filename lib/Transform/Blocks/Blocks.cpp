#include "Transform/Blocks/Blocks.h"
#include "IR/Builder.h"
#include "IR/Spelling.h"
#include "Transform/Blocks/Chain.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// Rewrites one chain: a loop over the blocks, in which the links work on parts.
class BlockLoop {
public:
  BlockLoop(Module &module, Function &f, const Uses &uses, Chain chain)
      : module(module), f(f), uses(uses), chain(std::move(chain)),
        links(this->chain.links.begin(), this->chain.links.end()), outer(module, f, this->chain.region), inner(outer) {}

  // The position of the loop.
  size_t build() {
    for (const auto &[shape, of] : chain.shapes) {
      std::vector<ValueId> operands;
      std::set<ValueId> seen;
      collectOperands(of, operands, seen);
      setJointShape(f[f[shape].definition], operands);
    }
    const size_t position = reorder();
    outer.setRegion(chain.region, position);
    setStatement(outer, chain.links.front());
    openLoop();
    for (OpId link : chain.links)
      moveLink(link);
    closeLoop();
    const auto &ops = f[chain.region].ops;
    return static_cast<size_t>(std::find(ops.begin(), ops.end(), loop) - ops.begin());
  }

private:
  void setStatement(Builder &b, OpId like) { b.setStatement(f[like].statement, f[like].at); }

  // ---- outside

  // The values from outside of which links make v, or which are shaped like v. Shapes outside the loop are made of
  // them; the links themselves ask for shapes of parts.
  void collectOperands(ValueId v, std::vector<ValueId> &list, std::set<ValueId> &seen) const {
    if (!module.types.isValue(f[v].type) || isZeroConstant(f, v) || !seen.insert(v).second)
      return;
    const Op *op = f.definingOp(v);
    if (const auto shape = chain.shapes.find(v); shape != chain.shapes.end())
      collectOperands(shape->second, list, seen);
    else if (op && (isShapeOf(*op) || links.count(f[v].definition)))
      for (ValueId operand : op->operands)
        collectOperands(operand, list, seen);
    else
      list.push_back(v);
  }

  bool isShapeOfLink(OpId id) const { return !f[id].results.empty() && chain.shapes.count(f[id].results[0]); }

  // Takes the links out; the position between what runs before and behind them.
  size_t reorder() {
    auto &ops = f[chain.region].ops;
    const auto at = [&](size_t i) { return ops.begin() + static_cast<std::ptrdiff_t>(i); };
    std::vector<OpId> moved = chain.before;
    moved.insert(moved.end(), chain.after.begin(), chain.after.end());
    ops.erase(at(chain.first), at(chain.last + 1));
    ops.insert(at(chain.first), moved.begin(), moved.end());
    return chain.first + chain.before.size();
  }

  // ---- the loop

  void openLoop() {
    std::vector<ValueId> operands = chain.primals;
    operands.insert(operands.end(), chain.adjoints.begin(), chain.adjoints.end());
    const size_t primals = chain.primals.size(), adjoints = chain.adjoints.size();
    Term made = Term::call("::clangent::Blocks::of", operandTerms(0, primals));
    if (adjoints)
      made = Term::call(Term::member(std::move(made), "seeded"), operandTerms(primals, adjoints));
    blocks = outer.rule(RuleId(), std::move(made), operands, module.types.value("clangent::Blocks", false));
    outer.setName(blocks, "blocks");
    const TypeId size = module.types.sizeType();
    const ValueId count = outer.rule(RuleId(), memberCall(0, "count", {}), {blocks}, size);
    outer.setName(count, "block_count");
    std::vector<ValueId> initial;
    initial.reserve(chain.outputs.size());
    for (ValueId v : chain.outputs)
      initial.push_back(isAddedTo(v) ? chain.bases.at(v) : outer.zero(carriedType(v)));
    loop = outer.forOp(outer.constantInt(size, 0), count, outer.constantInt(size, 1), Predicate::Lt, initial, "block");
    body = f[loop].regions[0];
    inner.setRegion(body);
    setStatement(inner, chain.links.front());
    for (ValueId v : operands)
      parts[v] = partOf(v);
  }

  // What the loop carries of an output: of one that is only reduced, as much as that takes.
  TypeId carriedType(ValueId v) const {
    const std::string total = "clangent::BlockTotal<" + module.types[f[v].type].spelling + ">";
    return chain.totals.count(v) ? module.types.value(total, false) : f[v].type;
  }

  // Does the output go on from a sum that is there before the loop?
  bool isAddedTo(ValueId v) const {
    const auto base = chain.bases.find(v);
    return base != chain.bases.end() && !isZeroConstant(f, base->second) && !chain.readBases.count(base->second);
  }

  ValueId block() const { return f[body].arguments[0]; }

  ValueId partOf(ValueId v) {
    const ValueId part = inner.rule(RuleId(), memberCall(0, "part", {1, 2}), {blocks, v, block()}, f[v].type);
    f.describe(part, withPart(nameOf(v)), f[v].role);
    return part;
  }

  // ---- names

  std::string nameOf(ValueId v) const {
    const Op *op = f.definingOp(v);
    if (!f[v].name.empty() || !op)
      return f[v].name;
    return op->code == Opcode::Load ? nameOfPlace(op->operands[0]) : calledName(op->term);
  }
  std::string nameOfPlace(ValueId pointer) const {
    const Op *op = f.definingOp(pointer);
    if (!op || op->code != Opcode::Field)
      return f[pointer].name;
    const std::string object = nameOfPlace(op->operands[0]);
    const std::string &field = module.types[module.types.pointee(f[op->operands[0]].type)].fields[op->field].name;
    return object.empty() ? field : object + "_" + field;
  }
  // A sum is called like the adjoint that it is added to.
  void describeOutput(ValueId result, ValueId part) {
    for (const Use &use : uses.of(part))
      if (use.op && f[use.op].code == Opcode::Update) {
        const ValueId place = f[use.op].operands[0];
        return f.describe(result, nameOfPlace(place), f[f.baseOf(place)].role);
      }
    f.describe(result, nameOf(part), f[part].role);
  }
  static std::string withPart(const std::string &name) { return name.empty() ? name : name + "_part"; }

  void moveLink(OpId id) {
    setStatement(inner, id);
    std::vector<ValueId> operands = f[id].operands;
    const size_t sums = f[id].code == Opcode::InPlace ? f[id].firstChanged : operands.size();
    for (size_t k = 0; k < operands.size(); ++k)
      operands[k] = k < sums ? insideOf(operands[k]) : baseInside(operands[k]);
    f[id].operands = operands;
    f[id].parent = body;
    f[body].ops.push_back(id);
    for (ValueId v : f[id].results)
      f[v].owner = body;
  }

  ValueId insideOf(ValueId v) {
    if (auto part = parts.find(v); part != parts.end())
      return part->second;
    if (auto made = chain.shapes.find(v); made != chain.shapes.end())
      return parts[v] = shapeInside(made->second, v);
    const Op *op = f.definingOp(v);
    return op && isShapeOf(*op) ? parts[v] = shapeInside(insideOf(op->operands[0]), v) : v;
  }

  ValueId shapeInside(ValueId of, ValueId like) {
    const ValueId shape = inner.shapeOf(of, f[like].type);
    inner.setName(shape, nameOf(of) + "_shape");
    return shape;
  }

  // A sum from outside gets what the links add behind each block.
  ValueId baseInside(ValueId v) {
    if (links.count(f[v].definition) || isZeroConstant(f, v))
      return v;
    return chain.readBases.count(v) ? parts.at(v) : inner.zero(f[v].type);
  }

  void closeLoop() {
    std::vector<ValueId> yields;
    for (size_t k = 0; k < chain.outputs.size(); ++k) {
      const ValueId part = chain.outputs[k], whole = f[body].arguments[k + 1];
      inner.setStatement(f[f[part].definition].statement, f[f[part].definition].at);
      yields.push_back(joined(part, whole));
      const ValueId result = outer.addResult(loop, f[whole].type);
      describeOutput(result, part);
      f.describeAs(whole, result);
      for (const Use &use : uses.of(part))
        if (!use.op)
          f[use.region].yields[use.operand] = result;
        else if (!links.count(use.op) && !isShapeOfLink(use.op))
          f[use.op].operands[use.operand] = result;
      f.describe(part, withPart(f[result].name), f[result].role);
    }
    f[body].yields = yields;
  }

  ValueId joined(ValueId part, ValueId whole) {
    if (!module.types.isValue(f[part].type))
      return inner.add(whole, part);
    if (auto total = chain.totals.find(part); total != chain.totals.end())
      return reduced(part, whole, f[total->second]);
    const bool isSum = chain.bases.count(part);
    const std::string member = !isSum ? "put" : isAddedTo(part) ? "add" : "sum";
    return inner.result(inner.inPlace(memberCall(1, member, {3, 2, 0}), {part, blocks, block()}, {whole}));
  }

  // With what the reduction takes beside its operand.
  ValueId reduced(ValueId part, ValueId total, const Op &reduction) {
    std::vector<ValueId> operands = {blocks, block(), part};
    operands.insert(operands.end(), reduction.operands.begin() + 1, reduction.operands.end());
    std::vector<size_t> arguments = {operands.size()};
    for (size_t k = 1; k < operands.size(); ++k)
      arguments.push_back(k);
    return inner.result(inner.inPlace(memberCall(0, "reduce", arguments), operands, {total}));
  }

  Module &module;
  Function &f;
  const Uses &uses;
  const Chain chain;
  const std::set<OpId> links;
  Builder outer, inner;
  std::map<ValueId, ValueId> parts; // inside, of what comes from outside
  ValueId blocks;
  OpId loop;
  RegionId body;
};

// The condition of a While is pure, and a loop in it would not be.
bool isCondition(const Function &f, RegionId region) {
  const OpId parent = f[region].parent;
  return parent && f[parent].code == Opcode::While && f[parent].regions[0] == region;
}

bool computeInBlocks(Module &module, Function &f, RegionId region) {
  if (isCondition(f, region))
    return false;
  bool isChanged = false;
  for (size_t i = 0; i < f[region].ops.size(); ++i)
    for (size_t k = 0; k < f[f[region].ops[i]].regions.size(); ++k)
      isChanged |= computeInBlocks(module, f, f[f[region].ops[i]].regions[k]);
  std::optional<ChainFacts> facts;
  for (size_t i = 0; i < f[region].ops.size(); ++i) {
    if (!f[f[region].ops[i]].isElementwise)
      continue;
    if (!facts)
      facts.emplace(module, f);
    const std::optional<Chain> chain = findChain(*facts, region, i);
    if (!chain)
      continue;
    i = BlockLoop(module, f, facts->uses, *chain).build();
    facts.reset();
    isChanged = true;
  }
  return isChanged;
}

} // namespace

bool computeInBlocks(Module &module, Function &function) { return computeInBlocks(module, function, function.body); }

} // namespace clangent::transform
