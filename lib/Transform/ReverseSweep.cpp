// The adjoint of a value is the sum of its uses' contributions. Within a region the sum is an SSA value; a region
// operation yields the sums of values from outside that its regions contribute to.
#include "Transform/ReverseSweep.h"
#include "IR/Spelling.h"
#include "Rules/Arithmetic.h"
#include "Transform/Uses.h"

#include <algorithm>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// "sin", for std::sin too.
std::string plainName(MathFunction function) {
  const std::string spelling = mathInfo(function).spelling;
  return spelling.substr(spelling.rfind(':') + 1);
}

} // namespace

void ReverseSweep::reverse(const std::vector<OpId> &ops, RegionId target, Adjoints &adjoints) {
  for (auto id = ops.rbegin(); id != ops.rend(); ++id) {
    b.setRegion(target);
    b.setStatement(f[*id].statement, f[*id].at);
    reverseOp(*id, adjoints);
  }
  b.setRegion(target);
}

void ReverseSweep::contribute(Adjoints &adjoints, ValueId v, ValueId term) {
  if (!activity.isActive(v))
    return;
  auto [entry, isFirst] = adjoints.emplace(v, term);
  if (!isFirst) {
    if (f[term].name.empty() && !f[v].name.empty())
      f[term].name = f[v].name + "_part";
    const bool isSet = surelySet.count(entry->second) || surelySet.count(term);
    entry->second = b.add(entry->second, term);
    if (isSet)
      surelySet.insert(entry->second);
  }
  name(entry->second, v);
}

// A value without a name is called after the function that it is the value or the argument of, or after its operation.
std::string ReverseSweep::roleOf(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (op && op->code == Opcode::Rule && op->rule)
    return calledName(op->text);
  if (!op || !module.types.isFloat(f[v].type))
    return {};
  if (op->code == Opcode::Math)
    return plainName(op->function);
  if (v.index < argumentOf.size() && !argumentOf[v.index].empty())
    return argumentOf[v.index] + "_arg";
  return arithmeticWord(op->code);
}

// Of a function of one argument: of several, the adjoints would have one name.
void ReverseSweep::findArguments() {
  argumentOf.resize(f.values.size());
  forEachOp(f, f.body, [&](OpId id) {
    const Op &op = f[id];
    if (op.code == Opcode::Math && mathInfo(op.function).arity == 1)
      argumentOf[op.operands[0].index] = plainName(op.function);
  });
}

void ReverseSweep::name(ValueId adjoint, ValueId primal) {
  if (!f[adjoint].name.empty())
    return;
  const std::string of = f[primal].name.empty() ? roleOf(primal) : f[primal].name;
  if (!of.empty())
    f[adjoint].name = of + "_bar";
}

ValueId ReverseSweep::adjointOrZero(const Adjoints &adjoints, ValueId v) {
  auto found = adjoints.find(v);
  return found != adjoints.end() ? found->second : b.zero(f[v].type);
}

void ReverseSweep::reverseOp(OpId id, Adjoints &adjoints) {
  const Op op = f[id]; // a copy: the tables grow
  switch (op.code) {
  case Opcode::Load:
    if (activity.isActive(op.results[0]))
      if (auto found = adjoints.find(op.results[0]); found != adjoints.end())
        reverseLoad(op, found->second);
    return;
  case Opcode::Store:
    reverseStore(op, adjoints);
    return;
  case Opcode::Update:
    // The old value went through unchanged: only the summand takes part.
    if (forward.shadows.has(op.operands[0]) && activity.isActive(op.operands[1]))
      contribute(adjoints, op.operands[1], b.load(forward.shadows.of(op.operands[0])));
    return;
  case Opcode::If:
    reverseIf(id, adjoints);
    return;
  case Opcode::For:
  case Opcode::While:
    reverseLoop(id, adjoints);
    return;
  case Opcode::Call:
    reverseCall(id, adjoints);
    return;
  case Opcode::Rule:
  case Opcode::InPlace:
    reverseRule(id, adjoints);
    return;
  default:
    reverseScalar(op, adjoints);
    return;
  }
}

