// Random functions do the same, to the bit, before and after simplification.
#include "Machine.h"

#include "IR/Builder.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"
#include "Transform/Simplify/Simplify.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace clangent::test {
namespace {

using namespace ir;

// Builds f(x, y: double, i, j: int, c: bool, p: double *), where p points to eight numbers.
class Generator {
public:
  Generator(Module &module, unsigned seed) : module(module), f(add(module)), b(module, f, f.body), random(seed) {
    number = module.types.doubleType();
    integer = module.types.intType();
    f.resultKind = ResultKind::Multiple;
    for (const char *name : {"x", "y"})
      numbers.push_back(addParameter(f, number, name, ParameterKind::Value, "double"));
    for (const char *name : {"i", "j"})
      integers.push_back(addParameter(f, integer, name, ParameterKind::Value, "int"));
    bools.push_back(addParameter(f, module.types.boolType(), "c", ParameterKind::Value, "bool"));
    pointers.push_back(addParameter(f, module.types.pointer(number), "p", ParameterKind::Value, "double *"));
    statements(14, 3);
    f[f.body].yields = {pick(numbers), pick(numbers), pick(integers), pick(bools)};
  }

private:
  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }
  unsigned below(unsigned n) { return std::uniform_int_distribution<unsigned>(0, n - 1)(random); }
  ValueId pick(const std::vector<ValueId> &list) { // rather one of the last
    size_t back = below(3) ? below(static_cast<unsigned>(std::min<size_t>(list.size(), 4)))
                           : below(static_cast<unsigned>(list.size()));
    return list[list.size() - 1 - back];
  }
  ValueId smallIndex() { return b.constantInt(integer, below(3)); }
  ValueId place() {
    ValueId base = pick(pointers);
    TypeId pointee = module.types.pointee(f[base].type);
    return module.types.isFloat(pointee) ? b.index(base, smallIndex()) : b.element(base, smallIndex());
  }

  void statements(int count, int depth) {
    for (int k = 0; k < count; ++k)
      statement(depth);
  }

  void statement(int depth) {
    switch (below(depth > 0 ? 17 : 13)) {
    case 0:
    case 1:
    case 2:
      arithmetic();
      return;
    case 3:
      numbers.push_back(constant());
      return;
    case 4:
      integers.push_back(below(2) ? b.constantInt(integer, below(4)) : b.add(pick(integers), pick(integers)));
      return;
    case 5:
      bools.push_back(b.compare(anyPredicate(), pick(numbers), pick(numbers)));
      return;
    case 6:
      logic();
      return;
    case 7:
      numbers.push_back(b.select(pick(bools), pick(numbers), pick(numbers)));
      return;
    case 8:
      numbers.push_back(b.load(place()));
      return;
    case 9:
      b.store(place(), pick(numbers));
      return;
    case 10:
      b.update(place(), pick(numbers));
      return;
    case 11:
      effect();
      return;
    case 12:
      pointers.push_back(below(2) ? local() : b.index(pointers[0], smallIndex()));
      return;
    case 13:
    case 14:
      branch(depth - 1);
      return;
    case 15:
      loop(depth - 1);
      return;
    case 16:
      search(depth - 1);
      return;
    }
  }

  ValueId constant() {
    static const double some[] = {0, -0.0, 1, -1, 2, 0.5, std::numeric_limits<double>::infinity()};
    return b.constantFloat(number, some[below(7)]);
  }
  Predicate anyPredicate() { return static_cast<Predicate>(below(6)); }

  void arithmetic() {
    static const Opcode codes[] = {Opcode::Add, Opcode::Sub, Opcode::Mul, Opcode::Div};
    unsigned kind = below(6);
    if (kind == 4)
      numbers.push_back(b.neg(pick(numbers)));
    else if (kind == 5)
      numbers.push_back(below(2) ? b.math(MathFunction::Sin, {pick(numbers)}) : b.cast(pick(integers), number));
    else
      numbers.push_back(b.binary(codes[kind], pick(numbers), pick(numbers)));
  }

  void logic() {
    switch (below(4)) {
    case 0:
      bools.push_back(b.logicalNot(pick(bools)));
      return;
    case 1:
      bools.push_back(b.compare(anyPredicate(), pick(integers), pick(integers)));
      return;
    case 2:
      bools.push_back(b.binary(below(2) ? Opcode::BitAnd : Opcode::BitOr, pick(bools), pick(bools)));
      return;
    case 3:
      bools.push_back(b.constantBool(below(2)));
      return;
    }
  }

  void effect() {
    if (below(3) == 0) {
      OpId op = b.opaque(Term::call("read", {Term::operand(0)}), {pick(numbers)}, number);
      numbers.push_back(b.result(op));
      return;
    }
    ValueId stack = b.stackNew(number, "stack");
    b.push(stack, pick(numbers));
    b.push(stack, pick(numbers));
    ValueId popped = b.pop(stack);
    if (below(2))
      numbers.push_back(popped);
  }

