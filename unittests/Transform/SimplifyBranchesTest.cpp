// One rule a test, on the smallest function that shows it. The expected text is the whole body after simplification.
#include "SimplifyFixture.h"

namespace clangent::transform {
namespace {

class SimplifyBranches : public SimplifyTest {};

TEST_F(SimplifyBranches, decidedBranchesAreTakenApart) {
  auto result = branch(
      b.constantBool(true), [&] { return std::vector{b.neg(x)}; }, [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  %0 = neg %x : double\n"
                                "  return %0\n");
}

TEST_F(SimplifyBranches, theSameConditionInsideABranchIsDecided) {
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
                          "    opaque use($0) on (%x)\n"
                          "  }\n");
}

TEST_F(SimplifyBranches, resultsThatAreTheSameEitherWay) {
  auto two = [&] { return std::vector{y, real(2)}; };
  auto useAndTwo = [&] {
    use(x);
    return two();
  };
  EXPECT_EQ(simplified(branch(c, useAndTwo, two)), "  %0 = constant 2 : double\n"
                                                   "  if %c {\n"
                                                   "    opaque use($0) on (%x)\n"
                                                   "  }\n"
                                                   "  return %y, %0\n");
}

TEST_F(SimplifyBranches, branchesThatYieldTheirCondition) {
  auto same = branch(
      c, [&] { return std::vector{b.constantBool(true)}; }, [&] { return std::vector{b.constantBool(false)}; });
  auto opposite = branch(
      c, [&] { return std::vector{b.constantBool(false)}; }, [&] { return std::vector{b.constantBool(true)}; });
  EXPECT_EQ(simplified({same[0], opposite[0]}), "  %0 = not %c : bool\n"
                                                "  return %c, %0\n");
}

TEST_F(SimplifyBranches, anUnspecifiedArmIsWhateverTheOtherIs) {
  auto result = branch(
      c,
      [&] {
        use(x);
        return std::vector{b.undef(types.doubleType())};
      },
      [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  if %c {\n"
                                "    opaque use($0) on (%x)\n"
                                "  }\n"
                                "  return %y\n");
}

TEST_F(SimplifyBranches, aBranchThatOnlyChoosesIsASelect) {
  auto result = branch(
      c, [&] { return std::vector{x}; }, [&] { return std::vector{y}; });
  EXPECT_EQ(simplified(result), "  %0 = select %c, %x, %y : double\n"
                                "  return %0\n");
}

TEST_F(SimplifyBranches, unusedResultsAreDropped) {
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

TEST_F(SimplifyBranches, adjacentBranchesOnOneConditionAreMerged) {
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

TEST_F(SimplifyBranches, branchesWithSomethingDependentBetweenStayApart) {
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

TEST_F(SimplifyBranches, branchesWithAnEffectBetweenStayApart) {
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
                          "    opaque use($0) on (%x)\n"
                          "  }\n"
                          "  opaque use($0) on (%y)\n"
                          "  if %c {\n"
                          "    opaque use($0) on (%x)\n"
                          "  }\n");
}

TEST_F(SimplifyBranches, valuesOfOneArmAreUnknownInTheOther) {
  auto result = branch(
      c,
      [&] {
        use(b.mul(x, y));
        return std::vector{x};
      },
      [&] { return std::vector{b.mul(x, y)}; });
  EXPECT_EQ(simplified(result), "  %0 = if %c -> double {\n"
                                "    %1 = mul %x, %y : double\n"
                                "    opaque use($0) on (%1)\n"
                                "    yield %x\n"
                                "  } else {\n"
                                "    %2 = mul %x, %y : double\n"
                                "    yield %2\n"
                                "  }\n"
                                "  return %0\n");
}

} // namespace
} // namespace clangent::transform
