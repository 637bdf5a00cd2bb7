// Straight-line arithmetic, assignment operators, comma, increments.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real compute_s(real x, real y, real z) { return 2 * (x - y) + z; }
AT(compute_s, {1, 2, 5}, {-0.5, 0.25, 0});

real linear_model(real a, real b, real x) { return a * x + b; }
AT(linear_model, {2, 1, 3}, {-1, 0.5, 0});

real rational(real x, real y) { return (x * x - y) / (1 + x * x + y * y) - -x / +y; }
AT(rational, {1, 2}, {-3, 0.5});

real reassigned(real x, real y) {
  real t = x * y;
  x = t + x;
  y = x * t;
  t = x - y;
  return t * x + y;
}
AT(reassigned, {1, 2}, {-0.5, 0.25});

real compound(real x, real y) {
  real t = x;
  t += y;
  t *= x;
  t -= y * t;
  t /= 2 + y * y;
  t *= t;
  return t;
}
AT(compound, {1, 2}, {-0.5, 0.25});

real self_operand(real x) {
  real t = x;
  t += t;
  t *= t;
  t -= t * x;
  t /= t * t + 1;
  return t;
}
AT(self_operand, {1}, {-0.5});

real chained_assignment(real x, real y) {
  real a, b, c;
  a = b = c = x * y;
  b += c *= a;
  (a += b) *= x;
  return a + 2 * b + 3 * c;
}
AT(chained_assignment, {1, 2}, {-0.5, 0.25});

real assignment_as_value(real x, real y) {
  real t = 0;
  const real r = (t = x * y) * (x + y);
  const real s = (t -= y, t * t) * x;
  return r + s * t;
}
AT(assignment_as_value, {1, 2}, {-0.5, 0.25});

real increments(real x) {
  real a = x;
  const real b = a++ * x;
  const real c = ++a * b;
  const real d = a-- * c;
  return d * --a + b;
}
AT(increments, {1}, {-0.5});

real comma_operator(real x, real y) {
  real t = (x += y, y *= x, x * y);
  return (t *= x, t += y), t * t;
}
AT(comma_operator, {1, 2}, {-0.5, 0.25});

real argument_overwritten(real x, real y) {
  x = x * x;
  y = 3;
  x = x * y;
  return x;
}
AT(argument_overwritten, {1, 2}, {-0.5, 0.25});

real dead_code(real x, real y) {
  [[maybe_unused]] real unused = std::exp(x);
  unused *= y;
  real t = std::log(y * y);
  t = x * y;
  return t;
}
AT(dead_code, {1, 2}, {-0.5, 0.25});

real constant_result(real x) {
  x *= 0;
  return x + 3;
}
AT(constant_result, {1}, {-0.5});

real second_argument_only(real, real y) { return y * y; }
AT(second_argument_only, {1, 2});

real cancels(real x, real y) { return (x + y) - (x - y) + (x - x); }
AT(cancels, {1, 2}, {-0.5, 0.25});

real polynomial(real x) { return ((((0.5 * x - 1.25) * x + 2) * x - 3) * x + 4) * x - 5; }
AT(polynomial, {1}, {-0.5}, {2.25});

real shared_subexpressions(real x, real y) {
  const real e = std::exp(x * y), s = std::sqrt(x * x + y * y);
  const real q = e / s;
  return q * q + e * std::tanh(q) + s / e;
}
AT(shared_subexpressions, {1, 2}, {-0.5, 0.25});

real declared_without_value(real x, real y) {
  real t;
  if (x > y)
    t = x * x;
  else
    t = y * y * y;
  return t * x;
}
AT(declared_without_value, {1, 2}, {2, 1});
