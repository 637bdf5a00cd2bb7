// Values as text: literals, precedence, places, what may move into an expression.
#include "Fixture.h"

using namespace clangent;
using namespace clangent::ir;

namespace {

class ExpressionText : public test::EmitTest {
protected:
  // The text of the returned expression.
  std::string returned(ValueId v) {
    returns(v);
    std::string all = text();
    size_t at = all.rfind("return ") + 7;
    return all.substr(at, all.rfind(";") - at);
  }
};

TEST_F(ExpressionText, KeepsTheAssociationOfFloatingSums) {
  ValueId a = real("a"), c = real("c"), d = real("d");
  EXPECT_EQ(returned(b.add(a, b.add(c, d))), "a + (c + d)");
}

TEST_F(ExpressionText, WritesNoParenthesesWhereTheOrderIsTheIRs) {
  ValueId a = real("a"), c = real("c"), d = real("d");
  EXPECT_EQ(returned(b.sub(b.add(b.mul(a, c), d), b.div(a, b.mul(c, d)))), "a * c + d - a / (c * d)");
}

TEST_F(ExpressionText, WritesASumWithANegativeAsADifference) {
  ValueId a = real("a"), c = real("c");
  EXPECT_EQ(returned(b.add(a, b.neg(b.mul(a, c)))), "a - a * c");
}

TEST_F(ExpressionText, GuardsAProductByItsNamedFactor) {
  ValueId a = real("a"), c = real("c");
  ValueId d = b.sub(a, c);
  b.setName(d, "d");
  returns(b.guardedMul(d, b.div(a, c)));
  EXPECT_EQ(text(), R"(static inline double f(double a, double c) {
  const double d = a - c;
  return d == 0 ? 0 : d * (a / c);
}
)");
}

TEST_F(ExpressionText, WritesFloatingLiteralsExactly) {
  ValueId a = real("a");
  EXPECT_EQ(returned(b.mul(a, number(2.0))), "a * 2");
  EXPECT_EQ(returned(b.mul(a, number(0.1))), "a * 0.1");
  EXPECT_EQ(returned(b.mul(a, number(10.0))), "a * 10");
  EXPECT_EQ(returned(b.mul(a, number(123456.0))), "a * 123456");
  EXPECT_EQ(returned(b.mul(a, number(1.0 / 3))), "a * 0x1.5555555555555p-2");
  EXPECT_EQ(returned(b.math(MathFunction::Pow, {a, number(2.0)})), "std::pow(a, 2.0)");
  EXPECT_EQ(returned(b.div(number(1.0), number(3.0))), "1.0 / 3.0");
  EXPECT_EQ(returned(b.add(a, number(-0.0))), "a + -0.0");
  EXPECT_EQ(returned(b.add(a, number(__builtin_inf()))), "a + __builtin_inf()");
}

TEST_F(ExpressionText, WritesLiteralsOfOtherFloatingTypes) {
  TypeId single = module.types.floatType(), extended = module.types.longDoubleType();
  ValueId x = addParameter(f, single, "x", ParameterKind::Value, "float");
  ValueId y = addParameter(f, extended, "y", ParameterKind::Value, "long double");
  EXPECT_EQ(returned(b.mul(x, b.constantFloat(single, 0.1f))), "x * 0.1f");
  EXPECT_EQ(returned(b.mul(y, b.constantFloat(extended, 0.5))), "y * 0.5L");
  EXPECT_EQ(returned(b.math(MathFunction::Sin, {b.mul(x, b.constantFloat(single, 2))})), "std::sin(x * 2)");
}

TEST_F(ExpressionText, WritesIntegersOfEveryType) {
  TypeTable &types = module.types;
  TypeId byte = types.integer("unsigned char", 8, false), word = types.integer("unsigned long", 64, false);
  EXPECT_EQ(returned(b.constantInt(intType, INT32_MIN)), "(-2147483647 - 1)");
  EXPECT_EQ(returned(b.constantInt(types.sizeType(), 5)), "5");
  EXPECT_EQ(returned(b.constantInt(word, -1)), "18446744073709551615UL");
  EXPECT_EQ(returned(b.constantInt(types.integer("::Color", 32, true, true), 2)), "static_cast<::Color>(2)");
  ValueId c = addParameter(f, byte, "c", ParameterKind::Value, "unsigned char");
  EXPECT_EQ(returned(b.add(c, c)), "static_cast<unsigned char>(c + c)");
}

TEST_F(ExpressionText, DoesNotTurnAComparisonAroundWhenThereMayBeNaN) {
  ValueId a = real("a"), n = integer("n");
  EXPECT_EQ(returned(b.logicalNot(b.compare(Predicate::Lt, a, number(0.0)))), "!(a < 0)");
  EXPECT_EQ(returned(b.logicalNot(b.compare(Predicate::Lt, n, number(0)))), "n >= 0");
}

