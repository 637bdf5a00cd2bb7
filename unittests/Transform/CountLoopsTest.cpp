// One fact a test: which loops become counted, and over which range; and closed forms of what counted loops step.
#include "Transform/Prepare/CountLoops.h"
#include "StageFixture.h"
#include "Transform/Prepare/Induction.h"

namespace clangent::transform {
namespace {

class CountLoopsTest : public StageTest {
protected:
  // while (k `predicate` bound) k += step; returns k.
  void counts(ValueId first, Predicate predicate, ValueId bound, int64_t step) {
    OpId op = whileLoop({first}, [&](auto &k) { return b.compare(predicate, k[0], bound); },
                        [&](auto &k) {
                          use(k[0]);
                          return std::vector{b.add(k[0], b.constantInt(function[first].type, step))};
                        });
    run({function[op].results[0]});
  }
  void run(std::vector<ValueId> results) {
    returns(std::move(results));
    countLoops(module, function);
    check();
  }
};

TEST_F(CountLoopsTest, theRangeIsThatOfTheWhile) {
  counts(i, Predicate::Lt, j, 2);
  const Op &op = only(Opcode::For);
  EXPECT_EQ(op.operands[0], i);
  EXPECT_EQ(op.operands[1], j);
  EXPECT_TRUE(isConstant(op.operands[2], 2));
  EXPECT_EQ(op.predicate, Predicate::Lt);
  EXPECT_EQ(count(Opcode::While), 0u);
}

TEST_F(CountLoopsTest, theCounterAfterTheLoopComesFromTheTripCount) {
  counts(i, Predicate::Ge, j, -3);
  EXPECT_TRUE(only(Opcode::For).results.empty());
  EXPECT_EQ(count(Opcode::Trips), 1u);
  EXPECT_NE(returned(), ValueId());
}

TEST_F(CountLoopsTest, aBoundOnTheLeftIsABoundOnTheRight) {
  OpId op = whileLoop({i}, [&](auto &k) { return b.compare(Predicate::Gt, j, k[0]); },
                      [&](auto &k) { return std::vector{b.add(k[0], integer(1))}; });
  run({function[op].results[0]});
  EXPECT_EQ(only(Opcode::For).predicate, Predicate::Lt);
  EXPECT_EQ(only(Opcode::For).operands[1], j);
}

TEST_F(CountLoopsTest, stepsAwayFromTheBoundAreNotCounted) {
  counts(i, Predicate::Lt, j, -1);
  EXPECT_EQ(count(Opcode::For), 0u);
}

TEST_F(CountLoopsTest, stepsThatMayJumpOverTheBoundAreNotCounted) {
  counts(i, Predicate::Ne, j, 2);
  EXPECT_EQ(count(Opcode::For), 0u);
}

TEST_F(CountLoopsTest, carriedBoundsThatChangeAreNotCounted) {
  OpId op = whileLoop({i, j}, [&](auto &k) { return b.compare(Predicate::Lt, k[0], k[1]); },
                      [&](auto &k) { return std::vector{b.add(k[0], integer(1)), b.sub(k[1], integer(1))}; });
  run({function[op].results[0]});
  EXPECT_EQ(count(Opcode::For), 0u);
}

TEST_F(CountLoopsTest, realCountersAreNotCounted) {
  OpId op = whileLoop({x}, [&](auto &k) { return b.compare(Predicate::Lt, k[0], y); },
                      [&](auto &k) { return std::vector{b.add(k[0], real(1))}; });
  run({function[op].results[0]});
  EXPECT_EQ(count(Opcode::For), 0u);
}

TEST_F(CountLoopsTest, otherCarriedValuesStayCarried) {
  OpId op = whileLoop({i, x}, [&](auto &k) { return b.compare(Predicate::Lt, k[0], j); },
                      [&](auto &k) { return std::vector{b.add(k[0], integer(1)), b.mul(k[1], y)}; });
  run({function[op].results[1]});
  const Op &counted = only(Opcode::For);
  ASSERT_EQ(counted.operands.size(), 4u);
  EXPECT_EQ(counted.operands[3], x);
  EXPECT_EQ(returned(), counted.results[0]);
}

class InductionTest : public StageTest {
protected:
  // Carries `first` through a loop, stepped by `next`.
  template <class Next> void run(ValueId first, Next next) {
    auto results = loop(j, {first}, [&](ValueId, std::vector<ValueId> v) {
      use(v[0]);
      return std::vector{next(v[0])};
    });
    returns({results[0]});
    closeInductions(module, function);
    simplify(module, function);
    check();
  }
  size_t carried() const { return only(Opcode::For).results.size(); }
};

TEST_F(InductionTest, integersSteppedByAConstantAreNotCarried) {
  run(i, [&](ValueId v) { return b.add(v, integer(3)); });
  EXPECT_EQ(carried(), 0u);
}

TEST_F(InductionTest, pointersSteppedByAnInvariantAreNotCarried) {
  run(p, [&](ValueId v) { return b.index(v, i); });
  EXPECT_EQ(carried(), 0u);
}

TEST_F(InductionTest, integersThatAreMultipliedStayCarried) {
  run(i, [&](ValueId v) { return b.mul(v, integer(3)); });
  EXPECT_EQ(carried(), 1u);
}

TEST_F(InductionTest, realsStayCarriedSinceTheirSumsRound) {
  run(x, [&](ValueId v) { return b.add(v, real(0.1L)); });
  EXPECT_EQ(carried(), 1u);
}

} // namespace
} // namespace clangent::transform
