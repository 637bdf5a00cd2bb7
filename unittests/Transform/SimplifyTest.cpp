// One rule a test, on the smallest function that shows it. The expected text is the whole body after simplification.
#include "Transform/Simplify.h"
#include "IR/Builder.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"

#include <gtest/gtest.h>

namespace clangent::transform {
namespace {

using namespace ir;

// f(x, y: double, i, j: int, c, e: bool, p: double *)
class SimplifyTest : public testing::Test {
protected:
  SimplifyTest() : function(add(module)), types(module.types), b(module, function, function.body) {
    function.resultKind = ResultKind::Multiple;
    x = addParameter(function, types.doubleType(), "x", ParameterKind::Value, "double");
    y = addParameter(function, types.doubleType(), "y", ParameterKind::Value, "double");
    i = addParameter(function, types.intType(), "i", ParameterKind::Value, "int");
    j = addParameter(function, types.intType(), "j", ParameterKind::Value, "int");
    c = addParameter(function, types.boolType(), "c", ParameterKind::Value, "bool");
    e = addParameter(function, types.boolType(), "e", ParameterKind::Value, "bool");
    p = addParameter(function, types.pointer(types.doubleType()), "p", ParameterKind::Value, "double *");
  }
  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }

  ValueId real(long double v) { return b.constantFloat(types.doubleType(), v); }
  ValueId integer(int64_t v) { return b.constantInt(types.intType(), v); }
  OpId use(ValueId v) { return b.opaque("use($0)", {v}, TypeId()); } // an effect that keeps v alive

  // An If whose arms are filled by two functions that return the arm's yields.
  template <class Then, class Else> std::vector<ValueId> branch(ValueId condition, Then then, Else otherwise) {
    OpId op = b.ifOp(condition);
    RegionId outer = b.region();
    b.setRegion(function[op].regions[0]);
    std::vector<ValueId> yields = then();
    function[function[op].regions[0]].yields = yields;
    b.setRegion(function[op].regions[1]);
    function[function[op].regions[1]].yields = otherwise();
    b.setRegion(outer);
    for (ValueId v : yields)
      b.addResult(op, function[v].type);
    return function[op].results;
  }

  // A loop over 0 ... upper - 1; the body maps (counter, carried) to the next carried.
  template <class Body> std::vector<ValueId> loop(ValueId upper, std::vector<ValueId> initial, Body body) {
    OpId op = b.forOp(integer(0), upper, integer(1), Predicate::Lt, initial, "k");
    RegionId outer = b.region(), inside = function[op].regions[0];
    b.setRegion(inside);
    std::vector<ValueId> arguments = function[inside].arguments;
    function[inside].yields = body(arguments[0], std::vector<ValueId>(arguments.begin() + 1, arguments.end()));
    b.setRegion(outer);
    for (ValueId v : initial)
      b.addResult(op, function[v].type);
    return function[op].results;
  }

  std::string simplified(std::vector<ValueId> results = {}, const SimplifyOptions &options = {}) {
    function[function.body].yields = std::move(results);
    check();
    simplify(module, function, options);
    check();
    std::string text = print(module, function);
    text = text.substr(text.find("{\n") + 2);
    return text.substr(0, text.size() - 2);
  }
  void check() {
    std::vector<std::string> errors = verify(module, function);
    EXPECT_TRUE(errors.empty()) << errors.front() << "\n" << print(module, function);
  }