TEST_F(ExpressionText, WritesBuiltinsWhereStdIsNotVisible) {
  ValueId x = addParameter(f, module.types.floatType(), "x", ParameterKind::Value, "float");
  returns(b.math(MathFunction::Sin, {x}));
  emit::Options options;
  options.stdMathVisible = false;
  EXPECT_NE(text(options).find("return __builtin_sinf(x);"), std::string::npos);
}

TEST_F(ExpressionText, DoesNotMoveALoadAcrossAWrite) {
  ValueId p = pointer("p"), q = pointer("q");
  ValueId old = b.load(p, "old");
  b.store(q, number(0.0));
  returns(old);
  EXPECT_EQ(text(), R"(static inline double f(double *p, double *q) {
  const double old = *p;
  *q = 0;
  return old;
}
)");
}

TEST_F(ExpressionText, MovesALoadAcrossAWriteToAnObjectOfItsOwn) {
  ValueId p = pointer("p");
  ValueId old = b.load(p, "old");
  ValueId a = b.local(module.types.array(doubleType, 3), "a", true);
  b.store(b.element(a, number(1)), number(0.0));
  returns(b.add(old, b.load(b.element(a, number(1)))));
  EXPECT_EQ(text(), R"(static inline double f(double *p) {
  double a[3] = {};
  a[1] = 0;
  return *p + a[1];
}
)");
}

TEST_F(ExpressionText, DoesNotMoveWorkIntoALoop) {
  ValueId x = real("x"), n = integer("n");
  ValueId e = b.math(MathFunction::Exp, {x});
  b.setName(e, "e");
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {number(0.0)}, "i");
  b.setName(argument(loop, 1), "s");
  enter(loop);
  leave({b.add(argument(loop, 1), e)});
  returns(b.addResult(loop, doubleType));
  EXPECT_EQ(text(), R"(static inline double f(double x, int n) {
  const double e = std::exp(x);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += e;
  }
  return s;
}
)");
}

TEST_F(ExpressionText, NamesFieldsOfElements) {
  TypeId point = module.types.record("::Point");
  module.types.setFields(point, {{"x", doubleType}, {"y", doubleType}});
  TypeId pointers = module.types.pointer(point);
  ValueId points = addParameter(f, pointers, "points", ParameterKind::Value, "Point *"), i = integer("i");
  ValueId origin = addParameter(f, pointers, "origin", ParameterKind::Reference, "Point &");
  ValueId y = b.load(b.field(b.index(points, i), 1));
  b.store(b.field(points, 0), b.add(y, b.load(b.field(origin, 0))));
  EXPECT_EQ(text(), R"(static inline void f(Point *points, int i, Point &origin) {
  points->x = points[i].y + origin.x;
}
)");
}

TEST_F(ExpressionText, ContinuesAPlacesValueInPlace) {
  ValueId p = pointer("p"), i = integer("i"), x = real("x");
  ValueId place = b.index(p, i);
  b.store(place, b.mul(b.load(place), x));
  EXPECT_EQ(text(), "static inline void f(double *p, int i, double x) {\n  p[i] *= x;\n}\n");
}

TEST_F(ExpressionText, PutsOperandsIntoTerms) {
  ValueId x = real("x");
  b.opaque(Term::call("std::printf", {Term::name("\"%f $0\\n\""), Term::operand(0)}), {b.add(x, number(1.0))},
           TypeId());
  b.trap({Term::Kind::Throw, 0, {}, {Term::construct("std::range_error", {Term::name("\"bad\"")})}}, {});
  EXPECT_EQ(text(), R"(static inline void f(double x) {
  std::printf("%f $0\n", x + 1);
  throw std::range_error("bad");
}
)");
}

TEST_F(ExpressionText, AvoidsNamesThatMeanSomethingElse) {
  ValueId x = real("int"), y = real("limit"), z = real("x");
  ValueId t = b.mul(x, y);
  b.setName(t, "x");
  emit::Options options;
  options.reservedNames = {"limit"};
  returns(b.mul(b.add(t, z), b.add(t, z)));
  EXPECT_EQ(text(options), R"(static inline double f(double int_1, double limit_1, double x) {
  const double x_1 = int_1 * limit_1;
  return (x_1 + x) * (x_1 + x);
}
)");
}

TEST_F(ExpressionText, BreaksLongLinesAtTheirLoosestPlaces) {
  ValueId sum = real("a_parameter_with_a_rather_long_name");
  ValueId x = real("another_parameter_with_a_long_name");
  for (int k = 0; k < 3; ++k)
    sum = b.add(sum, b.mul(x, b.math(MathFunction::Sin, {b.mul(x, number(k + 2.0))})));
  returns(sum);
  std::string all = text();
  for (size_t at = 0; at < all.size();) {
    size_t end = all.find('\n', at);
    EXPECT_LE(end - at, 100u) << all;
    at = end + 1;
  }
}

} // namespace
