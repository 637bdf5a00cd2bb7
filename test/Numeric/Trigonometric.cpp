// Trigonometric and hyperbolic functions, in all three formats.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real call_sin(real x) { return std::sin(x); }
AT(call_sin, {0}, {0.5}, {-2.25}, {20.5});
real call_cos(real x) { return std::cos(x); }
AT(call_cos, {0.25}, {-1}, {11.5});
real call_tan(real x) { return std::tan(x); }
AT(call_tan, {0}, {0.75}, {-2.5});
real call_asin(real x) { return std::asin(x); }
AT(call_asin, {0}, {0.5}, {-0.75});
real call_acos(real x) { return std::acos(x); }
AT(call_acos, {0}, {0.5}, {-0.75});
real call_atan(real x) { return std::atan(x); }
AT(call_atan, {0}, {2.5}, {-30});
real call_sinh(real x) { return std::sinh(x); }
AT(call_sinh, {0}, {1.5}, {-3});
real call_cosh(real x) { return std::cosh(x); }
AT(call_cosh, {0.5}, {-2.5});
real call_tanh(real x) { return std::tanh(x); }
AT(call_tanh, {0}, {0.75}, {-4});
real call_asinh(real x) { return std::asinh(x); }
AT(call_asinh, {0}, {2.5}, {-20});
real call_acosh(real x) { return std::acosh(x); }
AT(call_acosh, {1.5}, {9});
real call_atanh(real x) { return std::atanh(x); }
AT(call_atanh, {0}, {0.5}, {-0.75});

real call_atan2(real y, real x) { return std::atan2(y, x); }
AT(call_atan2, {1, 2}, {1, -2}, {-1, -2}, {-1, 2}, {0.5, 0.0625}, {2, 0}, {0, 3});

real bearing(real x, real y) { return std::atan2(std::sin(x) * y, std::cos(y) - x); }
AT(bearing, {0.5, 1.25}, {-1.5, 2});

real angle_addition(real a, real b) {
  const real left = std::sin(a + b);
  const real right = std::sin(a) * std::cos(b) + std::cos(a) * std::sin(b);
  return left + 3 * right * right;
}
AT(angle_addition, {0.5, 0.25}, {-3, 7});

real inverse_pair(real x) { return std::tanh(std::atanh(x) + std::asin(x)) + std::acos(x * x); }
AT(inverse_pair, {0.25}, {-0.5});
