// min, max, clamp, abs, sign and the classification functions; kinks as documented.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real call_fmin(real x, real y) { return std::fmin(x * x, y); }
AT(call_fmin, {2, 3}, {1, 3}, {-1, 0.5});

real call_fmax(real x, real y) { return std::fmax(x * x, y); }
AT(call_fmax, {2, 3}, {1, 3}, {-1, 0.5});

real call_fdim(real x, real y) { return std::fdim(x, y) * x; }
AT(call_fdim, {2, 3}, {3, 1}, {-1, -4});

real call_min(real x, real y) { return std::min(x, y) * std::min(x * y, y); }
AT(call_min, {2, 3}, {3, 1}, {-1, -4});

real call_max(real x, real y) { return std::max(x, y) * std::max(x * y, y); }
AT(call_max, {2, 3}, {3, 0.5}, {-1, -4});

real min_max_tie(real x, real y) { return 2 * std::min(x, y) + 5 * std::max(x, y); }
AT_KINK(min_max_tie, {1, 1}, {-3, -3});

real rectifier(real x) { return std::max(x, real(0)); }
AT(rectifier, {2}, {-2});
AT_KINK(rectifier, {0});

real call_clamp(real x, real low, real high) { return std::clamp(x, low, high) * x; }
AT(call_clamp, {0.5, 0, 1}, {-2, -1, 1}, {7, -1, 3});

real call_fabs(real x, real y) { return std::fabs(x) * y + std::abs(x * y); }
AT(call_fabs, {2, 3}, {-2, 3}, {-1, -4});

real absolute_at_zero(real x) { return std::fabs(x) + std::abs(3 * x); }
AT_KINK(absolute_at_zero, {0});

real call_copysign(real x, real y) { return std::copysign(x, y) * y; }
AT(call_copysign, {2, 3}, {2, -3}, {-2, 3}, {-2, -3});

real call_signbit(real x) { return std::signbit(x) ? x * x : 3 * x; }
AT(call_signbit, {2}, {-2});

real guarded(real x, real y) {
  const real q = x / y;
  return std::isfinite(q) && !std::isnan(q) ? q * q : x;
}
AT(guarded, {2, 3}, {-1, 0.5});

real call_swap(real x, real y) {
  real a = x * 2, b = y * y;
  std::swap(a, b);
  return a * a + b / (1 + a * a);
}
AT(call_swap, {2, 3}, {-1, 0.5});

real sorted_three(real a, real b, real c) {
  if (b < a)
    std::swap(a, b);
  if (c < b)
    std::swap(b, c);
  if (b < a)
    std::swap(a, b);
  return a + 2 * b * b + 3 * c * c * c;
}
AT(sorted_three, {1, 2, 3}, {3, 2, 1}, {2, 3, 1}, {2, 1, 3});

real hinge_loss(const real *w, const real *x, const int *y, int n) {
  real loss = 0;
  for (int i = 0; i < n; ++i)
    loss += std::max(real(0), 1 - y[i] * (w[0] * x[i] + w[1]));
  return loss;
}
AT(hinge_loss, {{0.5, 0.25}, {1, -2, 0.3, 4}, {1, -1, -1, 1}, 4});
