// Every line of Elementary.def against extrapolated differences of the function itself.
#include "Interpreter.h"

#include "IR/Verifier.h"
#include "Rules/Arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

namespace clangent::test {
namespace {

using namespace ir;
using Point = std::vector<long double>;

constexpr long double infinity = std::numeric_limits<long double>::infinity();
constexpr long double nan = std::numeric_limits<long double>::quiet_NaN();

// Where every function is tried. Integer operands stand as numbers, too.
const std::map<MathFunction, std::vector<Point>> points = {
    {MathFunction::Sin, {{0.3L}, {-2.1L}, {40}}},
    {MathFunction::Cos, {{0.3L}, {-2.1L}, {0}}},
    {MathFunction::Tan, {{0.3L}, {-2.1L}, {1.4L}}},
    {MathFunction::Asin, {{0.3L}, {-0.9L}}},
    {MathFunction::Acos, {{0.3L}, {-0.9L}}},
    {MathFunction::Atan, {{0.3L}, {-20}}},
    {MathFunction::Atan2, {{0.3L, 0.4L}, {-1, 2}, {2, -3}, {-2, -1}, {1, 0}, {1e-20L, 1e-20L}}},
    {MathFunction::Sinh, {{0.3L}, {-2.1L}}},
    {MathFunction::Cosh, {{0.3L}, {-2.1L}}},
    {MathFunction::Tanh, {{0.3L}, {-2.1L}}},
    {MathFunction::Asinh, {{0.3L}, {-2.1L}, {1e10L}}},
    {MathFunction::Acosh, {{1.3L}, {20}}},
    {MathFunction::Atanh, {{0.3L}, {-0.9L}}},
    {MathFunction::Exp, {{0.3L}, {-20}}},
    {MathFunction::Exp2, {{0.3L}, {-20}}},
    {MathFunction::Expm1, {{0.3L}, {1e-9L}, {-30}}},
    {MathFunction::Log, {{0.3L}, {20}}},
    {MathFunction::Log2, {{0.3L}, {20}}},
    {MathFunction::Log10, {{0.3L}, {20}}},
    {MathFunction::Log1p, {{0.3L}, {-0.9L}}},
    {MathFunction::Logb, {{0.3L}, {20}}},
    {MathFunction::Pow, {{0.3L, 0.4L}, {2, -3}, {1.5L, 2}, {7, 0}, {3, 0.5L}}},
    {MathFunction::Sqrt, {{0.3L}, {20}}},
    {MathFunction::Cbrt, {{0.3L}, {-20}}},
    {MathFunction::Hypot, {{0.3L, -0.4L}, {5, 0}}},
    {MathFunction::Hypot3, {{0.3L, -0.4L, 2}, {5, 1, 3}}},
    {MathFunction::Erf, {{0.3L}, {-2}}},
    {MathFunction::Erfc, {{0.3L}, {2}}},
    {MathFunction::Tgamma, {{0.3L}, {4.5L}, {-1.5L}}},
    {MathFunction::Lgamma, {{0.3L}, {4.5L}, {-1.5L}, {100}}},
    {MathFunction::Digamma, {{0.3L}, {4.5L}, {-1.3L}}},
    {MathFunction::Polygamma, {{1, 0.3L}, {2, 4.5L}, {3, -1.3L}}},
    {MathFunction::Fabs, {{0.3L}, {-2}}},
    {MathFunction::Fmod, {{5.3L, 2}, {-5.3L, 2}, {5.3L, -0.7L}}},
    {MathFunction::Remainder, {{5.3L, 2}, {-5.3L, 2.2L}, {5.3L, -0.7L}}},
    {MathFunction::Fma, {{0.3L, -2, 5}}},
    {MathFunction::Fmin, {{0.3L, 2}, {2, 0.3L}}},
    {MathFunction::Fmax, {{0.3L, 2}, {2, 0.3L}}},
    {MathFunction::Fdim, {{0.3L, 2}, {2, 0.3L}}},
    {MathFunction::Copysign, {{0.3L, -2}, {-2, -0.3L}, {-2, 3}}},
    {MathFunction::Floor, {{0.3L}, {-2.1L}}},
    {MathFunction::Ceil, {{0.3L}, {-2.1L}}},
    {MathFunction::Round, {{0.3L}, {-2.1L}}},
    {MathFunction::Trunc, {{0.3L}, {-2.1L}}},
    {MathFunction::Nearbyint, {{0.3L}, {-2.1L}}},
    {MathFunction::Rint, {{0.3L}, {-2.1L}}},
    {MathFunction::Ldexp, {{0.3L, 3}, {-2, -2}}},
    {MathFunction::Scalbn, {{0.3L, 3}, {-2, -2}}},
    {MathFunction::Scalbln, {{0.3L, 3}, {-2, -2}}},
    {MathFunction::Nextafter, {{0.3L, 3}, {-2, -2.5L}}},
    {MathFunction::FrexpMantissa, {{0.3L}, {-20}, {3}}},
    {MathFunction::FrexpExponent, {{0.3L}, {-20}, {3}}},
    {MathFunction::ModfFraction, {{0.3L}, {-2.1L}}},
    {MathFunction::Signbit, {{0.3L}, {-2.1L}}},
    {MathFunction::Isnan, {{0.3L}}},
    {MathFunction::Isinf, {{0.3L}}},
    {MathFunction::Isfinite, {{0.3L}}},
    {MathFunction::BesselJ0, {{0.3L}, {7}, {-2}}},
    {MathFunction::BesselJ1, {{0.3L}, {7}, {0}}},
    {MathFunction::BesselJn, {{3, 0.3L}, {2, 7}}},
    {MathFunction::BesselY0, {{0.3L}, {7}}},
    {MathFunction::BesselY1, {{0.3L}, {7}}},
    {MathFunction::BesselYn, {{3, 0.9L}, {2, 7}}},
};

bool isIntegerOperand(MathFunction f, unsigned k) {
  if (f == MathFunction::Ldexp || f == MathFunction::Scalbn || f == MathFunction::Scalbln)
    return k == 1;
  return (f == MathFunction::BesselJn || f == MathFunction::BesselYn) && k == 0;
}

// A function of the operation's operands, with the operation in its body and the rule for operand k after it.
struct Rule {
  Module module;
  ValueId result;
  std::optional<ValueId> derivative; // times d, which is one
  rules::Partial partial;

