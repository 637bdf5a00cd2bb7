// What <cmath> says of a number, and what C says of memory, is a constant or chooses an arm; NaN is a constant too.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: wrong
// CHECK: all right
#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace {

const char *payload = "7";
bool is_wrong = false;

template <class F> void check(const char *name, F f, double gradient) {
  const double x = 1.25, h = 1e-6, expected = (f(x + h) - f(x - h)) / (2 * h);
  if (std::fabs(gradient - expected) < 1e-5 * (1 + std::fabs(expected)))
    return;
  std::printf("%s is wrong: %g, not %g\n", name, gradient, expected);
  is_wrong = true;
}

double nan_constant(double x) { return std::isnan(std::nan("")) ? x * x : x; }
double nan_of_float(double x) { return std::isnan(std::nanf("1")) ? x * x : x; }
double nan_of_variable_text(double x) { return std::isnan(std::nanl(payload)) ? x * x : x; }
double nan_of_the_compiler(double x) { return std::isnan(__builtin_nan("")) ? x * x : x; }
double less_or_greater(double x) { return std::islessgreater(x, 2.0) ? x * x : x; }
double less_or_greater_builtin(double x) { return __builtin_islessgreater(x, 2.0f) ? x * x : x; }
double unordered(double x) { return std::isunordered(x, std::nan("")) ? x * x : x; }
double unordered_builtin(double x) { return __builtin_isunordered(x, 2.0) ? x * x : x; }
double sign_of_infinity(double x) { return __builtin_isinf_sign(x) ? x * x : x; }
double normal(double x) { return std::isnormal(x) ? x * x : x; }
double normal_builtin(double x) { return __builtin_isnormal(x) ? x * x : x; }
double kind_of_number(double x) { return std::fpclassify(x) == FP_NORMAL ? x * x : x; }
double kind_of_number_builtin(double x) { return __builtin_fpclassify(0, 1, 4, 3, 2, x) == 4 ? x * x : x; }
double exponent(double x) { return std::ilogb(x) + x; }
double exponent_as_real(double x) { return std::logb(x) + x; }
double scaled(double x) { return std::scalbn(x, 3) + std::scalbln(x, 2) + std::ldexp(x, 2); }
double neighbours(double x) { return std::nextafter(x, 2.0) * std::nexttoward(x, 2.0L); }
double gammas(double x) { return std::lgamma(x) * std::tgamma(x); }
double norms_and_differences(double x) {
  return std::hypot(x, 2.0, x) + std::fma(x, x, x) + std::fdim(x, 1.0) + std::copysign(x, -1.0);
}
double sign(double x) { return std::signbit(-x) ? x * x : x; }
double finiteness(double x) { return std::isinf(x) || !std::isfinite(x) ? x : x * x; }
double remainders(double x) { return std::remainder(x * x, 0.5) + std::fmod(x * x, 0.4); }
double never_greater_than_nan(double x) { return __builtin_nanf("") > x ? x : x * x * x; }
double huge(double x) { return __builtin_huge_val() > x ? x : x * x * x; }
double infinity(double x) { return __builtin_inf() > x ? x * x : x * x * x; }
double signalling_nan(double x) { return __builtin_nans("") > x ? x : x * x * x; }
double rounded(double x) { return std::lrint(x) * x + std::llround(x) * x; }
double greater(double x) { return std::isgreater(x, 1.0f) ? x * x : x; }
double memory_builtin(double x) { return __builtin_memcmp("ab", "cd", 2) ? x * x : x; }
double memory(double x) { return std::memcmp("ab", payload, 1) ? x * x : x; }
double length(double x) { return std::strlen(payload) * x; }
double text(double x) { return std::strcmp(payload, "7") == 0 ? x * x : x; }
double best_so_far(double x) { return std::nan("") > 0 ? x : x * x; }

// The memory changes after it was looked at.
double remembered(double x) {
  double a[2] = {x, 1}, b[2] = {1, 1}, sum = 0;
  for (int i = 0; i < 3; ++i) {
    const int order = std::memcmp(a, b, sizeof a);
    a[0] = b[0];
    sum += order == 0 ? x * x : x * x * x;
  }
  return sum;
}

} // namespace

int main() {
#define CHECK(f) check(#f, f, clangent::gradient<f>(1.25))
  CHECK(nan_constant);
  CHECK(nan_of_float);
  CHECK(nan_of_variable_text);
  CHECK(nan_of_the_compiler);
  CHECK(less_or_greater);
  CHECK(less_or_greater_builtin);
  CHECK(unordered);
  CHECK(unordered_builtin);
  CHECK(sign_of_infinity);
  CHECK(normal);
  CHECK(normal_builtin);
  CHECK(kind_of_number);
  CHECK(kind_of_number_builtin);
  CHECK(exponent);
  CHECK(exponent_as_real);
  CHECK(scaled);
  CHECK(neighbours);
  CHECK(gammas);
  CHECK(norms_and_differences);
  CHECK(sign);
  CHECK(finiteness);
  CHECK(remainders);
  CHECK(never_greater_than_nan);
  CHECK(huge);
  CHECK(infinity);
  CHECK(signalling_nan);
  CHECK(rounded);
  CHECK(greater);
  CHECK(memory_builtin);
  CHECK(memory);
  CHECK(length);
  CHECK(text);
  CHECK(best_so_far);
  CHECK(remembered);
  if (!is_wrong)
    std::puts("all right");
}