// v = *p: shadow(p) += v_bar, where there is a shadow.
void ReverseSweep::reverseLoad(const Op &op, ValueId v_bar) {
  ValueId shadow = forward.shadows.of(op.operands[0]);
  if (!forward.shadows.mayBeNull(op.operands[0])) {
    b.update(shadow, v_bar);
    return;
  }
  const RegionId outer = b.region();
  OpId guarded = b.ifOp(b.compare(Predicate::Ne, shadow, b.null(f[shadow].type)));
  b.setRegion(f[guarded].regions[0]);
  b.update(shadow, v_bar);
  b.setRegion(outer);
}

void ReverseSweep::reverseScalar(const Op &op, Adjoints &adjoints) {
  if (op.results.size() != 1 || !activity.isActive(op.results[0]))
    return;
  auto found = adjoints.find(op.results[0]);
  if (found == adjoints.end())
    return;
  const ValueId d = found->second;
  for (unsigned k = 0; k < op.operands.size(); ++k)
    if (activity.isActive(op.operands[k]))
      if (std::optional<ValueId> term = rules::contribution(b, op, k, d))
        contribute(adjoints, op.operands[k], *term);
}

// *p = v: v_bar += shadow(p); shadow(p) = 0.
void ReverseSweep::reverseStore(const Op &op, Adjoints &adjoints) {
  ValueId v = op.operands[1];
  if (!module.types.isReal(f[v].type) || !forward.shadows.has(op.operands[0]))
    return;
  ValueId shadow = forward.shadows.of(op.operands[0]);
  if (activity.isActive(v)) {
    ValueId v_bar = b.load(shadow);
    b.store(shadow, b.zero(f[v].type));
    contribute(adjoints, v, v_bar);
  } else {
    b.store(shadow, b.zero(f[v].type));
  }
}

// Is v defined by an operation inside op's regions, or an argument of theirs?
bool ReverseSweep::isInside(ValueId v, const Op &op) const {
  for (RegionId r : op.regions)
    if (f.encloses(r, f[v].owner))
      return true;
  return false;
}

void ReverseSweep::reverseIf(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const RegionId outer = b.region();
  OpId reversed = b.ifOp(op.operands[0]);
  Adjoints arms[2] = {adjoints, adjoints};
  for (unsigned k : {0u, 1u}) {
    RegionId region = f[reversed].regions[k];
    f[region].mirror = op.regions[k];
    b.setRegion(region);
    for (size_t i = 0; i < op.results.size(); ++i)
      if (auto found = adjoints.find(op.results[i]); found != adjoints.end() && activity.isActive(op.results[i]))
        contribute(arms[k], f[op.regions[k]].yields[i], found->second);
    reverse(std::vector<OpId>(f[op.regions[k]].ops), region, arms[k]);
  }
  std::set<ValueId> touched;
  for (const Adjoints &arm : arms)
    for (const auto &[v, adjoint] : arm)
      if (!isInside(v, op) && (!adjoints.count(v) || adjoints.at(v) != adjoint))
        touched.insert(v);
  for (ValueId v : touched) {
    for (unsigned k : {0u, 1u}) {
      RegionId region = f[reversed].regions[k];
      b.setRegion(region);
      ValueId adjoint = adjointOrZero(arms[k], v);
      f[region].yields.push_back(adjoint);
    }
    adjoints[v] = b.addResult(reversed, f[v].type);
    name(adjoints[v], v);
  }
  b.setRegion(outer);
}

