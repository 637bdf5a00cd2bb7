// One fact a test about which values and objects carry derivatives.
#include "Analysis/Activity.h"
#include "Fixture.h"

namespace clangent::analysis {
namespace {

// x and p are inputs and have bars; y and q are not.
class ActivityTest : public AnalysisTest {
protected:
  struct Facts {
    Facts(const Module &module, const Function &f, bool prune)
        : seed{{true, false, false, false, true, false}, true}, memory(module, f),
          activity(module, f, memory, seed, prune) {}
    ActivitySeed seed;
    Memory memory;
    Activity activity;
  };
  Facts facts(bool prune = true) { return Facts(module, function, prune); }
};

TEST_F(ActivityTest, valuesBetweenInputsAndResultsAreActive) {
  ValueId product = b.mul(x, y);
  returns({product});
  Facts found = facts();
  EXPECT_TRUE(found.activity.isActive(x));
  EXPECT_TRUE(found.activity.isActive(product));
  EXPECT_FALSE(found.activity.isActive(y));
}

TEST_F(ActivityTest, valuesThatReachNoResultAreInactive) {
  ValueId unused = b.mul(x, x);
  ValueId compared = b.mul(x, y);
  ValueId result = b.add(x, y);
  returns({result, b.compare(Predicate::Lt, compared, y)});
  Facts found = facts();
  EXPECT_TRUE(found.activity.isVaried(unused));
  EXPECT_FALSE(found.activity.isActive(unused));
  EXPECT_FALSE(found.activity.isActive(compared));
  EXPECT_TRUE(found.activity.isActive(result));
}

TEST_F(ActivityTest, nothingFlowsThroughIntegers) {
  ValueId whole = b.cast(x, types.intType());
  ValueId back = b.cast(whole, types.doubleType());
  returns({back});
  Facts found = facts();
  EXPECT_FALSE(found.activity.isActive(whole));
  EXPECT_FALSE(found.activity.isActive(back));
  EXPECT_FALSE(found.activity.isActive(x));
}

TEST_F(ActivityTest, memoryWithABarIsActiveAndMemoryWithoutIsNot) {
  ValueId a = b.load(p), w = b.load(q);
  returns({b.mul(a, w)});
  Facts found = facts();
  EXPECT_TRUE(found.activity.hasShadow(p));
  EXPECT_TRUE(found.activity.isActive(a));
  EXPECT_FALSE(found.activity.hasShadow(q));
  EXPECT_FALSE(found.activity.isActive(w));
}

TEST_F(ActivityTest, localsThatPassActiveValuesOnAreActive) {
  ValueId buffer = b.local(types.array(types.doubleType(), 2), "buffer");
  b.store(b.element(buffer, n), x);
  ValueId read = b.load(b.element(buffer, integer(0)));
  returns({read});
  Facts found = facts();
  EXPECT_TRUE(found.activity.hasShadow(buffer));
  EXPECT_TRUE(found.activity.isActive(read));
}

TEST_F(ActivityTest, localsThatNobodyReadsAreInactive) {
  ValueId buffer = b.local(types.doubleType(), "buffer");
  b.store(buffer, x);
  returns({x});
  EXPECT_FALSE(facts().activity.hasShadow(buffer));
}

TEST_F(ActivityTest, localsThatHoldNoActiveValueAreInactive) {
  ValueId table = b.local(types.doubleType(), "table");
  b.store(table, y);
  returns({b.mul(x, b.load(table))});
  EXPECT_FALSE(facts().activity.hasShadow(table));
}

TEST_F(ActivityTest, carriedValuesAreActiveWhenAnyIterationMakesThemSo) {
  ValueId zero = real(0);
  OpId op = loop(zero, [&](ValueId sum) { return b.add(sum, x); });
  returns({function[op].results[0]});
  Facts found = facts();
  EXPECT_TRUE(found.activity.isActive(function[function[op].regions[0]].arguments[1]));
  EXPECT_TRUE(found.activity.isActive(function[op].results[0]));
  EXPECT_FALSE(found.activity.isActive(zero));
}

TEST_F(ActivityTest, pointersToMemoryWithAndWithoutABarAreMixed) {
  ValueId chosen = choose(p, q);
  returns({b.load(chosen)});
  Facts found = facts();
  EXPECT_TRUE(found.activity.isMixed(chosen));
  EXPECT_TRUE(found.activity.hasShadow(chosen));
  EXPECT_FALSE(found.activity.isMixed(p));
  EXPECT_FALSE(found.activity.isMixed(q));
}

TEST_F(ActivityTest, storingAnActiveValueInMemoryWithoutABarIsAProblem) {
  OpId store = b.store(q, x);
  returns({b.load(q)});
  Facts found = facts();
  ASSERT_EQ(found.activity.problems().size(), 1u);
  EXPECT_EQ(found.activity.problems()[0].kind, ActivityProblemKind::StoreToUntracked);
  EXPECT_EQ(found.activity.problems()[0].op, store);
  EXPECT_EQ(found.activity.problems()[0].object, "q");
}

TEST_F(ActivityTest, storingAnInactiveValueInMemoryWithoutABarIsNone) {
  b.store(q, y);
  returns({b.mul(x, b.load(q))});
  EXPECT_TRUE(facts().activity.problems().empty());
}

TEST_F(ActivityTest, withoutPruningEverythingRealIsActive) {
  ValueId table = b.local(types.doubleType(), "table");
  b.store(table, y);
  ValueId read = b.load(table);
  returns({b.mul(x, x)});
  EXPECT_FALSE(facts(true).activity.isActive(read));
  Facts all = facts(false);
  EXPECT_TRUE(all.activity.hasShadow(table));
  EXPECT_TRUE(all.activity.isActive(read));
  EXPECT_FALSE(all.activity.isActive(n));
}

} // namespace
} // namespace clangent::analysis
