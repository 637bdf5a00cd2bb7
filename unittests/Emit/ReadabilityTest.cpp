// What makes generated text read like a person's: few casts, telling names, a visible border between the sweeps.
#include "Fixture.h"

using namespace clangent;
using namespace clangent::ir;

namespace {

class ReadableText : public test::EmitTest {
protected:
  std::string returned(ValueId v) {
    returns(v);
    std::string all = text();
    size_t at = all.rfind("return ") + 7;
    return all.substr(at, all.rfind(";") - at);
  }
  bool contains(const std::string &all, const std::string &part) { return all.find(part) != std::string::npos; }
  TypeId longType = module.types.sizeType();
};

TEST_F(ReadableText, LeavesOutACastThatTheOtherOperandImplies) {
  ValueId i = integer("i"), j = integer("j"), x = real("x");
  ValueId m = addParameter(f, longType, "m", ParameterKind::Value, "long");
  EXPECT_EQ(returned(b.add(b.mul(b.cast(i, longType), m), b.cast(j, longType))), "i * m + j");
  EXPECT_EQ(returned(b.mul(b.cast(i, longType), b.cast(j, longType))), "static_cast<long>(i) * j");
  EXPECT_EQ(returned(b.mul(b.cast(i, doubleType), x)), "i * x");
  EXPECT_EQ(returned(b.compare(Predicate::Lt, b.cast(i, longType), m)), "i < m");
}

TEST_F(ReadableText, LetsOnlyOneOperandLoseItsType) {
  ValueId i = integer("i");
  EXPECT_EQ(returned(b.mul(b.cast(i, doubleType), number(2.0))), "i * 2.0");
  EXPECT_EQ(returned(b.sub(b.cast(i, longType), b.constantInt(longType, 1))), "i - 1L");
}

TEST_F(ReadableText, KeepsACastThatChangesTheSignOrTheFunction) {
  TypeId word = module.types.integer("unsigned long", 64, false);
  ValueId i = integer("i"), u = addParameter(f, word, "u", ParameterKind::Value, "unsigned long");
  EXPECT_EQ(returned(b.add(b.cast(i, word), u)), "static_cast<unsigned long>(i) + u");
  EXPECT_EQ(returned(b.math(MathFunction::Sqrt, {b.cast(i, doubleType)})), "std::sqrt(static_cast<double>(i))");
}

TEST_F(ReadableText, KeepsTheMinusOfAZeroThatIsAnInteger) {
  ValueId i = integer("i"), x = real("x");
  EXPECT_EQ(returned(b.neg(b.mul(b.cast(i, doubleType), x))), "-static_cast<double>(i) * x");
  EXPECT_EQ(returned(b.add(x, b.mul(b.cast(b.neg(i), doubleType), x))), "x + static_cast<double>(-i) * x");
}

TEST_F(ReadableText, TakesMinusSignsOutOfSums) {
  ValueId x = real("x"), y = real("y");
  EXPECT_EQ(returned(b.add(x, b.mul(b.neg(y), x))), "x - y * x");
  EXPECT_EQ(returned(b.sub(x, b.mul(b.neg(y), x))), "x + y * x");
  EXPECT_EQ(returned(b.add(x, b.mul(number(-0.5), x))), "x - 0.5 * x");
}

TEST_F(ReadableText, GivesAWidenedCounterNoName) {
  ValueId p = pointer("p"), q = pointer("q"), n = integer("n");
  OpId loop = b.forOp(number(1), n, number(1), Predicate::Lt, {}, "i");
  enter(loop);
  ValueId wide = b.cast(argument(loop, 0), longType);
  ValueId before = b.sub(wide, b.constantInt(longType, 1));
  b.store(b.index(p, wide), b.load(b.index(q, wide)));
  b.store(b.index(q, before), b.load(b.index(p, b.constantInt(longType, 0))));
  leave();
  EXPECT_EQ(text(), R"(static inline void f(double *p, double *q, int n) {
  for (int i = 1; i < n; ++i) {
    p[i] = q[i];
    q[i - 1] = p[0];
  }
}
)");
}

TEST_F(ReadableText, KeepsTheTypeOfADifferenceThatCouldOverflow) {
  ValueId p = pointer("p"), i = integer("i");
  b.store(b.index(p, b.sub(b.cast(i, longType), b.constantInt(longType, 1))), number(0.0));
  EXPECT_TRUE(contains(text(), "p[i - 1L] = 0;")) << text();
}