// A loop with the adjoints of the carried values as its carried values, running the same range backwards.
OpId ReverseSweep::openLoop(OpId id, const std::vector<size_t> &carried, const Adjoints &adjoints) {
  const Op op = f[id];
  std::vector<ValueId> initial;
  for (size_t i : carried) {
    ValueId v = adjointOrZero(adjoints, op.results[i]);
    name(v, op.results[i]);
    initial.push_back(v);
  }
  OpId loop;
  if (op.code == Opcode::For) {
    std::string counter = f[f[op.regions[0]].arguments[0]].name;
    loop = b.forOp(op.operands[0], op.operands[1], op.operands[2], op.predicate, initial, counter);
    f[loop].reversed = !op.reversed;
  } else {
    TypeId type = module.types.sizeType();
    loop =
        b.forOp(b.constantInt(type, 0), forward.trips.at(id), b.constantInt(type, 1), Predicate::Lt, initial, "trip");
    f[loop].reversed = true;
  }
  RegionId region = f[loop].regions[0];
  f[region].mirror = op.regions.back();
  return loop;
}

void ReverseSweep::reverseLoop(OpId id, Adjoints &adjoints) {
  const Op op = f[id];
  const RegionId outer = b.region();
  const size_t arguments = firstCarriedArgument(op), operands = firstCarriedOperand(op);
  const RegionId first = op.regions.front(), last = op.regions.back();
  std::vector<size_t> carried;
  for (size_t i = 0; i < op.results.size(); ++i)
    if (activity.isActive(f[first].arguments[arguments + i]))
      carried.push_back(i);

  OpId loop = openLoop(id, carried, adjoints);
  RegionId region = f[loop].regions[0];
  b.setRegion(region);
  Adjoints inner;
  for (size_t k = 0; k < carried.size(); ++k) {
    ValueId argument = f[region].arguments[1 + k];
    f[argument].name.clear();
    name(argument, f[first].arguments[arguments + carried[k]]);
    contribute(inner, f[last].yields[carried[k]], argument);
  }
  reverse(std::vector<OpId>(f[last].ops), region, inner);
  if (first != last)
    reverse(std::vector<OpId>(f[first].ops), region, inner);
  for (size_t k = 0; k < carried.size(); ++k) {
    b.setRegion(region);
    ValueId next = adjointOrZero(inner, f[first].arguments[arguments + carried[k]]);
    f[region].yields.push_back(next);
  }
  b.setRegion(outer);
  std::vector<ValueId> initialAdjoints;
  for (size_t i : carried) {
    ValueId argument = f[first].arguments[arguments + i];
    initialAdjoints.push_back(b.addResult(loop, f[argument].type));
    name(initialAdjoints.back(), argument);
  }
  // Sums that continue through the loop start from what stood before it, so they come before the carried results.
  accumulate(loop, op, inner, adjoints);
  b.setRegion(outer);
  for (size_t k = 0; k < carried.size(); ++k)
    contribute(adjoints, op.operands[operands + carried[k]], initialAdjoints[k]);
}

// Values from outside the loop sum up over its iterations.
void ReverseSweep::accumulate(OpId loop, const Op &primal, const Adjoints &inner, Adjoints &adjoints) {
  const RegionId outer = b.region(), region = f[loop].regions[0];
  for (const auto &[v, adjoint] : inner) {
    if (isInside(v, primal))
      continue;
    ValueId initial;
    if (auto found = adjoints.find(v); found != adjoints.end()) {
      initial = found->second;
    } else {
      // The zero must stand before the loop.
      auto &ops = f[outer].ops;
      b.setRegion(outer, static_cast<size_t>(std::find(ops.begin(), ops.end(), loop) - ops.begin()));
      initial = b.zero(f[v].type);
    }
    f[loop].operands.push_back(initial);
    ValueId sum = b.addArgument(region, f[v].type);
    name(sum, v);
    b.setRegion(region);
    ValueId next = b.add(sum, adjoint);
    name(next, v);
    f[region].yields.push_back(next);
    b.setRegion(outer);
    adjoints[v] = b.addResult(loop, f[v].type);
    name(adjoints[v], v);
  }
}

void ReverseSweep::reverseCall(OpId id, Adjoints &adjoints) {
  calls.reverse(
      b, id,
      [&](ValueId v) {
        auto found = adjoints.find(v);
        return found != adjoints.end() && activity.isActive(v) ? found->second : ValueId();
      },
      [&](ValueId v, ValueId term) { contribute(adjoints, v, term); });
}

} // namespace clangent::transform