  ValueId local() {
    ValueId object = b.local(module.types.array(number, 8), "a");
    for (int k = 0; k < 3; ++k) // what is read was written before
      b.store(b.element(object, b.constantInt(integer, k)), pick(numbers));
    return object;
  }

  // Runs `fill` in a region; what it defines is not in scope afterwards.
  template <class Fill> void inside(RegionId region, Fill fill) {
    auto scopes = std::tuple(numbers, integers, bools, pointers);
    RegionId outer = b.region();
    b.setRegion(region);
    f[region].yields = fill();
    b.setRegion(outer);
    std::tie(numbers, integers, bools, pointers) = scopes;
  }

  void branch(int depth) {
    OpId op = b.ifOp(pick(bools));
    for (unsigned arm : {0u, 1u})
      inside(f[op].regions[arm], [&] {
        statements(static_cast<int>(below(4)), depth);
        return std::vector{pick(numbers), below(3) ? pick(bools) : b.constantBool(arm)};
      });
    numbers.push_back(b.addResult(op, number));
    bools.push_back(b.addResult(op, module.types.boolType()));
  }

  void loop(int depth) {
    std::vector<ValueId> initial = {pick(numbers), pick(numbers)};
    OpId op = b.forOp(b.constantInt(integer, 0), b.constantInt(integer, below(4)), b.constantInt(integer, 1),
                      Predicate::Lt, initial, "k");
    RegionId body = f[op].regions[0];
    inside(body, [&] {
      std::vector<ValueId> arguments = f[body].arguments;
      integers.push_back(arguments[0]);
      numbers.insert(numbers.end(), arguments.begin() + 1, arguments.end());
      statements(static_cast<int>(below(4)), depth);
      return std::vector{pick(numbers), below(2) ? arguments[2] : pick(numbers)};
    });
    numbers.push_back(b.addResult(op, number));
    numbers.push_back(b.addResult(op, number));
  }

  // At most four rounds, or until a condition on the carried number fails.
  void search(int depth) {
    ValueId rounds = b.constantInt(integer, below(5)), zero = b.constantInt(integer, 0),
            one = b.constantInt(integer, 1);
    OpId op = b.whileOp({pick(numbers), rounds});
    RegionId before = f[op].regions[0], body = f[op].regions[1];
    std::vector<ValueId> arguments = f[before].arguments;
    inside(before, [&] {
      ValueId goesOn = b.compare(Predicate::Gt, arguments[1], zero);
      if (below(2))
        goesOn = b.binary(Opcode::BitAnd, goesOn, b.compare(anyPredicate(), arguments[0], b.load(place())));
      return std::vector{goesOn};
    });
    inside(body, [&] {
      numbers.push_back(arguments[0]);
      statements(static_cast<int>(below(4)), depth);
      return std::vector{pick(numbers), b.sub(arguments[1], one)};
    });
    numbers.push_back(b.addResult(op, number));
    integers.push_back(b.addResult(op, integer));
  }

  Module &module;
  Function &f;
  Builder b;
  std::mt19937 random;
  TypeId number, integer;
  std::vector<ValueId> numbers, integers, bools, pointers;
};

size_t operationsIn(const Function &f, RegionId region) {
  size_t count = 0;
  for (OpId id : f[region].ops) {
    ++count;
    for (RegionId inner : f[id].regions)
      count += operationsIn(f, inner);
  }
  return count;
}

TEST(SimplifyRandom, simplificationChangesNoResultAndNoEffect) {
  const std::vector<double> memory = {0.5, -2, 3, 0, 1, 7, -0.0, 0.125};
  const std::vector<std::vector<Machine::Datum>> inputs = {
      {{0.75}, {-2}, {0, 3}, {0, -1}, {0, 1}, {}},
      {{0.0}, {-0.0}, {0, 0}, {0, 0}, {0, 0}, {}},
      {{std::numeric_limits<double>::quiet_NaN()}, {1}, {0, 2}, {0, 2}, {0, 1}, {}}};
  size_t before = 0, after = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Module module;
    Generator generate(module, seed);
    Function &f = module.functions[0];
    std::vector<std::string> errors = verify(module, f);
    ASSERT_TRUE(errors.empty()) << "seed " << seed << ": " << errors.front();
    std::string original = print(module, f);
    std::vector<std::string> expected;
    for (const auto &input : inputs)
      expected.push_back(Machine(module, f).run(input, memory));
    before += operationsIn(f, f.body);
    transform::simplify(module, f);
    after += operationsIn(f, f.body);
    errors = verify(module, f);
    ASSERT_TRUE(errors.empty()) << "seed " << seed << ": " << errors.front() << "\n" << original << print(module, f);
    for (size_t k = 0; k < inputs.size(); ++k)
      ASSERT_EQ(Machine(module, f).run(inputs[k], memory), expected[k]) << "seed " << seed << ", input " << k << "\n"
                                                                        << original << print(module, f);
  }
  EXPECT_LT(2 * after, before); // it was worth it
}

} // namespace
} // namespace clangent::test
