// for loops with a trip count known on entry: up, down, any step, pointers, type limits.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real sum_of_squares(const real *x, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * x[i];
  return sum;
}
AT(sum_of_squares, {{1, 2, 3}, 3}, {{0.5}, 1}, {{2}, 0});

real recurrence(real x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i)
    s += std::sin(x * s);
  return s;
}
AT(recurrence, {0.5, 5}, {-1, 1}, {2, 0});

real downwards(real x, int n) {
  real s = x;
  for (int i = n - 1; i >= 0; --i)
    s = s * x + i;
  return s;
}
AT(downwards, {0.5, 5}, {-1, 1}, {2, 0});

real by_step(real x, int n, int step) {
  real s = x;
  for (int i = 1; i <= n; i += step)
    s = std::cos(s * i) + x;
  return s;
}
AT(by_step, {0.5, 9, 2}, {-1, 9, 4}, {2, 9, 20}, {2, 0, 3});

real down_by_step(real x, int from, int to) {
  real s = x;
  for (int i = from; i > to; i -= 3)
    s += x * i * s * 0.125;
  return s;
}
AT(down_by_step, {0.5, 9, -2}, {-1, 3, 0}, {2, 0, 0}, {2, -5, 7});

real not_equal(real x, int n) {
  real s = x;
  for (int i = 0; i != 2 * n; i += 2)
    s = s * x + i;
  return s;
}
AT(not_equal, {0.5, 5}, {-1, 1}, {2, 0});

real unsigned_countdown(const real *x, unsigned n) {
  real s = 1;
  for (unsigned i = n; i-- > 0;)
    s = s * x[i] + i;
  return s;
}
AT(unsigned_countdown, {{0.5, 2, 3}, 3}, {{-1}, 1}, {{2}, 0});

real unsigned_to_one(real x, unsigned n) {
  real s = x;
  for (unsigned i = n; i > 0; i--)
    s += s * x / i;
  return s;
}
AT(unsigned_to_one, {0.5, 5}, {-1, 1}, {2, 0});

real over_pointers(const real *x, int n) {
  real s = 1;
  for (const real *p = x, *end = x + n; p != end; ++p)
    s = s * 0.5 + *p * *p;
  return s;
}
AT(over_pointers, {{0.5, 2, 3}, 3}, {{-1}, 1}, {{2}, 0});

real over_pointers_down(const real *x, int n) {
  real s = 1;
  for (const real *p = x + n; p > x;) {
    --p;
    s = s * *p + 1;
  }
  return s;
}
AT(over_pointers_down, {{0.5, 2, 3}, 3}, {{-1}, 1}, {{2}, 0});

real every_other(const real *x, int n) {
  real s = 0;
  for (const real *p = x; p < x + n; p += 2)
    s += *p * *p * *p;
  return s;
}
AT(every_other, {{0.5, 2, 3, 4, 5}, 5}, {{-1, 2}, 2}, {{2}, 0});

real near_int_max(real x) {
  real s = x;
  for (int i = INT_MAX - 3; i < INT_MAX; ++i)
    s = s * x + (i & 7);
  return s;
}
AT(near_int_max, {0.5}, {-1});

real to_int_min(real x) {
  real s = x;
  for (int i = INT_MIN + 3; i > INT_MIN; --i)
    s = s * x + (i & 7);
  return s;
}
AT(to_int_min, {0.5}, {-1});

real near_unsigned_max(real x) {
  real s = x;
  for (unsigned i = UINT_MAX - 2; i != 1; ++i)
    s = s * x + (i & 7);
  return s;
}
AT(near_unsigned_max, {0.5}, {-1});

real narrow_counter(real x) {
  real s = x;
  for (unsigned char i = 250; i < 255; ++i)
    s = s * x + i % 10;
  for (signed char i = -126; i > -128; --i)
    s = s * x + i % 10;
  return s;
}
AT(narrow_counter, {0.5}, {-0.25});

real wide_counter(real x, long n) {
  real s = x;
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i)
    s = s * x + i;
  for (long long i = n; i >= -1; --i)
    s += i * x;
  return s;
}
AT(wide_counter, {0.5, 3}, {-1, 0});

real nested_triangle(const real *x, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j)
      s += x[i] * x[j] * std::sin(s);
  return s + x[0];
}
AT(nested_triangle, {{0.5, 2, 3}, 3}, {{-1}, 1}, {{2}, 0});

real three_deep(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real t = x[i];
    for (int j = i; j < n; j += 2) {
      t *= x[j];
      for (int k = 3; k > 0; --k)
        s += t / k + 0.125 * s * x[k % n];
    }
    s *= t;
  }
  return s;
}
AT(three_deep, {{0.5, 2, 0.75}, 3}, {{-1}, 1});

real two_counters(real x, int n) {
  real s = x;
  for (int i = 0, j = n; i < j; ++i, --j)
    s = s * 0.5 + x * i * j;
  return s * s;
}
AT(two_counters, {0.5, 7}, {-1, 2}, {2, 0});

real range_for(real x) {
  const real table[4] = {x, x * x, 3, x + 1};
  real s = 1;
  for (real t : table)
    s = s * t + x;
  for (const real &t : table)
    s += t * t;
  const int shifts[] = {1, 2};
  for (int k : shifts)
    s *= x + k;
  return s;
}
AT(range_for, {0.5}, {-2});

real bound_reassigned(real x, int n) {
  real s = x;
  const int m = n;
  for (int i = 0; i < m; ++i) {
    n = i;
    s += x * n * s * 0.25;
  }
  return s * n;
}
AT(bound_reassigned, {0.5, 4}, {-1, 1}, {2, 0});

real count_after_loop(real x, int n) {
  int i;
  real s = 1;
  for (i = 0; i < n; i += 2)
    s *= x;
  return s * i + x;
}
AT(count_after_loop, {0.5, 5}, {-1, 2}, {2, 0});