TEST_F(ReadableText, NamesArraysAndStacksAfterWhatTheyHold) {
  ValueId x = pointer("x"), n = integer("n"), zero = number(0), one = number(1);
  ValueId trips = b.trips(zero, n, one, Predicate::Lt);
  ValueId stored = as(Role::Tape, b.tapeArray(doubleType, {trips}, "value_at"));
  ValueId taken = as(Role::Tape, b.tapeArray(module.types.boolType(), {trips}, "value_at"));
  ValueId stack = b.stackNew(doubleType, "value_stack");
  OpId loop = b.forOp(zero, n, one, Predicate::Lt, {}, "i");
  enter(loop);
  ValueId q = b.load(b.index(x, argument(loop, 0)), "q");
  ValueId e = b.math(MathFunction::Exp, {q});
  b.store(b.index(stored, argument(loop, 0)), e);
  b.store(b.index(taken, argument(loop, 0)), b.compare(Predicate::Gt, e, q));
  b.push(stack, b.load(b.index(x, b.add(argument(loop, 0), argument(loop, 0)))));
  leave();
  OpId back = b.forOp(zero, n, one, Predicate::Lt, {}, "i");
  f[back].reversed = true;
  enter(back);
  ValueId again = b.load(b.index(stored, argument(back, 0)));
  b.store(b.index(x, argument(back, 0)), b.mul(again, again));
  leave();
  EXPECT_EQ(text(), R"(static inline void f(double *x, int n) {
  clangent::Tape::Frame tape;
  double *const exp_q_at = tape.array<double>(n);
  bool *const is_larger_at = tape.array<bool>(n);
  clangent::Stack<double> x_stack(tape);
  for (int i = 0; i < n; ++i) {
    const double q = x[i];
    const double exp_q = std::exp(q);
    exp_q_at[i] = exp_q;
    is_larger_at[i] = exp_q > q;
    x_stack.push(x[i + i]);
  }
  for (int i = n; i-- > 0;) {
    const double exp_q = exp_q_at[i];
    x[i] = exp_q * exp_q;
  }
}
)");
}

TEST_F(ReadableText, NamesStacksThatAreFilledFromEachOther) {
  ValueId first = b.stackNew(doubleType, "value_stack"), second = b.stackNew(doubleType, "value_stack");
  b.push(first, b.pop(second));
  b.push(second, b.pop(first));
  EXPECT_TRUE(contains(text(), "value_stack.push(")) << text();
}

TEST_F(ReadableText, SeparatesTheSweepsWhereTheReverseBegins) {
  module.statements.push_back({{}, "demo.cpp", 7, "a[0] = x * x"});
  ValueId x = real("x"), seed = adjoint(real("result_bar")), xBar = adjoint(reference("x_bar"));
  b.setStatement(StatementId(0), {});
  TypeId three = module.types.array(doubleType, 3);
  ValueId a = b.local(three, "a"), aBar = adjoint(b.local(three, "a_bar", true));
  b.store(b.element(a, number(0)), b.mul(x, x));
  ValueId result = b.load(b.element(a, number(0)), "result");
  f.isDerivative = true;
  b.update(b.element(aBar, number(0)), seed);
  b.update(xBar, b.mul(b.load(b.element(aBar, number(0))), x));
  returns(result);
  EXPECT_EQ(text(), R"(static inline double f(double x, double result_bar, double &x_bar) {
  double a[3];
  double a_bar[3] = {};
  a[0] = x * x;

  // demo.cpp:7: a[0] = x * x
  a_bar[0] += result_bar;
  x_bar += a_bar[0] * x;
  return a[0];
}
)");
}

TEST_F(ReadableText, CallsTheSumOfAnAdjointAnAccumulator) {
  ValueId y = pointer("y"), n = integer("n"), xBar = adjoint(reference("x_bar"));
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {number(0.0)}, "i");
  f.describe(argument(loop, 1), "x_bar", Role::Adjoint);
  enter(loop);
  leave({b.add(argument(loop, 1), b.load(b.index(y, argument(loop, 0))))});
  b.update(xBar, adjoint(b.addResult(loop, doubleType, "x_bar")));
  EXPECT_TRUE(contains(text(), "  double x_acc = 0;\n")) << text();
  EXPECT_TRUE(contains(text(), "  x_bar += x_acc;\n")) << text();
}

TEST_F(ReadableText, CallsAnUnnamedContributionTheAdjointOfAnArgument) {
  ValueId x = real("x"), seed = adjoint(real("result_bar"));
  ValueId xBar = adjoint(reference("x_bar")), yBar = adjoint(reference("y_bar"));
  ValueId product = b.mul(seed, x);
  b.update(xBar, product);
  b.update(yBar, product);
  EXPECT_TRUE(contains(text(), "  const double arg_bar = result_bar * x;\n")) << text();
}

TEST_F(ReadableText, BreaksLinesAtTheWeakestOperator) {
  ValueId a = real("a_rather_long_first_factor"), c = real("a_rather_long_second_factor");
  returns(b.sub(b.mul(a, c), b.mul(c, b.add(a, c))));
  EXPECT_TRUE(contains(text(), R"(
  return a_rather_long_first_factor * a_rather_long_second_factor
      - a_rather_long_second_factor * (a_rather_long_first_factor + a_rather_long_second_factor);
)")) << text();
}

TEST_F(ReadableText, WritesTheFirstElementOfAnArrayAsAnElement) {
  ValueId p = pointer("p"), q = pointer("q");
  b.store(p, b.add(b.load(b.index(p, number(1))), b.load(q)));
  EXPECT_TRUE(contains(text(), "  p[0] = p[1] + *q;\n")) << text();
}

} // namespace
