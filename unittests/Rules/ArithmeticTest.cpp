// The contributions of the arithmetic operations: their values, and what zero times infinity is.
#include "Interpreter.h"

#include "IR/Verifier.h"
#include "Rules/Arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>

namespace clangent::test {
namespace {

using namespace ir;

// One operation of x and y (and a bool c), and its contributions for d.
struct Fixture {
  Module module;
  Function &function;
  ValueId x, y, d, c;
  Builder builder;

  Fixture()
      : function(add(module)), x(number("x")), y(number("y")), d(number("d")), c(condition()),
        builder(module, function, function.body) {}

  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }
  ValueId number(const char *name) {
    return addParameter(function, module.types.longDoubleType(), name, ParameterKind::Value, "long double");
  }
  ValueId condition() { return addParameter(function, module.types.boolType(), "c", ParameterKind::Value, "bool"); }

  std::optional<ValueId> rule(ValueId result, unsigned operand, rules::ZeroTimes zero = rules::ZeroTimes::Ieee) {
    return contributed(builder, *function.definingOp(result), operand, d, zero);
  }
  long double run(ValueId v, long double x, long double y, long double d, bool c = false) {
    EXPECT_TRUE(verify(module, function).empty());
    return interpret(module, function, {x, y, d, c ? 1.0L : 0.0L})[v.index];
  }
};

TEST(Arithmetic, sumsAndProducts) {
  Fixture f;
  EXPECT_EQ(f.rule(f.builder.add(f.x, f.y), 0), f.d);
  EXPECT_EQ(f.rule(f.builder.add(f.x, f.y), 1), f.d);
  EXPECT_EQ(f.rule(f.builder.sub(f.x, f.y), 0), f.d);
  EXPECT_EQ(f.run(*f.rule(f.builder.sub(f.x, f.y), 1), 3, 5, 2), -2);
  EXPECT_EQ(f.run(*f.rule(f.builder.neg(f.x), 0), 3, 5, 2), -2);
  EXPECT_EQ(f.run(*f.rule(f.builder.mul(f.x, f.y), 0), 3, 5, 2), 10);
  EXPECT_EQ(f.run(*f.rule(f.builder.mul(f.x, f.y), 1), 3, 5, 2), 6);
}

TEST(Arithmetic, quotientsFollowIeeeAtThePole) {
  Fixture f;
  ValueId quotient = f.builder.div(f.x, f.y);
  ValueId toX = *f.rule(quotient, 0), toY = *f.rule(quotient, 1);
  EXPECT_EQ(f.run(toX, 3, 4, 2), 0.5L);
  EXPECT_EQ(f.run(toY, 3, 4, 2), -0.375L);
  EXPECT_TRUE(std::isnan(f.run(toX, 3, 0, 0)));
  EXPECT_TRUE(std::isnan(f.run(toY, 3, 0, 0)));
  EXPECT_TRUE(std::isinf(f.run(toX, 3, 0, 1)));
}

TEST(Arithmetic, strongZerosWinOnEitherSide) {
  Fixture f;
  const auto strong = rules::ZeroTimes::Strong;
  ValueId quotient = f.builder.div(f.x, f.y), product = f.builder.mul(f.x, f.y);
  ValueId toX = *f.rule(quotient, 0, strong), toY = *f.rule(quotient, 1, strong), times = *f.rule(product, 0, strong);
  EXPECT_EQ(f.run(toX, 3, 4, 2), 0.5L);
  EXPECT_EQ(f.run(toY, 3, 4, 2), -0.375L);
  EXPECT_EQ(f.run(toX, 3, 0, 0), 0);
  EXPECT_EQ(f.run(toY, 3, 0, 0), 0);
  EXPECT_EQ(f.run(toX, 3, INFINITY, INFINITY), 0);
  EXPECT_TRUE(std::isinf(f.run(toX, 3, 0, 1)));
  EXPECT_EQ(f.run(times, 3, INFINITY, 0), 0);
  EXPECT_EQ(f.run(times, 3, 0, INFINITY), 0);
  EXPECT_EQ(f.run(times, 3, 4, 2), 8);
}

TEST(Arithmetic, quotientsByConstantsNeedNoGuard) {
  Fixture f;
  ValueId two = f.builder.constantFloat(f.module.types.longDoubleType(), 2);
  ValueId toX = *f.rule(f.builder.div(f.x, two), 0);
  EXPECT_EQ(f.function.definingOp(toX)->code, Opcode::Div);
  EXPECT_EQ(f.run(toX, 3, 0, 5), 2.5L);
}

TEST(Arithmetic, selectPassesTheDerivativeToTheArmTaken) {
  Fixture f;
  ValueId choice = f.builder.select(f.c, f.x, f.y);
  EXPECT_FALSE(f.rule(choice, 0).has_value());
  for (bool c : {false, true}) {
    EXPECT_EQ(f.run(*f.rule(choice, 1), 3, 4, 7, c), c ? 7 : 0);
    EXPECT_EQ(f.run(*f.rule(choice, 2), 3, 4, 7, c), c ? 0 : 7);
  }
}

TEST(Arithmetic, guardedProductsAreLinearInBothFactors) {
  Fixture f;
  ValueId product = f.builder.guardedMul(f.x, f.y);
  EXPECT_EQ(f.run(*f.rule(product, 0), 3, 4, 7), 28);
  EXPECT_EQ(f.run(*f.rule(product, 0), 3, INFINITY, 0), 0);
  EXPECT_EQ(f.run(*f.rule(product, 1), 3, 4, 7), 21);
}

TEST(Arithmetic, castsConvertTheDerivativeToTheOtherEnd) {
  Fixture f;
  TypeId single = f.module.types.floatType(), extended = f.module.types.longDoubleType();
  ValueId narrow = f.builder.cast(f.x, single);
  ValueId forward = *f.rule(narrow, 0);
  EXPECT_EQ(f.function[forward].type, single);
  ValueId d = f.builder.cast(f.d, single);
  Op op = *f.function.definingOp(narrow);
  EXPECT_EQ(f.function[rules::contribution(f.builder, op, 0, d)->term].type, extended);
}

TEST(Arithmetic, integersCarryNoDerivative) {
  Fixture f;
  TypeId integer = f.module.types.intType();
  ValueId i = f.builder.cast(f.x, integer);
  ValueId product = f.builder.mul(i, i);
  EXPECT_FALSE(rules::carriesDerivative(f.module, f.function, *f.function.definingOp(i), 0));
  EXPECT_FALSE(rules::carriesDerivative(f.module, f.function, *f.function.definingOp(product), 0));
  ValueId real = f.builder.mul(f.x, f.y);
  EXPECT_TRUE(rules::carriesDerivative(f.module, f.function, *f.function.definingOp(real), 1));
}

TEST(Arithmetic, needsNameWhatContributionsRead) {
  Fixture f;
  const Op quotient = *f.function.definingOp(f.builder.div(f.x, f.y));
  EXPECT_EQ(rules::contributionNeeds(quotient, 0).operands, 2u);
  EXPECT_FALSE(rules::contributionNeeds(quotient, 0).result);
  EXPECT_TRUE(rules::contributionNeeds(quotient, 1).result);
  const Op product = *f.function.definingOp(f.builder.mul(f.x, f.y));
  EXPECT_EQ(rules::contributionNeeds(product, 0).operands, 2u);
  EXPECT_EQ(rules::contributionNeeds(product, 1).operands, 1u);
  const Op sum = *f.function.definingOp(f.builder.add(f.x, f.y));
  EXPECT_EQ(rules::contributionNeeds(sum, 0).operands, 0u);
}

} // namespace
} // namespace clangent::test
