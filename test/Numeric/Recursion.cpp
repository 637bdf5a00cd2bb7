// Direct, mutual and template recursion; overloads and declaration order.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real power(real x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
AT(power, {1.5, 4}, {-2, 1}, {3, 0});

real fast_power(real x, int n) {
  if (n == 0)
    return 1;
  const real half = fast_power(x, n / 2);
  return n % 2 == 0 ? half * half : half * half * x;
}
AT(fast_power, {1.5, 7}, {-2, 4}, {3, 0});

real fibonacci_tree(real x, real y, int n) {
  if (n < 2)
    return n == 0 ? x : y;
  return fibonacci_tree(x, y * x, n - 1) * 0.5 + fibonacci_tree(x, y, n - 2);
}
AT(fibonacci_tree, {1.5, 0.5, 6}, {-1, 2, 1});

real odd_part(real x, int n);
real even_part(real x, int n) { return n == 0 ? 1 + x : x * odd_part(x * 0.75, n - 1); }
real odd_part(real x, int n) { return n == 0 ? 2 - x : even_part(x + 0.25, n - 1) + x; }
AT(even_part, {1.5, 4}, {-2, 3}, {3, 0});

real until_small(real x) { return x * x < 0.25 ? x : std::sin(x) * until_small(x / 2); }
AT(until_small, {3}, {-1.3}, {0.3});

void halve_range(real *x, int n) {
  if (n < 2)
    return;
  const int half = n / 2;
  halve_range(x, half);
  halve_range(x + half, n - half);
  for (int i = 0; i < half; ++i) {
    const real a = x[i], b = x[half + i];
    x[i] = a + b * b;
    x[half + i] = a * b;
  }
}
AT(halve_range, {{1, 2, 0.5, -1, 3}, 5}, {{2}, 1});

void quick_sort(real *x, int low, int high) {
  if (low >= high)
    return;
  int split = low;
  for (int i = low; i < high; ++i)
    if (x[i] < x[high]) {
      const real t = x[i];
      x[i] = x[split];
      x[split++] = t;
    }
  std::swap(x[split], x[high]);
  quick_sort(x, low, split - 1);
  quick_sort(x, split + 1, high);
}
AT(quick_sort, {{3, 1, 2, 5, 4}, 0, 4}, {{2, 1}, 0, 1});

real recursion_in_loop(const real *x, int n, int depth) {
  if (depth == 0)
    return x[0];
  real s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] > 2)
      continue;
    s += x[i] * recursion_in_loop(x, n - 1, depth - 1);
    if (s > 9)
      break;
  }
  return s;
}
AT(recursion_in_loop, {{0.5, 1.5, 3, -1}, 4, 3}, {{2}, 1, 1});

void deeper(real &x, int depth, real *log) {
  log[depth] = x * log[depth];
  if (depth == 0)
    return;
  x *= x - 0.5;
  deeper(x, depth - 1, log);
  x += log[depth - 1];
}
AT(deeper, {0.75, 2, {1, 2, 3}});

template <int N> real unrolled(real x) {
  if constexpr (N == 0)
    return 1;
  else
    return x * unrolled<N - 1>(x) + N;
}
AT(unrolled<4>, {0.5}, {-2});

template <class T, int N> struct Horner {
  static T at(const T *c, T x) { return c[0] + x * Horner<T, N - 1>::at(c + 1, x); }
};
template <class T> struct Horner<T, 0> {
  static T at(const T *c, T) { return c[0]; }
};
real horner(const real *c, real x) { return Horner<real, 3>::at(c, x); }
AT(horner, {{1, 2, 3, 4}, 0.5}, {{-1, 0, 2, 1}, -2});

template <class T> T sum_all(T x) { return x; }
template <class T, class... Rest> T sum_all(T x, Rest... rest) { return x * sum_all(rest...) + x; }
real variadic(real x, real y) { return sum_all(x, y, x * y, y); }
AT(variadic, {0.5, 2}, {-1, 0.25});

template <class... T> real folded(T... x) { return ((x * x) + ... + 1); }
real fold_expression(real x, real y) { return folded(x, y, x * y) * folded(y); }
AT(fold_expression, {0.5, 2}, {-1, 0.25});

template <class F> real twice(F f, real x) { return f(f(x)) * x; }
real template_with_lambda(real x, real y) {
  return twice([y](real t) { return std::sin(t) * y; }, x);
}
AT(template_with_lambda, {0.5, 2}, {-1, 0.25});
