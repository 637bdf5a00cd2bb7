// One rule a test, on the smallest function that shows it. The expected text is the whole body after simplification.
#include "SimplifyFixture.h"

namespace clangent::transform {
namespace {

class SimplifyScalars : public SimplifyTest {};

TEST_F(SimplifyScalars, unusedValuesDisappear) {
  b.mul(x, y);
  EXPECT_EQ(simplified({x}), "  return %x\n");
}

TEST_F(SimplifyScalars, equalOperationsAreOneValue) {
  ValueId a = b.mul(x, y), again = b.mul(y, x);
  EXPECT_EQ(simplified({b.add(a, again)}), "  %0 = mul %x, %y : double\n"
                                           "  %1 = add %0, %0 : double\n"
                                           "  return %1\n");
}

TEST_F(SimplifyScalars, zerosOfTwoSignsAreTwoValues) {
  EXPECT_EQ(simplified({real(0), real(-0.0L)}), "  %0 = constant 0 : double\n"
                                                "  %1 = constant -0 : double\n"
                                                "  return %0, %1\n");
}

TEST_F(SimplifyScalars, constantsAreComputedInTheirOwnPrecision) {
  TypeId single = types.floatType();
  ValueId third = b.div(b.constantFloat(single, 1), b.constantFloat(single, 3));
  ValueId wrapped = b.add(b.constantInt(types.integer("unsigned char", 8, false), 200),
                          b.constantInt(types.integer("unsigned char", 8, false), 100));
  ValueId wide = b.div(real(1), real(3));
  EXPECT_EQ(simplified({third, wrapped, wide}), "  %0 = constant 0.33333334 : float\n"
                                                "  %1 = constant 44 : unsigned char\n"
                                                "  %2 = constant 0.3333333333333333 : double\n"
                                                "  return %0, %1, %2\n");
}

TEST_F(SimplifyScalars, undefinedArithmeticIsLeftAlone) {
  ValueId overflow = b.add(integer(2147483647), integer(1)), byZero = b.div(integer(1), integer(0));
  EXPECT_EQ(simplified({overflow, byZero}), "  %0 = constant 2147483647 : int\n"
                                            "  %1 = constant 1 : int\n"
                                            "  %2 = add %0, %1 : int\n"
                                            "  %3 = constant 0 : int\n"
                                            "  %4 = div %1, %3 : int\n"
                                            "  return %2, %4\n");
}

TEST_F(SimplifyScalars, neutralFactorsAndSigns) {
  EXPECT_EQ(simplified({b.mul(x, real(1)), b.div(x, real(1)), b.add(x, real(-0.0L)), b.sub(x, real(0)), b.neg(b.neg(x)),
                        b.mul(b.neg(real(1)), x)}),
            "  %0 = neg %x : double\n"
            "  return %x, %x, %x, %x, %x, %0\n");
}

TEST_F(SimplifyScalars, addingZeroMattersToNegativeZeroOnly) {
  ValueId sum = b.add(x, real(0));
  EXPECT_EQ(simplified({sum}), "  %0 = constant 0 : double\n"
                               "  %1 = add %x, %0 : double\n"
                               "  return %1\n");
  function[function[sum].definition].isDerivative = true;
  EXPECT_EQ(simplified({sum}), "  return %x\n");
}

TEST_F(SimplifyScalars, productsWithZeroStay) {
  EXPECT_EQ(simplified({b.mul(x, real(0))}), "  %0 = constant 0 : double\n"
                                             "  %1 = mul %x, %0 : double\n"
                                             "  return %1\n");
}

TEST_F(SimplifyScalars, differencesTakeNegationsIn) {
  EXPECT_EQ(simplified({b.add(x, b.neg(y)), b.sub(x, b.neg(y))}), "  %0 = sub %x, %y : double\n"
                                                                  "  %1 = add %x, %y : double\n"
                                                                  "  return %0, %1\n");
}

TEST_F(SimplifyScalars, integerIdentities) {
  EXPECT_EQ(simplified({b.add(i, integer(0)), b.sub(i, i), b.mul(i, integer(0)), b.compare(Predicate::Le, i, i)}),
            "  %0 = constant 0 : int\n"
            "  %1 = constant true : bool\n"
            "  return %i, %0, %0, %1\n");
}

TEST_F(SimplifyScalars, onlyComparisonsThatNanCannotUpsetAreInverted) {
  ValueId less = b.logicalNot(b.compare(Predicate::Lt, i, j)), real = b.logicalNot(b.compare(Predicate::Lt, x, y));
  EXPECT_EQ(simplified({less, real}), "  %0 = compare ge %i, %j : int\n"
                                      "  %1 = compare lt %x, %y : double\n"
                                      "  %2 = not %1 : bool\n"
                                      "  return %0, %2\n");
}

TEST_F(SimplifyScalars, aValueEqualsItselfUnlessItIsAFloat) {
  EXPECT_EQ(simplified({b.compare(Predicate::Eq, x, x), b.compare(Predicate::Eq, i, i)}),
            "  %0 = compare eq %x, %x : double\n"
            "  %1 = constant true : bool\n"
            "  return %0, %1\n");
}

TEST_F(SimplifyScalars, boolsThatWentThroughAnInteger) {
  ValueId wide = b.cast(c, types.intType());
  EXPECT_EQ(simplified({b.compare(Predicate::Ne, wide, integer(0)), b.compare(Predicate::Eq, wide, integer(0))}),
            "  %0 = not %c : bool\n"
            "  return %c, %0\n");
}

TEST_F(SimplifyScalars, guardedProductsOfConstants) {
  EXPECT_EQ(simplified({b.guardedMul(real(0), x), b.guardedMul(x, real(1)), b.guardedMul(x, real(2))}),
            "  %0 = constant 0 : double\n"
            "  %1 = constant 2 : double\n"
            "  %2 = mul %x, %1 : double\n"
            "  return %0, %x, %2\n");
}

TEST_F(SimplifyScalars, tripsOfConstantBounds) {
  EXPECT_EQ(simplified({b.trips(integer(0), integer(7), integer(2), Predicate::Lt),
                        b.trips(integer(7), integer(0), integer(-2), Predicate::Ge),
                        b.trips(integer(3), integer(3), integer(1), Predicate::Lt)}),
            "  %0 = constant 4 : long\n"
            "  %1 = constant 0 : long\n"
            "  return %0, %0, %1\n");
}

} // namespace
} // namespace clangent::transform
