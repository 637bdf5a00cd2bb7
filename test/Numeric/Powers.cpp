// pow with its edge cases, hypot, fma, remainders.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real call_pow(real x, real y) { return std::pow(x, y); }
AT(call_pow, {2, 3}, {0.5, -1.5}, {3, 0.25}, {1, 5}, {4, 0});

real square_by_pow(real x) { return std::pow(x, 2); }
AT(square_by_pow, {3}, {-1.5}, {0});

real cube_by_pow(real x) { return std::pow(x, 3.0); }
AT(cube_by_pow, {3}, {-1.5}, {0});

real reciprocal_by_pow(real x) { return std::pow(x, -1); }
AT(reciprocal_by_pow, {3}, {-1.5});

real pow_zero(real x) { return std::pow(x, 0) + x; }
AT(pow_zero, {3}, {-1.5}, {0});

real pow_one(real x) { return std::pow(x, 1); }
AT(pow_one, {3}, {-1.5}, {0});

real integer_pow(real x, int n) { return std::pow(x, n); }
AT(integer_pow, {2.5, 4}, {-2.5, 3}, {-2, -2}, {0, 1}, {0, 2}, {0, 5}, {7, 0}, {0, 0});

real exponential_of_base(real y) { return std::pow(2, y) + std::pow(real(0.5), y); }
AT(exponential_of_base, {3}, {-1.5}, {0});

real pow_at_zero_base(real x, real y) { return std::pow(x, y); }
AT_KINK(pow_at_zero_base, {0, 1}, {0, 2}, {0, 3});

real tower(real x, real y) { return std::pow(std::pow(x, y), x * y) + std::pow(x, x); }
AT(tower, {1.5, 0.5}, {0.75, 2});

real call_hypot(real x, real y) { return std::hypot(x, y); }
AT(call_hypot, {3, 4}, {-1, 0.25}, {0, 2}, {-2, 0});
AT_KINK(call_hypot, {0, 0});

real call_hypot3(real x, real y, real z) { return std::hypot(x, y, z); }
AT(call_hypot3, {3, 4, 12}, {-1, 0.25, 2}, {0, -2, 0});
AT_KINK(call_hypot3, {0, 0, 0});

real call_fma(real a, real b, real c) { return std::fma(a, b, c) + std::fma(a, a, 1); }
AT(call_fma, {2, 3, 4}, {-0.5, 0.25, 8});

real call_fmod(real x, real y) { return std::fmod(x, y); }
AT(call_fmod, {7.25, 2}, {-7.25, 2}, {1, 3}, {20.5, -3});

real call_remainder(real x, real y) { return std::remainder(x, y); }
AT(call_remainder, {7.25, 2}, {-7.25, 2}, {1, 3}, {20.5, -3});

real wrapped_angle(real t) { return std::sin(std::fmod(t * t, real(6.25))) * t; }
AT(wrapped_angle, {3.5}, {1}, {-4});

real call_remquo(real x, real y) {
  int quotient = 0;
  const real rest = std::remquo(x, y, &quotient);
  return rest * x + (quotient & 3);
}
AT(call_remquo, {7.25, 2}, {20.5, 3});
