// Rounding has derivative zero, its callers not; fractions and exponents.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real steps_floor(real x) { return x * std::floor(x); }
AT(steps_floor, {1.25}, {-2.75}, {0.375});

real steps_ceil(real x) { return x * std::ceil(x); }
AT(steps_ceil, {1.25}, {-2.75}, {0.375});

real steps_round(real x) { return x * std::round(x); }
AT(steps_round, {1.25}, {-2.75}, {0.375});

real steps_trunc(real x) { return x * std::trunc(x); }
AT(steps_trunc, {1.25}, {-2.75}, {0.375});

real steps_nearbyint(real x) { return x * std::nearbyint(x); }
AT(steps_nearbyint, {1.25}, {-2.75}, {0.375});

real steps_rint(real x) { return x * std::rint(x); }
AT(steps_rint, {1.25}, {-2.75}, {0.375});


real floor_only(real x, real y) { return std::floor(x) + y; }
AT(floor_only, {1.25, 2}, {-0.5, 1});

real fraction(real x) { return x - std::floor(x); }
AT(fraction, {1.25}, {-2.75});

real call_frexp(real x) {
  int exponent = 0;
  const real mantissa = std::frexp(x, &exponent);
  return mantissa * mantissa + exponent * x;
}
AT(call_frexp, {3}, {-0.15625}, {100});

real call_ldexp(real x, int n) { return std::ldexp(x, n) * x; }
AT(call_ldexp, {3, 2}, {0.75, -4}, {0, 1});

real call_scalbn(real x, int n) { return std::scalbn(x, n) + std::scalbln(x, n); }
AT(call_scalbn, {3, 2}, {0.75, -4});

real call_modf(real x) {
  real whole = 0;
  const real part = std::modf(x, &whole);
  return part * part + whole * x;
}
AT(call_modf, {3.25}, {-1.75});

real call_lround(real x) { return x * static_cast<real>(std::lround(x)) + std::lrint(x); }
AT(call_lround, {3.25}, {-1.75});

real scaled_by_exponent(real x) { return std::ldexp(x, -std::ilogb(x)) + std::logb(x) * x; }
AT(scaled_by_exponent, {3}, {0.3125}, {100});

real staircase(real x, real y) {
  real sum = 0;
  for (int i = 0; i < 5; ++i)
    sum += std::floor(x * i + y) * std::trunc(y) + x * i;
  return sum;
}
AT(staircase, {1.2, 3.3}, {-0.7, 2.6});
