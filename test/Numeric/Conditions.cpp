// if, ?:, && and || with side effects in their operands.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real absolute(real x) { return x < 0 ? -x : x; }
AT(absolute, {2}, {-2});

real three_pieces(real x) {
  if (x < -1)
    return -x * x;
  else if (x < 1)
    return x * x * x;
  return 2 * x - 1;
}
AT(three_pieces, {-2}, {0.5}, {3});

real nested_ifs(real x, real y) {
  real r = 1;
  if (x > 0) {
    if (y > 0)
      r = x * y;
    r *= x;
  } else {
    if (y > x) {
      r = y;
    } else {
      r = x / y;
      y = r;
    }
  }
  return r * y;
}
AT(nested_ifs, {1, 2}, {1, -2}, {-1, 2}, {-1, -2});

real early_returns(real x, real y) {
  if (x > 2)
    return x * y;
  y *= x;
  if (y > 2) {
    x += y;
    if (x > 4)
      return x * x;
    x *= 2;
  }
  return x - y;
}
AT(early_returns, {3, 1}, {1.5, 3}, {1, 2.5}, {0.5, 0.25});

real condition_on_result(real x) {
  real t = x * x;
  if (t > 1)
    t = std::sqrt(t);
  if (t > 1.5)
    t = 1 / t;
  return t * x;
}
AT(condition_on_result, {0.5}, {1.2}, {2});

real and_with_side_effect(real x, real y) {
  real t = x;
  if (x > 0 && (t *= y) > 1)
    t += x;
  return t * t;
}
AT(and_with_side_effect, {2, 3}, {2, 0.25}, {-2, 3});

real or_with_side_effect(real x, real y) {
  real t = x;
  if (x > 0 || (t *= y) < -1)
    t += x;
  return t * t;
}
AT(or_with_side_effect, {2, 3}, {-2, 0.25}, {-2, 3});

real logical_value(real x, real y) {
  real t = x * y;
  const bool both = x > 0 && (t += x, y > 0);
  const bool any = x > 1 || (t *= y, y > 1);
  return t * (1 + both) + any * x;
}
AT(logical_value, {2, 3}, {0.5, -3}, {-2, 3}, {-2, -0.5});

real conditional_with_side_effect(real x, real y) {
  real t = x;
  const real r = x > y ? (t += y, t * t) : (t *= y, t - x);
  return r * t;
}
AT(conditional_with_side_effect, {2, 1}, {1, 2});

real nested_conditional(real x, real y) {
  return x > 0 ? y > 0 ? x * y : x / y : y > 0 ? y - x : std::exp(x + y);
}
AT(nested_conditional, {1, 2}, {1, -2}, {-1, 2}, {-1, -2});

real conditional_as_target(real x, real y) {
  real a = x, b = y;
  (x > y ? a : b) *= x + y;
  return a * a + 3 * b;
}
AT(conditional_as_target, {2, 1}, {1, 2});

real guarded_root(real x, real y) { return x > 0 ? std::sqrt(x) * y : y; }
AT(guarded_root, {2, 1}, {-1, 2});
AT_KINK(guarded_root, {0, 2});

real guarded_division(real x, real y) { return y != 0 ? x / y : x; }
AT(guarded_division, {2, 4}, {-1, 0.5});
AT_KINK(guarded_division, {2, 0});

real condition_declares(real x) {
  if (const int n = static_cast<int>(x); n > 1)
    return x * n;
  else if (n == 1)
    return x * x;
  return -x;
}
AT(condition_declares, {3.5}, {1.5}, {-2.5});

real negated(real x, real y) {
  if (!(x > 1) && !(y < 0 || x == y))
    return x * y;
  if (!static_cast<bool>(static_cast<int>(x)))
    return y;
  return x;
}
AT(negated, {0.5, 2}, {0.5, -2}, {3, 1});

real compile_time_branch(real x) {
  if constexpr (sizeof(int) >= 2)
    return x * x;
  else
    return x;
}
AT(compile_time_branch, {3});

real empty_branches(real x) {
  if (x > 0) {
  } else
    ;
  if (x > 1)
    ;
  else {
    x *= 2;
  }
  return x * x;
}
AT(empty_branches, {3}, {0.5}, {-1});
