#include "RandomFunction.h"

namespace clangent::test {

using namespace ir;

namespace {

class Generator {
public:
  Generator(Module &module, Function &function, unsigned seed)
      : module(module), f(function), b(module, function, makeBody(function)), random(seed) {}
  void run();

private:
  struct Scope {
    std::vector<ValueId> reals, integers, bools, arrays;
  };

  size_t below(size_t n) { return random() % n; }
  bool chance(unsigned percent) { return below(100) < percent; }
  // Mostly something recent.
  ValueId pick(const std::vector<ValueId> &from) {
    size_t back = chance(60) ? below(std::min<size_t>(from.size(), 3)) : below(from.size());
    return from[from.size() - 1 - back];
  }
  ValueId real() { return chance(10) ? b.constantFloat(doubleType, constants[below(5)]) : pick(scope.reals); }
  ValueId integer() { return chance(15) ? b.constantInt(intType, below(4)) : pick(scope.integers); }
  ValueId smallIndex() { return b.binary(Opcode::BitAnd, integer(), b.constantInt(intType, 3)); }
  ValueId place();
  void name(ValueId v) {
    static const char *const names[] = {"x", "s", "t", "x_bar", "i"};
    if (!chance(40))
      return;
    const size_t k = below(5);
    f.describe(v, names[k], k == 3 ? Role::Adjoint : Role::Primal);
  }
  void addReal(ValueId v) {
    name(v);
    scope.reals.push_back(v);
  }

  void statements(unsigned depth);
  void statement(unsigned depth);
  void realStatement();
  void scalarStatement();
  void memoryStatement();
  void stackPair(unsigned depth);
  void branch(unsigned depth);
  void counted(unsigned depth);
  void conditional(unsigned depth);
  std::vector<ValueId> initials();
  void fillBody(RegionId region, unsigned depth, const std::vector<ValueId> &carried);
  std::vector<ValueId> yieldsFor(const std::vector<ValueId> &like, const std::vector<ValueId> &carried);

