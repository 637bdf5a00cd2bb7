// The special functions against closed forms, recurrences and differences of lgamma.
#include "clangent/rules/special.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace clangent::test {
namespace {

constexpr long double euler = 0.577215664901532860606512090082402431L;
constexpr long double pi = 3.14159265358979323846264338327950288L;
constexpr long double zeta3 = 1.202056903159594285399738161511449991L;

template <class T> void expectClose(T value, long double expected, int units) {
  long double scale = std::max(std::fabs(expected), 1.0L);
  EXPECT_LE(std::fabs(static_cast<long double>(value) - expected), units * std::numeric_limits<T>::epsilon() * scale)
      << static_cast<long double>(value) << " is not " << expected;
}

template <class T> class Special : public testing::Test {};
using FloatingTypes = testing::Types<float, double, long double>;
TYPED_TEST_SUITE(Special, FloatingTypes);

TYPED_TEST(Special, digammaHasItsClosedForms) {
  using T = TypeParam;
  expectClose(rules::digamma(T(1)), -euler, 4);
  expectClose(rules::digamma(T(2)), 1 - euler, 8);
  expectClose(rules::digamma(T(0.5)), -euler - 2 * std::log(2.0L), 8);
  expectClose(rules::digamma(T(0.25)), -euler - pi / 2 - 3 * std::log(2.0L), 8);
  expectClose(rules::digamma(T(-0.5)), 2 - euler - 2 * std::log(2.0L), 8);
  expectClose(rules::digamma(T(10)), 7129 / 2520.0L - euler, 4);
}

TYPED_TEST(Special, polygammaHasItsClosedForms) {
  using T = TypeParam;
  expectClose(rules::polygamma(T(0), T(1)), -euler, 4);
  expectClose(rules::polygamma(T(1), T(1)), pi * pi / 6, 8);
  expectClose(rules::polygamma(T(1), T(0.5)), pi * pi / 2, 8);
  expectClose(rules::polygamma(T(2), T(1)), -2 * zeta3, 8);
  expectClose(rules::polygamma(T(2), T(0.5)), -14 * zeta3, 8);
  expectClose(rules::polygamma(T(3), T(1)), pi * pi * pi * pi / 15, 8);
  expectClose(rules::polygamma(T(1), T(-0.5)), pi * pi / 2 + 4, 16);
  expectClose(rules::polygamma(T(2), T(-0.5)), -14 * zeta3 + 16, 64);
}

// psi_n(x + 1) = psi_n(x) + (-1)^n n! / x^(n+1)
TYPED_TEST(Special, polygammaObeysItsRecurrence) {
  using T = TypeParam;
  for (int n : {0, 1, 2, 5, 12, 33, 40})
    for (T x : {T(0.125), T(1.75), T(15.5), T(40), T(-0.375), T(-3.25), T(-40.75)}) {
      long double step = (n % 2 ? -1 : 1) / static_cast<long double>(x);
      for (int i = 1; i <= n; ++i)
        step *= i / static_cast<long double>(x);
      long double here = rules::polygamma(T(n), x), next = rules::polygamma(T(n), x + 1);
      if (!std::isfinite(here) || !std::isfinite(next) || !std::isfinite(static_cast<T>(step)))
        continue;
      long double scale = std::max({std::fabs(here), std::fabs(next), std::fabs(step)});
      EXPECT_LE(std::fabs(next - here - step), 8 * (n + 4) * std::numeric_limits<T>::epsilon() * scale)
          << "order " << n << " at " << static_cast<long double>(x);
    }
}

TYPED_TEST(Special, polesAndLimits) {
  using T = TypeParam;
  constexpr T infinity = std::numeric_limits<T>::infinity();
  EXPECT_TRUE(std::isnan(rules::digamma(T(0))));
  EXPECT_TRUE(std::isnan(rules::digamma(T(-3))));
  EXPECT_TRUE(std::isnan(rules::digamma(std::numeric_limits<T>::quiet_NaN())));
  EXPECT_EQ(rules::digamma(infinity), infinity);
  EXPECT_EQ(rules::polygamma(T(1), T(-2)), infinity);
  EXPECT_TRUE(std::isnan(rules::polygamma(T(2), T(-2))));
  EXPECT_TRUE(std::isnan(rules::polygamma(T(1.5), T(2))));
  EXPECT_TRUE(std::isnan(rules::polygamma(T(-1), T(2))));
  EXPECT_EQ(rules::polygamma(T(3), infinity), 0);
}

TYPED_TEST(Special, partsOfNumbersAddUp) {
  using T = TypeParam;
  for (T x : {T(0), T(0.75), T(-3), T(1024), T(1.0e-30), std::numeric_limits<T>::denorm_min()}) {
    EXPECT_EQ(std::ldexp(rules::frexp_mantissa(x), rules::frexp_exponent(x)), x);
    EXPECT_EQ(rules::modf_fraction(x) + std::trunc(x), x);
  }
  EXPECT_EQ(rules::frexp_exponent(T(3)), 2);
  EXPECT_EQ(rules::frexp_exponent(T(0.75)), 0);
  EXPECT_EQ(rules::frexp_exponent(std::numeric_limits<T>::infinity()), 0);
  EXPECT_EQ(rules::modf_fraction(T(-2.25)), T(-0.25));
}

TEST(Special, digammaIsTheDerivativeOfLgamma) {
  for (long double x : {0.01L, 0.7L, 3.3L, 17.0L, 1000.0L, -0.7L, -7.4L}) {
    long double h = 1e-4L * std::fabs(x);
    auto difference = [&](long double s) { return (std::lgamma(x + s) - std::lgamma(x - s)) / (2 * s); };
    long double extrapolated = (4 * difference(h / 2) - difference(h)) / 3;
    EXPECT_NEAR(rules::digamma(x), extrapolated, 1e-11L * std::max(1.0L, std::fabs(extrapolated))) << x;
  }
}

} // namespace
} // namespace clangent::test