  Module module;
  Function &function;
  TypeTable &types;
  Builder b;
  ValueId x, y, i, j, c, e, p;
};

// ---- scalars

TEST_F(SimplifyTest, unusedValuesDisappear) {
  b.mul(x, y);
  EXPECT_EQ(simplified({x}), "  return %x\n");
}

TEST_F(SimplifyTest, equalOperationsAreOneValue) {
  ValueId a = b.mul(x, y), again = b.mul(y, x);
  EXPECT_EQ(simplified({b.add(a, again)}), "  %0 = mul %x, %y : double\n"
                                           "  %1 = add %0, %0 : double\n"
                                           "  return %1\n");
}

TEST_F(SimplifyTest, zerosOfTwoSignsAreTwoValues) {
  EXPECT_EQ(simplified({real(0), real(-0.0L)}), "  %0 = constant 0 : double\n"
                                                "  %1 = constant -0 : double\n"
                                                "  return %0, %1\n");
}

TEST_F(SimplifyTest, constantsAreComputedInTheirOwnPrecision) {
  TypeId single = types.floatType();
  ValueId third = b.div(b.constantFloat(single, 1), b.constantFloat(single, 3));
  ValueId wrapped = b.add(b.constantInt(types.integer("unsigned char", 8, false), 200),
                          b.constantInt(types.integer("unsigned char", 8, false), 100));
  EXPECT_EQ(simplified({third, wrapped}), "  %0 = constant 0.33333334 : float\n"
                                          "  %1 = constant 44 : unsigned char\n"
                                          "  return %0, %1\n");
}

TEST_F(SimplifyTest, undefinedArithmeticIsLeftAlone) {
  ValueId overflow = b.add(integer(2147483647), integer(1)), byZero = b.div(integer(1), integer(0));
  EXPECT_EQ(simplified({overflow, byZero}), "  %0 = constant 2147483647 : int\n"
                                            "  %1 = constant 1 : int\n"
                                            "  %2 = add %0, %1 : int\n"
                                            "  %3 = constant 0 : int\n"
                                            "  %4 = div %1, %3 : int\n"
                                            "  return %2, %4\n");
}

TEST_F(SimplifyTest, neutralFactorsAndSigns) {
  EXPECT_EQ(simplified({b.mul(x, real(1)), b.div(x, real(1)), b.add(x, real(-0.0L)), b.sub(x, real(0)), b.neg(b.neg(x)),
                        b.mul(b.neg(real(1)), x)}),
            "  %0 = neg %x : double\n"
            "  return %x, %x, %x, %x, %x, %0\n");
}

TEST_F(SimplifyTest, addingZeroMattersToNegativeZeroOnly) {
  ValueId sum = b.add(x, real(0));
  EXPECT_EQ(simplified({sum}), "  %0 = constant 0 : double\n"
                               "  %1 = add %x, %0 : double\n"
                               "  return %1\n");
  SimplifyOptions options;
  options.keepsSignOfZero = false;
  EXPECT_EQ(simplified({sum}, options), "  return %x\n");
}

TEST_F(SimplifyTest, productsWithZeroStay) {
  EXPECT_EQ(simplified({b.mul(x, real(0))}), "  %0 = constant 0 : double\n"
                                             "  %1 = mul %x, %0 : double\n"
                                             "  return %1\n");
}

TEST_F(SimplifyTest, differencesTakeNegationsIn) {
  EXPECT_EQ(simplified({b.add(x, b.neg(y)), b.sub(x, b.neg(y))}), "  %0 = sub %x, %y : double\n"
                                                                  "  %1 = add %x, %y : double\n"
                                                                  "  return %0, %1\n");
}

TEST_F(SimplifyTest, integerIdentities) {
  EXPECT_EQ(simplified({b.add(i, integer(0)), b.sub(i, i), b.mul(i, integer(0)), b.compare(Predicate::Le, i, i)}),
            "  %0 = constant 0 : int\n"
            "  %1 = constant true : bool\n"
            "  return %i, %0, %0, %1\n");
}

TEST_F(SimplifyTest, onlyComparisonsThatNanCannotUpsetAreInverted) {
  ValueId less = b.logicalNot(b.compare(Predicate::Lt, i, j)), real = b.logicalNot(b.compare(Predicate::Lt, x, y));
  EXPECT_EQ(simplified({less, real}), "  %0 = compare ge %i, %j : int\n"
                                      "  %1 = compare lt %x, %y : double\n"
                                      "  %2 = not %1 : bool\n"
                                      "  return %0, %2\n");
}

TEST_F(SimplifyTest, aValueEqualsItselfUnlessItIsAFloat) {
  EXPECT_EQ(simplified({b.compare(Predicate::Eq, x, x), b.compare(Predicate::Eq, i, i)}),
            "  %0 = compare eq %x, %x : double\n"
            "  %1 = constant true : bool\n"
            "  return %0, %1\n");
}

TEST_F(SimplifyTest, boolsThatWentThroughAnInteger) {
  ValueId wide = b.cast(c, types.intType());
  EXPECT_EQ(simplified({b.compare(Predicate::Ne, wide, integer(0)), b.compare(Predicate::Eq, wide, integer(0))}),
            "  %0 = not %c : bool\n"
            "  return %c, %0\n");
}

TEST_F(SimplifyTest, guardedProductsOfConstants) {
  EXPECT_EQ(simplified({b.guardedMul(real(0), x), b.guardedMul(x, real(1)), b.guardedMul(x, real(2))}),
            "  %0 = constant 0 : double\n"
            "  %1 = constant 2 : double\n"
            "  %2 = mul %x, %1 : double\n"
            "  return %0, %x, %2\n");
}

TEST_F(SimplifyTest, tripsOfConstantBounds) {
  EXPECT_EQ(simplified({b.trips(integer(0), integer(7), integer(2), Predicate::Lt),
                        b.trips(integer(7), integer(0), integer(-2), Predicate::Ge),
                        b.trips(integer(3), integer(3), integer(1), Predicate::Lt)}),
            "  %0 = constant 4 : long\n"
            "  %1 = constant 0 : long\n"
            "  return %0, %0, %1\n");
}

// ---- branches

TEST_F(SimplifyTest, decidedBranchesAreTakenApart) {
  auto result = branch(
      b.constantBool(true), [&] { return std::vector{b.neg(x)}; }, [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  %0 = neg %x : double\n"
                                "  return %0\n");
}

TEST_F(SimplifyTest, theSameConditionInsideABranchIsDecided) {
  branch(
      c,
      [&] {
        branch(
            c,
            [&] {
              use(x);
              return std::vector<ValueId>();
            },
            [&] {
              use(y);
              return std::vector<ValueId>();
            });
        return std::vector<ValueId>();
      },
      [&] { return std::vector<ValueId>(); });
  EXPECT_EQ(simplified(), "  if %c {\n"
                          "    opaque \"use($0)\"(%x)\n"
                          "  }\n");
}

TEST_F(SimplifyTest, resultsThatAreTheSameEitherWay) {
  auto two = [&] { return std::vector{y, real(2)}; };
  auto useAndTwo = [&] {
    use(x);
    return two();
  };
  EXPECT_EQ(simplified(branch(c, useAndTwo, two)), "  %0 = constant 2 : double\n"
                                                   "  if %c {\n"
                                                   "    opaque \"use($0)\"(%x)\n"
                                                   "  }\n"
                                                   "  return %y, %0\n");
}

TEST_F(SimplifyTest, branchesThatYieldTheirCondition) {
  auto same = branch(
      c, [&] { return std::vector{b.constantBool(true)}; }, [&] { return std::vector{b.constantBool(false)}; });
  auto opposite = branch(
      c, [&] { return std::vector{b.constantBool(false)}; }, [&] { return std::vector{b.constantBool(true)}; });
  EXPECT_EQ(simplified({same[0], opposite[0]}), "  %0 = not %c : bool\n"
                                                "  return %c, %0\n");
}

TEST_F(SimplifyTest, anUnspecifiedArmIsWhateverTheOtherIs) {
  auto result = branch(
      c,
      [&] {
        use(x);
        return std::vector{b.undef(types.doubleType())};
      },
      [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  if %c {\n"
                                "    opaque \"use($0)\"(%x)\n"
                                "  }\n"
                                "  return %y\n");
}

TEST_F(SimplifyTest, aBranchThatOnlyChoosesIsASelect) {
  auto result = branch(
      c, [&] { return std::vector{x}; }, [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  %0 = select %c, %x, %y : double\n"
                                "  return %0\n");
}

TEST_F(SimplifyTest, unusedResultsAreDropped) {
  auto results = branch(
      c,
      [&] {
        return std::vector{b.mul(x, x), b.neg(x)};
      },
      [&] {
        return std::vector{x, y};
      });
  EXPECT_EQ(simplified({results[1]}), "  %0 = if %c -> double {\n"
                                      "    %1 = neg %x : double\n"
                                      "    yield %1\n"
                                      "  } else {\n"
                                      "    yield %y\n"
                                      "  }\n"
                                      "  return %0\n");
}

TEST_F(SimplifyTest, adjacentBranchesOnOneConditionAreMerged) {
  auto first = branch(
      c, [&] { return std::vector{b.mul(x, x)}; }, [&] { return std::vector{y}; });
  auto second = branch(
      b.logicalNot(c), [&] { return std::vector{b.neg(first[0])}; }, [&] { return std::vector{b.mul(first[0], y)}; });
  EXPECT_EQ(simplified(second), "  %0 = if %c -> double {\n"
                                "    %1 = mul %x, %x : double\n"
                                "    %2 = mul %1, %y : double\n"
                                "    yield %2\n"
                                "  } else {\n"
                                "    %3 = neg %y : double\n"
                                "    yield %3\n"
                                "  }\n"
                                "  return %0\n");
}

TEST_F(SimplifyTest, branchesWithSomethingDependentBetweenStayApart) {
  auto first = branch(
      c, [&] { return std::vector{b.mul(x, x)}; }, [&] { return std::vector{y}; });
  ValueId between = b.neg(first[0]);
  auto second = branch(
      c, [&] { return std::vector{b.mul(between, x)}; }, [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(second), "  %0 = if %c -> double {\n"
                                "    %1 = mul %x, %x : double\n"
                                "    yield %1\n"
                                "  } else {\n"
                                "    yield %y\n"
                                "  }\n"
                                "  %2 = neg %0 : double\n"
                                "  %3 = if %c -> double {\n"
                                "    %4 = mul %2, %x : double\n"
                                "    yield %4\n"
                                "  } else {\n"
                                "    yield %y\n"
                                "  }\n"
                                "  return %3\n");
}

TEST_F(SimplifyTest, branchesWithAnEffectBetweenStayApart) {
  auto nothing = [&] { return std::vector<ValueId>(); };
  branch(
      c,
      [&] {
        use(x);
        return std::vector<ValueId>();
      },
      nothing);
  use(y);
  branch(
      c,
      [&] {
        use(x);
        return std::vector<ValueId>();
      },
      nothing);
  EXPECT_EQ(simplified(), "  if %c {\n"
                          "    opaque \"use($0)\"(%x)\n"
                          "  }\n"
                          "  opaque \"use($0)\"(%y)\n"
                          "  if %c {\n"
                          "    opaque \"use($0)\"(%x)\n"
                          "  }\n");
}

TEST_F(SimplifyTest, valuesOfOneArmAreUnknownInTheOther) {
  auto result = branch(
      c,
      [&] {
        use(b.mul(x, y));
        return std::vector{x};
      },
      [&] { return std::vector{b.mul(x, y)}; });
  EXPECT_EQ(simplified(result), "  %0 = if %c -> double {\n"
                                "    %1 = mul %x, %y : double\n"
                                "    opaque \"use($0)\"(%1)\n"
                                "    yield %x\n"
                                "  } else {\n"
                                "    %2 = mul %x, %y : double\n"
                                "    yield %2\n"
                                "  }\n"
                                "  return %0\n");
}

// ---- loops

TEST_F(SimplifyTest, loopsWithoutEffectDisappear) {
  loop(i, {x}, [&](ValueId, std::vector<ValueId> s) { return std::vector{b.mul(s[0], y)}; });
  EXPECT_EQ(simplified({y}), "  return %y\n");
}

TEST_F(SimplifyTest, carriedValuesThatOnlyFeedThemselvesDisappear) {
  auto results = loop(i, {x, y}, [&](ValueId, std::vector<ValueId> s) {
    return std::vector{b.neg(s[0]), b.mul(s[1], s[1])};
  });
  EXPECT_EQ(simplified({results[0]}), "  %0 = constant 0 : int\n"
                                      "  %1 = constant 1 : int\n"
                                      "  %2 = for %k = %0 to lt %i step %1 carried (%x.1 = %x.0 : double) {\n"
                                      "    %3 = neg %x.1 : double\n"
                                      "    yield %3\n"
                                      "  }\n"
                                      "  return %2\n");
}

TEST_F(SimplifyTest, carriedValuesThatNeverChangeAreTheirInitialValues) {
  auto results = loop(i, {x, y}, [&](ValueId, std::vector<ValueId> s) {
    use(b.mul(s[0], s[1]));
    return std::vector{s[0], y};
  });
  EXPECT_EQ(simplified(results), "  %0 = constant 0 : int\n"
                                 "  %1 = constant 1 : int\n"
                                 "  for %k = %0 to lt %i step %1 {\n"
                                 "    %2 = mul %x, %y : double\n"
                                 "    opaque \"use($0)\"(%2)\n"
                                 "  }\n"
                                 "  return %x, %y\n");
}

TEST_F(SimplifyTest, loopsWithoutTripsGiveTheirInitialValues) {
  auto results = loop(integer(0), {x}, [&](ValueId, std::vector<ValueId> s) {
    use(s[0]);
    return std::vector{b.neg(s[0])};
  });
  EXPECT_EQ(simplified(results), "  return %x\n");
}

TEST_F(SimplifyTest, loopsOfOneTripAreTheirBody) {
  auto results = loop(integer(1), {x}, [&](ValueId, std::vector<ValueId> s) {
    use(s[0]);
    return std::vector{b.neg(s[0])};
  });
  EXPECT_EQ(simplified(results), "  opaque \"use($0)\"(%x)\n"
                                 "  %0 = neg %x : double\n"
                                 "  return %0\n");
}

TEST_F(SimplifyTest, whileKeepsItsConditionAndLosesWhatNobodyReads) {
  OpId op = b.whileOp({x, y});
  RegionId before = function[op].regions[0], body = function[op].regions[1];
  ValueId s = function[before].arguments[0], t = function[before].arguments[1];
  b.setRegion(before);
  function[before].yields = {b.compare(Predicate::Lt, s, real(10))};
  b.setRegion(body);
  function[body].yields = {b.mul(s, s), b.neg(t)};
  b.setRegion(function.body);
  ValueId result = b.addResult(op, types.doubleType());
  b.addResult(op, types.doubleType());
  EXPECT_EQ(simplified({result}), "  %0 = while carried (%x.1 = %x.0 : double) {\n"
                                  "    %1 = constant 10 : double\n"
                                  "    %2 = compare lt %x.1, %1 : double\n"
                                  "    condition %2\n"
                                  "  } do {\n"
                                  "    %3 = mul %x.1, %x.1 : double\n"
                                  "    yield %3\n"
                                  "  }\n"
                                  "  return %0\n");
}

// ---- memory

TEST_F(SimplifyTest, aLoadAfterAStoreIsTheValueStored) {
  b.store(p, x);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  return %x\n");
}

TEST_F(SimplifyTest, aStoreThatMayOverlapIsRespected) {
  ValueId q = b.index(p, i);
  b.store(p, x);
  b.store(q, y);
  EXPECT_EQ(simplified({b.load(p)}), "  %0 = index %p, %i : double *\n"
                                     "  store %p, %x : double\n"
                                     "  store %0, %y : double\n"
                                     "  %1 = load %p : double\n"
                                     "  return %1\n");
}

TEST_F(SimplifyTest, differentConstantIndicesDoNotOverlap) {
  ValueId first = b.index(p, integer(1)), second = b.index(p, integer(2));
  b.store(first, x);
  b.store(second, y);
  EXPECT_EQ(simplified({b.load(first)}), "  %0 = constant 1 : int\n"
                                         "  %1 = index %p, %0 : double *\n"
                                         "  %2 = constant 2 : int\n"
                                         "  %3 = index %p, %2 : double *\n"
                                         "  store %1, %x : double\n"
                                         "  store %3, %y : double\n"
                                         "  return %x\n");
}

TEST_F(SimplifyTest, callsMayWriteAnything) {
  b.store(p, x);
  use(y);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  opaque \"use($0)\"(%y)\n"
                                     "  %0 = load %p : double\n"
                                     "  return %0\n");
}

TEST_F(SimplifyTest, aLoopForgetsWhatItWrites) {
  b.store(p, x);
  loop(i, {}, [&](ValueId, std::vector<ValueId>) {
    b.store(p, b.neg(b.load(p)));
    return std::vector<ValueId>();
  });
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  %0 = constant 0 : int\n"
                                     "  %1 = constant 1 : int\n"
                                     "  for %k = %0 to lt %i step %1 {\n"
                                     "    %2 = load %p : double\n"
                                     "    %3 = neg %2 : double\n"
                                     "    store %p, %3 : double\n"
                                     "  }\n"
                                     "  %4 = load %p : double\n"
                                     "  return %4\n");
}

TEST_F(SimplifyTest, aBranchForgetsWhatItsArmsWrite) {
  auto nothing = [&] { return std::vector<ValueId>(); };
  b.store(p, x);
  branch(
      c,
      [&] {
        b.update(p, y);
        return std::vector<ValueId>();
      },
      nothing);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  if %c {\n"
                                     "    update %p, %y : double\n"
                                     "  }\n"
                                     "  %0 = load %p : double\n"
                                     "  return %0\n");
}

TEST_F(SimplifyTest, objectsThatAreOnlyWrittenDisappear) {
  ValueId local = b.local(types.array(types.doubleType(), 4), "buffer");
  loop(i, {}, [&](ValueId k, std::vector<ValueId>) {
    b.store(b.element(local, k), x);
    b.update(b.element(local, k), y);
    return std::vector<ValueId>();
  });
  ValueId stack = b.stackNew(types.doubleType(), "tape");
  b.push(stack, x);
  EXPECT_EQ(simplified({y}), "  return %y\n");
}

TEST_F(SimplifyTest, objectsWhoseAddressLeavesStay) {
  ValueId local = b.local(types.doubleType(), "v");
  b.store(local, x);
  use(local);
  EXPECT_EQ(simplified(), "  %v = local : double *\n"
                          "  store %v, %x : double\n"
                          "  opaque \"use($0)\"(%v)\n");
}

TEST_F(SimplifyTest, aStackThatIsPoppedKeepsAllItsOperations) {
  ValueId stack = b.stackNew(types.doubleType(), "tape");
  b.push(stack, x);
  b.push(stack, y);
  b.pop(stack);
  EXPECT_EQ(simplified({b.pop(stack)}), "  %tape = stack_new : clangent::Stack<double>\n"
                                        "  push %tape, %x : double\n"
                                        "  push %tape, %y : double\n"
                                        "  %0 = pop %tape : double\n"
                                        "  %1 = pop %tape : double\n"
                                        "  return %1\n");
}

TEST_F(SimplifyTest, pureCallsGoAndOthersStay) {
  OpId pure = b.opaque("table()", {}, types.doubleType());
  function[pure].isPureCall = true;
  b.opaque("print()", {}, types.doubleType());
  EXPECT_EQ(simplified(), "  %0 = opaque \"print()\"() : double\n");
}

} // namespace
} // namespace clangent::transform