  Module &module;
  Function &f;
  Builder b;
  std::mt19937 random;
  Scope scope;
  TypeId doubleType, intType;
  static constexpr double constants[5] = {0, 1, -2, 0.5, 3};
  unsigned budget = 0;
};

ValueId Generator::place() {
  ValueId array = pick(scope.arrays);
  ValueId i = smallIndex();
  bool isArray = module.types[module.types.pointee(f[array].type)].kind == TypeKind::Array;
  return isArray ? b.element(array, i) : b.index(array, i);
}

void Generator::realStatement() {
  static const Opcode codes[] = {Opcode::Add, Opcode::Sub, Opcode::Mul, Opcode::Add, Opcode::GuardedMul, Opcode::Div};
  switch (below(8)) {
  case 0:
    return addReal(b.neg(real()));
  case 1:
    return addReal(b.math(MathFunction::Sin, {real()}));
  case 2:
    return addReal(b.math(MathFunction::Fmin, {real(), real()}));
  case 3:
    return addReal(b.select(pick(scope.bools), real(), real()));
  case 4:
    return addReal(b.cast(integer(), doubleType));
  default: {
    ValueId x = real(), y = real();
    return addReal(b.binary(codes[below(6)], x, y));
  }
  }
}

void Generator::scalarStatement() {
  static const Opcode codes[] = {Opcode::Add, Opcode::Sub, Opcode::Mul, Opcode::BitXor};
  if (chance(40)) {
    ValueId x = integer(), y = integer();
    ValueId v = b.binary(Opcode::BitAnd, b.binary(codes[below(4)], x, y), b.constantInt(intType, 255));
    name(v);
    scope.integers.push_back(v);
    return;
  }
  Predicate predicate = static_cast<Predicate>(below(6));
  ValueId v;
  if (chance(50)) {
    ValueId x = real(), y = real();
    v = b.compare(predicate, x, y);
  } else if (chance(50)) {
    ValueId x = integer(), y = integer();
    v = b.compare(predicate, x, y);
  } else {
    v = b.logicalNot(pick(scope.bools));
  }
  scope.bools.push_back(v);
}

void Generator::memoryStatement() {
  switch (below(4)) {
  case 0: {
    ValueId p = place();
    b.store(p, real());
    return;
  }
  case 1: {
    ValueId p = place();
    b.update(p, real());
    return;
  }
  default:
    return addReal(b.load(place()));
  }
}

void Generator::stackPair(unsigned depth) {
  ValueId stack = b.stackNew(doubleType, "stack");
  b.push(stack, real());
  if (chance(50))
    statement(depth);
  addReal(b.pop(stack));
}

std::vector<ValueId> Generator::initials() {
  std::vector<ValueId> list;
  for (size_t k = below(4); k > 0; --k)
    list.push_back(chance(75) ? real() : integer());
  return list;
}

// Values of the same types: arguments in another order, what the body computed, or what was there before.
std::vector<ValueId> Generator::yieldsFor(const std::vector<ValueId> &like, const std::vector<ValueId> &carried) {
  std::vector<ValueId> yields;
  for (ValueId v : like) {
    bool isReal = f[v].type == doubleType;
    ValueId yield = isReal ? real() : integer();
    if (!carried.empty() && chance(40)) {
      ValueId other = carried[below(carried.size())];
      if (f[other].type == f[v].type)
        yield = other;
    }
    yields.push_back(yield);
  }
  return yields;
}

void Generator::fillBody(RegionId region, unsigned depth, const std::vector<ValueId> &carried) {
  for (ValueId v : carried)
    (f[v].type == doubleType ? scope.reals : scope.integers).push_back(v);
  b.setRegion(region);
  statements(depth + 1);
}

void Generator::branch(unsigned depth) {
  std::vector<ValueId> like = initials();
  OpId op = b.ifOp(pick(scope.bools));
  RegionId outside = b.region();
  Scope before = scope;
  for (unsigned arm = 0; arm < 2; ++arm) {
    b.setRegion(f[op].regions[arm]);
    if (chance(70))
      fillBody(f[op].regions[arm], depth, {});
    std::vector<ValueId> yields = yieldsFor(like, like);
    f[f[op].regions[arm]].yields = yields;
    scope = before;
  }
  b.setRegion(outside);
  for (ValueId v : like) {
    ValueId result = b.addResult(op, f[v].type);
    name(result);
    (f[v].type == doubleType ? scope.reals : scope.integers).push_back(result);
  }
}

void Generator::counted(unsigned depth) {
  std::vector<ValueId> like = initials();
  static const struct {
    int lower, upper, step;
    Predicate predicate;
  } ranges[] = {{0, 3, 1, Predicate::Lt},  {1, 4, 1, Predicate::Le},   {5, 0, -2, Predicate::Gt},
                {3, 0, -1, Predicate::Ge}, {0, 6, 3, Predicate::Ne},   {0, 7, 2, Predicate::Lt},
                {-1, 2, 1, Predicate::Lt}, {0, 255, 90, Predicate::Le}};
  auto range = ranges[below(8)];
  ValueId lower = b.constantInt(intType, range.lower), upper = b.constantInt(intType, range.upper);
  if (range.predicate == Predicate::Lt && chance(50)) {
    upper = smallIndex();
    scope.integers.push_back(upper);
    if (chance(50))
      like.push_back(upper); // the bound also begins a carried value
  }
  if (range.predicate == Predicate::Lt && chance(30))
    lower = smallIndex();
  if (range.step == -1 && chance(50))
    lower = b.sub(smallIndex(), b.constantInt(intType, 1));
  OpId op = b.forOp(lower, upper, b.constantInt(intType, range.step), range.predicate, like, chance(50) ? "i" : "");
  f[op].reversed = chance(50);
  RegionId outside = b.region(), body = f[op].regions[0];
  Scope before = scope;
  std::vector<ValueId> arguments = f[body].arguments;
  fillBody(body, depth, arguments);
  arguments.erase(arguments.begin());
  std::vector<ValueId> yields = yieldsFor(like, arguments);
  f[body].yields = yields;
  scope = before;
  b.setRegion(outside);
  for (ValueId v : like) {
    ValueId result = b.addResult(op, f[v].type);
    (f[v].type == doubleType ? scope.reals : scope.integers).push_back(result);
  }
}

void Generator::conditional(unsigned depth) {
  std::vector<ValueId> like{smallIndex()};
  for (ValueId v : initials())
    like.push_back(v);
  OpId op = b.whileOp(like);
  RegionId outside = b.region(), head = f[op].regions[0], body = f[op].regions[1];
  Scope before = scope;
  std::vector<ValueId> arguments = f[head].arguments;
  b.setRegion(head);
  for (ValueId v : arguments)
    (f[v].type == doubleType ? scope.reals : scope.integers).push_back(v);
  if (chance(50))
    realStatement();
  if (chance(30))
    addReal(b.load(place()));
  f[head].yields = {b.compare(Predicate::Lt, arguments[0], b.constantInt(intType, 4))};
  fillBody(body, depth, {});
  std::vector<ValueId> yields = yieldsFor(like, arguments);
  yields[0] = b.add(arguments[0], b.constantInt(intType, 1));
  f[body].yields = yields;
  scope = before;
  b.setRegion(outside);
  for (ValueId v : like) {
    ValueId result = b.addResult(op, f[v].type);
    (f[v].type == doubleType ? scope.reals : scope.integers).push_back(result);
  }
}

void Generator::statement(unsigned depth) {
  if (budget == 0)
    return;
  --budget;
  size_t kind = below(depth < 3 ? 20 : 14);
  if (kind < 5)
    return realStatement();
  if (kind < 8)
    return scalarStatement();
  if (kind < 13)
    return memoryStatement();
  if (kind < 14)
    return stackPair(depth);
  if (kind < 16)
    return branch(depth);
  return kind < 18 ? counted(depth) : conditional(depth);
}

void Generator::statements(unsigned depth) {
  for (size_t k = 1 + below(depth == 0 ? 12 : 5); k > 0; --k)
    statement(depth);
}

void Generator::run() {
  budget = 4 + below(40);
  doubleType = module.types.doubleType();
  intType = module.types.intType();
  f.resultKind = ResultKind::Scalar;
  f.resultType = doubleType;
  f.resultSpelling = "double";
  for (const char *parameter : {"a", "b"})
    scope.reals.push_back(addParameter(f, doubleType, parameter, ParameterKind::Value, "double"));
  scope.integers = {addParameter(f, intType, "n", ParameterKind::Value, "int")};
  ValueId p = addParameter(f, module.types.pointer(doubleType), "p", ParameterKind::Value, "double *");
  scope.arrays = {p, b.local(module.types.array(doubleType, 4), "t", true)};
  scope.arrays.push_back(b.tapeArray(doubleType, {b.constantInt(module.types.sizeType(), 4)}, "s_at", true));
  scope.bools = {b.compare(Predicate::Lt, scope.reals[0], scope.reals[1])};
  statements(0);
  // Much of what was computed can be seen in the result.
  ValueId sum = b.cast(integer(), doubleType);
  for (size_t k = 0; k < 8 && k < scope.reals.size(); ++k)
    sum = b.add(b.mul(sum, b.constantFloat(doubleType, 0.5)), scope.reals[scope.reals.size() - 1 - k]);
  for (size_t array = 1; array < scope.arrays.size(); ++array)
    for (int k = 0; k < 4; ++k) {
      ValueId i = b.constantInt(intType, k);
      sum = b.add(sum, b.load(array == 1 ? b.element(scope.arrays[array], i) : b.index(scope.arrays[array], i)));
    }
  f[f.body].yields = {sum};
}

} // namespace

Function randomFunction(Module &module, const std::string &name, unsigned seed) {
  Function function;
  function.name = name;
  Generator(module, function, seed).run();
  return function;
}

} // namespace clangent::test
