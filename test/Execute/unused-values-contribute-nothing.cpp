// What was computed and not used has no part in the derivative, in both modes, whatever its partials are: infinite or NaN at
// the point of each function here. The derivative is that of `4 * x` alone.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-strong-zero %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>

int passed, failed;
void is(const char *what, double got, double want) {
  ++(got == want ? passed : failed);
  if (got != want)
    std::printf("FAIL %s: %g, not %g\n", what, got, want);
}

constexpr double huge = HUGE_VAL;

// The value is thrown away by ?:, by `if`, by an exit, in an untaken arm of a loop, by a function, and in array elements
// that one sum in a loop leaves out.
#define AT(NAME, C, ...)                                                                                               \
  double NAME##_of(double x) { return __VA_ARGS__; }                                                                   \
  double NAME##_choice(double x) {                                                                                     \
    const double e = NAME##_of(x);                                                                                     \
    return x == C ? 4 * x : e;                                                                                         \
  }                                                                                                                    \
  double NAME##_branch(double x) {                                                                                     \
    const double e = __VA_ARGS__;                                                                                      \
    double r = 4 * x;                                                                                                  \
    if (x != C)                                                                                                        \
      r += e * 3;                                                                                                      \
    return r;                                                                                                          \
  }                                                                                                                    \
  double NAME##_loop(double x, int n) {                                                                                \
    const double e = __VA_ARGS__;                                                                                      \
    double r = 4 * x;                                                                                                  \
    for (int i = 0; i < n; ++i)                                                                                        \
      r = i % 2 ? r + e : r;                                                                                           \
    return r;                                                                                                          \
  }                                                                                                                    \
  double NAME##_exit(double x, int n) {                                                                                \
    double r = 0;                                                                                                      \
    for (int i = 0; i < n; ++i) {                                                                                      \
      const double e = __VA_ARGS__;                                                                                    \
      if (x == C)                                                                                                      \
        return 4 * x;                                                                                                  \
      r += e;                                                                                                          \
    }                                                                                                                  \
    return r;                                                                                                          \
  }                                                                                                                    \
  void NAME() {                                                                                                        \
    const double c = C;                                                                                                \
    is(#NAME " choice", clangent::gradient<NAME##_choice>(c), 4);                                                      \
    is(#NAME " branch", clangent::gradient<NAME##_branch>(c), 4);                                                      \
    is(#NAME " loop", clangent::gradient<NAME##_loop>(c, 0), 4);                                                       \
    is(#NAME " loop once", clangent::gradient<NAME##_loop>(c, 1), 4);                                                  \
    is(#NAME " exit", clangent::gradient<NAME##_exit>(c, 3), 4);                                                       \
    is(#NAME " choice forward", clangent::jvp<NAME##_choice>(clangent::dup(c, 1.0)).tangent, 4);                       \
    is(#NAME " branch forward", clangent::jvp<NAME##_branch>(clangent::dup(c, 1.0)).tangent, 4);                       \
    is(#NAME " loop forward", clangent::jvp<NAME##_loop>(clangent::dup(c, 1.0), 1).tangent, 4);                        \
    is(#NAME " exit forward", clangent::jvp<NAME##_exit>(clangent::dup(c, 1.0), 3).tangent, 4);                        \
  }

AT(sine, huge, std::sin(x))
AT(cosine, huge, std::cos(x))
AT(tangent, huge, std::tan(x))
AT(arc_sine, 1.0, std::asin(x))
AT(arc_cosine, -1.0, std::acos(x))
AT(arc_tangent_of_two, 0.0, std::atan2(1 / x, x))
AT(hyperbolic_sine, 800.0, std::sinh(x))
AT(hyperbolic_cosine, 800.0, std::cosh(x))
AT(hyperbolic_tangent, 0.0, std::tanh(1 / x))
AT(area_cosine, 1.0, std::acosh(x))
AT(area_tangent, 1.0, std::atanh(x))
AT(area_sine, 0.0, std::asinh(1 / x))
AT(exponential, 800.0, std::exp(x))
AT(power_of_two, 1100.0, std::exp2(x))
AT(exponential_less_one, 800.0, std::expm1(x))
AT(logarithm, 0.0, std::log(x))
AT(binary_logarithm, 0.0, std::log2(x))
AT(decimal_logarithm, 0.0, std::log10(x))
AT(logarithm_of_more, -1.0, std::log1p(x))
AT(root, 0.0, std::sqrt(x))
AT(cube_root, 0.0, std::cbrt(x))
AT(power_below_one, 0.0, std::pow(x, 0.5))
AT(negative_power, 0.0, std::pow(x, -2.0))
AT(power_of_negative, -2.0, std::pow(x, x))
AT(reciprocal, 0.0, 1 / x)
AT(quotient, 0.0, x / x)
AT(product, 1e300, x * x * x)
AT(product_of_infinite, 800.0, std::exp(x) * x)
AT(difference_of_infinite, 800.0, std::exp(x) - std::exp(x))
AT(hypotenuse, 0.0, std::hypot(1 / x, x))
AT(gamma_function, 0.0, std::tgamma(x))
AT(log_gamma, 0.0, std::lgamma(x))
AT(error_function, 0.0, std::erf(1 / x) / x)
AT(absolute, 0.0, std::fabs(1 / x))
AT(fused, 800.0, std::fma(std::exp(x), x, 1.0))
AT(remainder_of, 0.0, std::fmod(1.0, x))
AT(norm, 0.0, std::sqrt(x * x))
AT(root_of_root, 0.0, std::sqrt(std::sqrt(x)))
AT(logistic, 800.0, std::exp(x) / (1 + std::exp(x)))
AT(softplus, 800.0, std::log(1 + std::exp(x)))

// The losers of a maximum, a superseded winner too, and of a clamp.
double running(const double *a, int n) {
  double best = -1;
  for (int i = 0; i < n; ++i)
    best = std::fmax(best, std::sqrt(a[i]));
  return best;
}
double replaced(double x) {
  double m = 1 / x; // infinite
  m = std::fmin(m, 7 + x);
  return m;
}
// Vectorised: each element decides for itself.
double masked(const double *a, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double r = std::sqrt(a[i]);
    s += a[i] > 0 ? r : 4 * a[i];
  }
  return s;
}
// A sum that is still constant: its tangent does not count, not even as a zero.
double sum_then_root(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x * x;
  return std::sqrt(s) + 4 * x;
}

int main() {
  sine(), cosine(), tangent(), arc_sine(), arc_cosine(), arc_tangent_of_two(), hyperbolic_sine(), hyperbolic_cosine();
  hyperbolic_tangent(), area_cosine(), area_tangent(), area_sine(), exponential(), power_of_two();
  exponential_less_one(), logarithm(), binary_logarithm(), decimal_logarithm(), logarithm_of_more(), root(), cube_root();
  power_below_one(), negative_power(), power_of_negative(), reciprocal(), quotient(), product(), product_of_infinite();
  difference_of_infinite(), hypotenuse(), gamma_function(), log_gamma(), error_function(), absolute(), fused();
  remainder_of(), norm(), root_of_root(), logistic(), softplus();

  double a[] = {0, 0, 4, 0, 0, 0, 0, 0, 1}, bar[9] = {}, dot[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  clangent::vjp<running>(clangent::dup(a, bar), 9);
  for (int i = 0; i < 9; ++i)
    is("running maximum", bar[i], i == 2 ? 0.25 : 0), bar[i] = 0;
  is("running maximum forward", clangent::jvp<running>(clangent::dup(a, dot), 9).tangent, 0.25);
  is("replaced", clangent::gradient<replaced>(0.0), 1);
  is("replaced forward", clangent::jvp<replaced>(clangent::dup(0.0, 1.0)).tangent, 1);
  clangent::vjp<masked>(clangent::dup(a, bar), 9);
  for (int i = 0; i < 9; ++i)
    is("masked", bar[i], i == 2 ? 0.25 : i == 8 ? 0.5 : 4);
  is("masked forward", clangent::jvp<masked>(clangent::dup(a, dot), 9).tangent, 28.75);
  is("sum then root forward", clangent::jvp<sum_then_root>(clangent::dup(1.0, 1.0), 0).tangent, 4);
  std::printf("%d passed, %d failed\n", passed, failed);
}