  Function &function() { return module.functions[0]; }

  Rule(MathFunction f, unsigned k, const char *typeName = "long double",
       rules::ZeroTimes zero = rules::ZeroTimes::Ieee) {
    module.functions.emplace_back();
    Function &body = function();
    makeBody(body);
    TypeTable &types = module.types;
    TypeId type = *typeName == 'f' ? types.floatType() : *typeName == 'd' ? types.doubleType() : types.longDoubleType();
    std::vector<ValueId> operands;
    for (unsigned i = 0; i < mathInfo(f).arity; ++i)
      operands.push_back(addParameter(body, isIntegerOperand(f, i) ? types.intType() : type, "x" + std::to_string(i),
                                      ParameterKind::Value, ""));
    ValueId d = addParameter(body, type, "d", ParameterKind::Value, "");
    Builder builder(module, body, body.body);
    result = builder.math(f, operands, type);
    partial = rules::partial(builder, f, operands, result, k);
    Op op = *body.definingOp(result);
    derivative = contributed(builder, op, k, d, zero);
  }

  long double operator()(Point point, long double d = 1) {
    point.push_back(d);
    return derivative ? interpret(module, function(), point)[derivative->index] : 0;
  }
  long double partialAt(Point point) {
    point.push_back(1);
    return partial.isZero ? 0 : interpret(module, function(), point)[partial.value.index];
  }
};

// The tangent of value v of the rule's body in parameter k: forward over all operations, each by its contributions.
std::optional<ValueId> tangent(Rule &rule, ValueId v, unsigned k) {
  Function &body = rule.function();
  Builder b(rule.module, body, body.body);
  std::map<ValueId, ValueId> dots = {
      {body.parameters[k].value, b.constantFloat(rule.module.types.longDoubleType(), 1)}};
  for (OpId id : std::vector<OpId>(body[body.body].ops)) {
    const Op op = body[id];
    for (unsigned i = 0; i < op.operands.size(); ++i) {
      auto dot = dots.find(op.operands[i]);
      if (dot == dots.end() || !rules::carriesDerivative(rule.module, body, op, i))
        continue;
      if (std::optional<ValueId> term = contributed(b, op, i, dot->second)) {
        auto sum = dots.find(op.results[0]);
        dots[op.results[0]] = sum == dots.end() ? *term : b.add(sum->second, *term);
      }
    }
  }
  auto dot = dots.find(v);
  return dot == dots.end() ? std::nullopt : std::optional(dot->second);
}

// Ridders: central differences with shrinking steps, extrapolated to step zero; the entry with the least change.
template <class Call> long double extrapolated(Call call, const Point &at, unsigned k) {
  long double step = 0.05L * (at[k] != 0 ? std::fabs(at[k]) : 1);
  constexpr int rows = 12;
  long double table[rows][rows], best = 0, error = infinity;
  auto shifted = [&](long double by) {
    Point p = at;
    p[k] += by;
    return call(p);
  };
  for (int i = 0; i < rows; ++i, step /= 1.6L) {
    table[0][i] = (shifted(step) - shifted(-step)) / (2 * step);
    long double factor = 1;
    for (int j = 1; j <= i; ++j) {
      factor *= 1.6L * 1.6L;
      table[j][i] = (table[j - 1][i] * factor - table[j - 1][i - 1]) / (factor - 1);
      long double change =
          std::max(std::fabs(table[j][i] - table[j - 1][i]), std::fabs(table[j][i] - table[j - 1][i - 1]));
      if (change < error) {
        error = change;
        best = table[j][i];
      }
    }
  }
  return best;
}

const std::vector<MathFunction> &allFunctions() {
  static const std::vector<MathFunction> all = {
#define MATH(name, spelling, arity) MathFunction::name,
#include "IR/MathFunctions.def"
  };
  return all;
}

TEST(Elementary, everyFunctionHasPoints) {
  for (MathFunction f : allFunctions())
    EXPECT_TRUE(points.count(f)) << mathInfo(f).enumerator;
}

TEST(Elementary, partialsAgreeWithDifferences) {
  for (const auto &[f, list] : points)
    for (unsigned k = 0; k < mathInfo(f).arity; ++k) {
      if (isIntegerOperand(f, k) || (f == MathFunction::Polygamma && k == 0))
        continue;
      Rule rule(f, k);
      EXPECT_EQ(rules::isDifferentiable(f, k), rule.derivative.has_value()) << mathInfo(f).enumerator << k;
      for (const Point &at : list) {
        long double expected = extrapolated([f = f](const Point &p) { return evaluate(f, p); }, at, k);
        long double tolerance =
            1e-12L * std::max(std::fabs(expected), std::fabs(evaluate(f, at) / (at[k] == 0 ? 1 : at[k])));
        EXPECT_NEAR(rule(at), expected, tolerance) << mathInfo(f).enumerator << " operand " << k << " at " << at[0];
        EXPECT_NEAR(rule.partialAt(at), expected, tolerance) << mathInfo(f).enumerator << " operand " << k;
        EXPECT_NEAR(rule(at, -2.5L), -2.5L * expected, 3 * tolerance) << mathInfo(f).enumerator << " is not linear";
      }
    }
}

TEST(Elementary, secondDerivativesAgreeWithDifferencesOfTheFirst) {
  for (const auto &[f, list] : points)
    for (unsigned k = 0; k < mathInfo(f).arity; ++k) {
      if (isIntegerOperand(f, k) || !rules::isDifferentiable(f, k))
        continue;
      Rule first(f, k), second(f, k);
      std::optional<ValueId> dot = tangent(second, *second.derivative, k);
      for (const Point &at : list) {
        Point point = at;
        point.push_back(1);
        long double value = dot ? interpret(second.module, second.function(), point)[dot->index] : 0;
        long double expected = extrapolated([&](const Point &p) { return first(p); }, at, k);
        long double scale = std::max(std::fabs(expected), std::fabs(first(at) / (at[k] == 0 ? 1 : at[k])));
        EXPECT_NEAR(value, expected, 1e-11L * scale) << mathInfo(f).enumerator << " operand " << k << " at " << at[0];
      }
    }
}

TEST(Elementary, everyRuleIsWellFormedInEveryFloatingType) {
  for (const char *type : {"float", "double", "long double"})
    for (MathFunction f : allFunctions())
      for (unsigned k = 0; k < mathInfo(f).arity; ++k) {
        Rule rule(f, k, type);
        std::vector<std::string> errors = verify(rule.module, rule.function());
        EXPECT_TRUE(errors.empty()) << mathInfo(f).enumerator << k << ": " << errors.front();
      }
}

TEST(Elementary, zeroTimesAPartialThatIsNotFiniteIsAsAskedFor) {
  for (auto [f, k, at] : std::vector<std::tuple<MathFunction, unsigned, Point>>{{MathFunction::Sqrt, 0, {0}},
                                                                                {MathFunction::Log, 0, {0}},
                                                                                {MathFunction::Cbrt, 0, {0}},
                                                                                {MathFunction::Acos, 0, {1}},
                                                                                {MathFunction::Asin, 0, {-1}},
                                                                                {MathFunction::Acosh, 0, {1}},
                                                                                {MathFunction::Atanh, 0, {1}},
                                                                                {MathFunction::Log1p, 0, {-1}},
                                                                                {MathFunction::Pow, 0, {0, 0.5L}},
                                                                                {MathFunction::Pow, 1, {-2, 3}},
                                                                                {MathFunction::Tgamma, 0, {-1}},
                                                                                {MathFunction::Lgamma, 0, {0}},
                                                                                {MathFunction::Log2, 0, {0}},
                                                                                {MathFunction::Log10, 0, {0}},
                                                                                {MathFunction::BesselY1, 0, {0}}}) {
    Rule rule(f, k), strong(f, k, "long double", rules::ZeroTimes::Strong);
    EXPECT_FALSE(std::isfinite(rule.partialAt(at))) << mathInfo(f).enumerator;
    EXPECT_TRUE(std::isnan(rule(at, 0))) << mathInfo(f).enumerator;
    EXPECT_EQ(strong(at, 0), 0) << mathInfo(f).enumerator;
  }
}

TEST(Elementary, kinksAreAsDocumented) {
  auto at = [](MathFunction f, unsigned k, Point p) { return Rule(f, k)(p); };
  EXPECT_EQ(at(MathFunction::Fabs, 0, {0}), 0);
  EXPECT_EQ(at(MathFunction::Fabs, 0, {-0.0L}), 0);
  for (unsigned k : {0u, 1u}) {
    EXPECT_EQ(at(MathFunction::Hypot, k, {0, 0}), 0);
    EXPECT_EQ(at(MathFunction::Hypot3, k, {0, 0, 0}), 0);
    EXPECT_EQ(at(MathFunction::Atan2, k, {0, 0}), 0);
    EXPECT_EQ(at(MathFunction::Fmin, k, {2, 2}), k == 0);
    EXPECT_EQ(at(MathFunction::Fmax, k, {2, 2}), k == 0);
    EXPECT_EQ(at(MathFunction::Fmin, k, {nan, 2}), k == 1);
    EXPECT_EQ(at(MathFunction::Fmax, k, {2, nan}), k == 0);
  }
  EXPECT_EQ(at(MathFunction::Fdim, 0, {2, 2}), 0);
  EXPECT_EQ(at(MathFunction::Sqrt, 0, {0}), infinity);
}

TEST(Elementary, powAtItsEdges) {
  auto x = [](long double base, long double exponent) { return Rule(MathFunction::Pow, 0)({base, exponent}); };
  auto y = [](long double base, long double exponent) { return Rule(MathFunction::Pow, 1)({base, exponent}); };
  EXPECT_EQ(x(0, 0), 0);
  EXPECT_EQ(x(0, 1), 1);
  EXPECT_EQ(x(0, 2), 0);
  EXPECT_EQ(x(0, 0.5L), infinity);
  EXPECT_EQ(x(-2, 3), 12);
  EXPECT_EQ(x(-2, 2), -4);
  EXPECT_EQ(x(-2, -1), -0.25L);
  EXPECT_EQ(y(0, 0), 0);
  EXPECT_EQ(y(0, 2), 0);
  EXPECT_EQ(y(0, 0.5L), 0);
  EXPECT_EQ(y(0, -1), -infinity);
  EXPECT_EQ(y(1, 5), 0);
  EXPECT_TRUE(std::isnan(y(-2, 3)));
}

TEST(Elementary, constantExponentsBecomeProducts) {
  Module module;
  module.functions.emplace_back();
  Function &body = module.functions[0];
  makeBody(body);
  ValueId x = addParameter(body, module.types.doubleType(), "x", ParameterKind::Value, "double");
  Builder builder(module, body, body.body);
  for (int exponent : {0, 1, 2, 3}) {
    ValueId e = builder.cast(builder.constantInt(module.types.intType(), exponent), module.types.doubleType());
    size_t before = body.ops.size();
    rules::Partial p = rules::partial(builder, MathFunction::Pow, {x, e}, ValueId(), 0);
    EXPECT_EQ(p.isZero, exponent == 0);
    for (size_t i = before; i < body.ops.size(); ++i)
      EXPECT_NE(body.ops[i].code, Opcode::Math) << "exponent " << exponent;
    if (exponent != 0)
      EXPECT_EQ(interpret(module, body, {3})[p.value.index], exponent * std::pow(3.0L, exponent - 1));
  }
}

TEST(Elementary, needsNameWhatFormulasRead) {
  auto exp = rules::partialNeeds(MathFunction::Exp, 0), sin = rules::partialNeeds(MathFunction::Sin, 0);
  EXPECT_TRUE(exp.result && !exp.operand(0));
  EXPECT_TRUE(!sin.result && sin.operand(0));
  auto fma = rules::partialNeeds(MathFunction::Fma, 0);
  EXPECT_TRUE(fma.operand(1) && !fma.operand(0) && !fma.operand(2));
  auto floor = rules::partialNeeds(MathFunction::Floor, 0);
  EXPECT_TRUE(!floor.result && floor.operands == 0);
}

} // namespace
} // namespace clangent::test
