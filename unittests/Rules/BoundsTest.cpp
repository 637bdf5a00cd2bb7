// What is known to be positive, and that derivatives by it have no guard.
#include "Rules/Bounds.h"
#include "Rules/Arithmetic.h"

#include <gtest/gtest.h>

namespace clangent::rules {
namespace {

using namespace ir;

class BoundsTest : public testing::Test {
protected:
  BoundsTest() : function(add(module)), b(module, function, function.body), type(module.types.doubleType()) {
    x = addParameter(function, type, "x", ParameterKind::Value, "double");
    n = addParameter(function, module.types.integer("unsigned int", 32, false), "n", ParameterKind::Value, "unsigned");
    d = addParameter(function, type, "d", ParameterKind::Value, "double");
  }
  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }
  ValueId real(long double v) { return b.constantFloat(type, v); }
  ValueId math(MathFunction function, ValueId v) { return b.math(function, {v}); }
  ValueId square(ValueId v) { return b.mul(v, v); }
  bool isPositive(ValueId v) const { return isSurelyPositive(module, function, v); }

  Module module;
  Function &function;
  Builder b;
  TypeId type;
  ValueId x, n, d;
};

TEST_F(BoundsTest, nothingIsKnownOfAParameter) {
  EXPECT_FALSE(isPositive(x));
  EXPECT_FALSE(isPositive(b.add(x, real(1))));
  EXPECT_FALSE(isPositive(b.mul(x, b.neg(x))));
}

TEST_F(BoundsTest, aSquareAndOneIsPositive) {
  EXPECT_FALSE(isPositive(square(x)));
  EXPECT_TRUE(isPositive(b.add(real(1), square(x))));
  EXPECT_FALSE(isPositive(b.add(real(-1), square(x))));
}

TEST_F(BoundsTest, rootsAndExponentialsAreNotNegative) {
  EXPECT_FALSE(isPositive(math(MathFunction::Exp, x)));
  EXPECT_TRUE(isPositive(b.add(math(MathFunction::Exp, x), real(1))));
  EXPECT_TRUE(isPositive(b.add(math(MathFunction::Sqrt, x), real(0.5L))));
  EXPECT_TRUE(isPositive(math(MathFunction::Sqrt, b.add(square(x), real(4)))));
  EXPECT_TRUE(isPositive(math(MathFunction::Cosh, x)));
  EXPECT_FALSE(isPositive(math(MathFunction::Sinh, x)));
}

TEST_F(BoundsTest, unsignedIntegersAreNotNegative) {
  EXPECT_TRUE(isPositive(b.add(b.cast(n, type), real(1))));
  EXPECT_FALSE(isPositive(b.cast(n, type)));
}

TEST_F(BoundsTest, productsAndChoicesOfPositiveNumbersArePositive) {
  ValueId one = b.add(real(1), square(x));
  EXPECT_TRUE(isPositive(b.mul(one, real(2))));
  EXPECT_FALSE(isPositive(b.mul(one, x)));
  ValueId isLarge = b.compare(Predicate::Gt, x, real(3));
  EXPECT_TRUE(isPositive(b.select(isLarge, one, real(2))));
  EXPECT_FALSE(isPositive(b.select(isLarge, one, x)));
}

TEST_F(BoundsTest, numbersNearZeroMayStillOverflowAQuotient) {
  EXPECT_FALSE(isPositive(b.add(real(1e-200L), square(x))));
}

TEST_F(BoundsTest, aQuotientByAPositiveNumberHasNoGuard) {
  ValueId quotient = b.div(x, b.add(real(1), square(x)));
  std::optional<ValueId> toX = contribution(b, *function.definingOp(quotient), 0, d);
  EXPECT_EQ(function.definingOp(*toX)->code, Opcode::Div);
  ValueId risky = b.div(x, x);
  std::optional<ValueId> guarded = contribution(b, *function.definingOp(risky), 0, d);
  EXPECT_EQ(function.definingOp(*guarded)->code, Opcode::Select);
}

TEST_F(BoundsTest, aRootOfAPositiveNumberHasNoGuard) {
  ValueId root = math(MathFunction::Sqrt, b.add(real(1), square(x)));
  std::optional<ValueId> term = contribution(b, *function.definingOp(root), 0, d);
  EXPECT_EQ(function.definingOp(*term)->code, Opcode::Mul);
  ValueId risky = math(MathFunction::Sqrt, x);
  std::optional<ValueId> guarded = contribution(b, *function.definingOp(risky), 0, d);
  EXPECT_EQ(function.definingOp(*guarded)->code, Opcode::GuardedMul);
}

} // namespace
} // namespace clangent::rules
