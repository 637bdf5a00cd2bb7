// One rule a test, on the smallest function that shows it. The expected text is the whole body after simplification.
#include "SimplifyFixture.h"

namespace clangent::transform {
namespace {

class SimplifyLoops : public SimplifyTest {};

TEST_F(SimplifyLoops, loopsWithoutEffectDisappear) {
  loop(i, {x}, [&](ValueId, std::vector<ValueId> s) { return std::vector{b.mul(s[0], y)}; });
  EXPECT_EQ(simplified({y}), "  return %y\n");
}

TEST_F(SimplifyLoops, carriedValuesThatOnlyFeedThemselvesDisappear) {
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

TEST_F(SimplifyLoops, carriedValuesThatNeverChangeAreTheirInitialValues) {
  auto results = loop(i, {x, y}, [&](ValueId, std::vector<ValueId> s) {
    use(b.mul(s[0], s[1]));
    return std::vector{s[0], y};
  });
  EXPECT_EQ(simplified(results), "  %0 = constant 0 : int\n"
                                 "  %1 = constant 1 : int\n"
                                 "  for %k = %0 to lt %i step %1 {\n"
                                 "    %2 = mul %x, %y : double\n"
                                 "    opaque use($0) on (%2)\n"
                                 "  }\n"
                                 "  return %x, %y\n");
}

TEST_F(SimplifyLoops, loopsWithoutTripsGiveTheirInitialValues) {
  auto results = loop(integer(0), {x}, [&](ValueId, std::vector<ValueId> s) {
    use(s[0]);
    return std::vector{b.neg(s[0])};
  });
  EXPECT_EQ(simplified(results), "  return %x\n");
}

TEST_F(SimplifyLoops, loopsOfOneTripAreTheirBody) {
  auto results = loop(integer(1), {x}, [&](ValueId, std::vector<ValueId> s) {
    use(s[0]);
    return std::vector{b.neg(s[0])};
  });
  EXPECT_EQ(simplified(results), "  opaque use($0) on (%x)\n"
                                 "  %0 = neg %x : double\n"
                                 "  return %0\n");
}

TEST_F(SimplifyLoops, whileKeepsItsConditionAndLosesWhatNobodyReads) {
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

TEST_F(SimplifyLoops, theConditionOfALoopHoldsInItsBody) {
  OpId op = b.whileOp({i});
  RegionId before = function[op].regions[0], body = function[op].regions[1];
  b.setRegion(before);
  ValueId goesOn = b.compare(Predicate::Lt, function[before].arguments[0], j);
  function[before].yields = {goesOn};
  b.setRegion(body);
  function[body].yields = {b.add(function[before].arguments[0], b.select(goesOn, integer(2), integer(3)))};
  b.setRegion(function.body);
  EXPECT_EQ(simplified({b.addResult(op, types.intType())}), "  %0 = while carried (%i.1 = %i.0 : int) {\n"
                                                            "    %1 = compare lt %i.1, %j : int\n"
                                                            "    condition %1\n"
                                                            "  } do {\n"
                                                            "    %2 = constant 2 : int\n"
                                                            "    %3 = add %i.1, %2 : int\n"
                                                            "    yield %3\n"
                                                            "  }\n"
                                                            "  return %0\n");
}

} // namespace
} // namespace clangent::transform
