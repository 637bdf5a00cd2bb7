// while, do, and for loops whose trip count is not known on entry.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real halving(real x) {
  real s = 0;
  while (x > 0.125) {
    s += x * x;
    x /= 2;
  }
  return s + x;
}
AT(halving, {3}, {0.1}, {-2});

real newton_root(real a) {
  real x = a > 1 ? a : 1;
  while (std::fabs(x * x - a) > 1e-3 * a)
    x = (x + a / x) / 2;
  return x;
}
AT(newton_root, {2}, {0.3}, {50});

real at_least_once(real x) {
  real s = 1;
  do {
    s *= x;
    x = x + 0.5;
  } while (s < 4 && x < 10);
  return s * x;
}
AT(at_least_once, {2}, {0.3}, {9});

real do_with_counter(real x, int n) {
  do
    x = std::sin(x) + x * x * 0.125;
  while (--n > 0);
  return x;
}
AT(do_with_counter, {2, 4}, {0.3, 1}, {1, -5});

real while_counter(real x, int n) {
  int i = 0;
  real s = x;
  while (i < n) {
    s = s * x + i;
    i += i % 2 == 0 ? 1 : 2;
  }
  return s;
}
AT(while_counter, {0.5, 7}, {2, 1}, {1, 0});

real counter_changed_in_body(real x, int n) {
  real s = x;
  for (int i = 0; i < n; ++i) {
    s += x * i * s;
    if (s > 3) {
      i += 2;
      s *= 0.25;
    }
  }
  return s;
}
AT(counter_changed_in_body, {0.5, 9}, {2, 6}, {1, 0});

real bound_changed_in_body(real x, int n) {
  real s = x;
  for (int i = 0; i < n; ++i) {
    s = s * x + 1;
    if (s > 2 && n > 3)
      --n;
  }
  return s * n;
}
AT(bound_changed_in_body, {1.5, 6}, {-0.5, 4});

real floating_counter(real x) {
  real s = 0;
  for (real t = 0; t < 1; t += 0.25)
    s += std::exp(t * x) * t;
  return s;
}
AT(floating_counter, {1.5}, {-0.5});

real active_counter(real x, real h) {
  real s = 0;
  for (real t = x; t < 3; t += h)
    s += t * t * h;
  return s;
}
AT(active_counter, {1.05, 0.5}, {-0.52, 1.25}, {7, 1});

real doubling(real x, int n) {
  real s = x;
  for (int i = 1; i < n; i *= 2)
    s = std::tanh(s * i) + x;
  for (int i = n; i > 0; i >>= 1)
    s += x / i;
  return s;
}
AT(doubling, {0.5, 20}, {-1, 1}, {2, 0});

real collatz(real x, int n) {
  real s = 1;
  while (n != 1) {
    s += x / n;
    n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    s = std::sqrt(s * s + x * x);
  }
  return s;
}
AT(collatz, {0.5, 7}, {2, 1});

real nested_whiles(real x, int n) {
  real s = x;
  while (n > 0) {
    int m = n;
    do {
      s += x / m;
      int k = 0;
      while (k < m) {
        s = s * 0.5 + k * x;
        k += 2;
      }
    } while ((m -= 2) > 0);
    --n;
  }
  return s * s;
}
AT(nested_whiles, {0.5, 4}, {-1, 1}, {2, 0});

real condition_with_side_effect(real x, int n) {
  real s = x;
  while (n-- > 0 && (s *= x) < 10)
    s += 0.5;
  return s + n;
}
AT(condition_with_side_effect, {0.5, 4}, {3, 5}, {2, 0});

real converging_sum(real x) {
  real sum = 0, term = 1;
  int k = 0;
  while (std::fabs(term) > 1e-4) {
    sum += term;
    term *= x / ++k;
  }
  return sum;
}
AT(converging_sum, {0.5}, {-1.5}, {3});

real bisection(real a) {
  real low = 0, high = a;
  for (int k = 0; k < 6; ++k) {
    const real middle = (low + high) / 2;
    if (middle * middle * middle < 0.4)
      low = middle;
    else
      high = middle;
  }
  return low * high;
}
AT(bisection, {1}, {3.3});

real pointer_until(const real *x, int n) {
  const real *p = x, *end = x + n;
  real s = 0;
  while (p != end && *p > 0) {
    s = s * s * 0.25 + *p;
    ++p;
  }
  return s;
}
AT(pointer_until, {{1, 2, -3, 4}, 4}, {{1, 2}, 2}, {{-1}, 1});
