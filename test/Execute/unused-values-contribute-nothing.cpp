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

// Functions that stay functions: here because they are recursive. This one changes the adjoints of memory as well, so
// that it is called whether its result was used or not.
double root_beside(double x, double *a, int n) {
  if (n > 0)
    return root_beside(x, a, n - 1);
  a[0] += x;
  return std::sqrt(x);
}
double result_of_changing_call(double x, double *a, int n) {
  const double r = root_beside(x, a, n);
  return (x == 0 ? 4 * x : r) + a[0];
}
// What it does not use of its arguments.
double first_or_second(double x, double y, int n) {
  if (n > 0)
    return first_or_second(x, y, n - 1);
  return x > -1 ? x : y;
}
double argument_unused(double x, int n) { return first_or_second(4 * x, std::sqrt(x), n); }
double argument_unused_in_loop(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s = first_or_second(4 * x, std::log(x) + s, i);
  return s;
}
// The argument of the one is the result of the other, in memory too.
double odd(double x, double y, double *a, int n);
double even(double x, double y, double *a, int n) {
  a[0] += x;
  return n > 0 ? odd(x, 1 / y, a, n - 1) : x;
}
double odd(double x, double y, double *a, int n) {
  a[0] += x;
  return n > 0 ? even(x, std::sqrt(y), a, n - 1) : x + y;
}
double mutual(double x, double *a, int n) { return even(4 * x, std::sqrt(x), a, n); }
// A call whose result counts on one way only, in an argument of another.
double root_of(double x, int n) { return n > 0 ? root_of(x, n - 1) : std::sqrt(x); }
double nested_calls(double x, int n) { return first_or_second(4 * x, root_of(root_of(x, n), n), n); }

// Members that the caller does not read, or reads on one way only; what is stored is not what is used.
struct Parts {
  double half, root, logs[2];
};
Parts parts_of(double x, int n) {
  if (n > 0)
    return parts_of(x, n - 1);
  Parts p;
  p.half = x / 2;
  p.root = std::sqrt(x);
  p.logs[0] = std::log(x);
  p.logs[1] = 3 * x;
  return p;
}
double members_not_read(double x, int n) {
  const Parts p = parts_of(x, n);
  return 2 * p.half + p.logs[1];
}
double members_read_somewhere(double x, int n) {
  const Parts p = parts_of(x, n);
  double r = p.half * 2 + p.logs[1];
  if (x != 0)
    r += p.root * p.logs[0];
  for (int i = 1; i < n; ++i)
    r += p.root;
  return r;
}
double members_in_loop(double x, int n) {
  double r = 0;
  for (int i = 0; i < n; ++i) {
    const Parts p = parts_of(x, i);
    r += i % 2 || x == 0 ? 4 * p.half / n : p.root;
  }
  return r + 2 * x;
}
double temporary(double x, int n) { return 8 * parts_of(x, n).half; }
double changed_members(double x, int n) {
  Parts p = parts_of(x, n);
  p.root = 1;
  p.half *= 8;
  return p.half * p.root;
}
Parts handed_on(double x, int n) {
  if (n > 0) {
    Parts p = handed_on(x, n - 1);
    p.logs[0] = p.root;
    return p;
  }
  return parts_of(x, 0);
}
double through_members(double x, int n) { return 8 * handed_on(x, n).half; }

// Rules of functions of numbers are not called either.
double careful(double x);
CLANGENT_ADJOINT_OF("careful")
void careful_adjoint(double x, double y_bar, double &x_bar) { x_bar += y_bar / x; }
CLANGENT_TANGENT_OF("careful")
double careful_tangent(double x, double x_dot) { return x_dot / x; }
double careful(double x) { return x; }
double rule_unused(double x) {
  const double r = careful(x);
  return x == 0 ? 4 * x : r;
}
double rule_beside(double x, int n) {
  double s = 4 * x;
  for (int i = 0; i < n; ++i) {
    const double r = careful(x), q = careful(s);
    s = x == 0 ? s : s + r * q;
  }
  return s;
}

void calls_that_stay(int n) {
  double a[1] = {1}, a_bar[1] = {0}, x_bar = 0;
  clangent::vjp<result_of_changing_call>(clangent::dup(0.0, x_bar), clangent::dup(a, a_bar), n);
  is("result of a call that changes memory", x_bar, 5);
  is("memory that it changes", a_bar[0], 1);
  is("argument not used", clangent::gradient<argument_unused>(0.0, n), 4);
  is("argument not used, in a loop", clangent::gradient<argument_unused_in_loop>(0.0, n + 1), 4);
  a_bar[0] = 0, x_bar = 0;
  clangent::vjp<mutual>(clangent::dup(0.0, x_bar), clangent::dup(a, a_bar), 2 * n);
  is("mutual recursion", x_bar, 4);
  is("nested calls", clangent::gradient<nested_calls>(0.0, n), 4);
  is("members not read", clangent::gradient<members_not_read>(0.0, n), 4);
  is("members read somewhere", clangent::gradient<members_read_somewhere>(0.0, n < 2 ? n : 1), 4);
  is("members in a loop", clangent::gradient<members_in_loop>(0.0, n + 1), 4);
  is("member of a temporary", clangent::gradient<temporary>(0.0, n), 4);
  is("members that are changed", clangent::gradient<changed_members>(0.0, n), 4);
  is("members handed on", clangent::gradient<through_members>(0.0, n), 4);
  // Where everything is used the numbers are what they always were.
  is("argument used", clangent::gradient<argument_unused>(-4.0, n) == clangent::gradient<argument_unused>(-4.0, 0),
     false);
  is("members read", clangent::gradient<members_read_somewhere>(4.0, 1), 4 + std::log(4.0) / 4 + 0.5);
  is("members read in a loop", clangent::gradient<members_in_loop>(4.0, 2), 0.25 + 1 + 2);
}

int main() {
  calls_that_stay(0), calls_that_stay(1), calls_that_stay(3);
  is("rule", clangent::gradient<rule_unused>(0.0), 4);
  is("rule in a loop", clangent::gradient<rule_beside>(0.0, 3), 4);
  is("rule used", clangent::gradient<rule_unused>(2.0), 0.5);
  is("rule used in a loop", clangent::gradient<rule_beside>(2.0, 1), 4 + 8 * 0.5 + 2 * 4 / 8.0);
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
