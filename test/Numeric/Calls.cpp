// Calls of visible functions: arguments of every kind, in conditions and in indices.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

static real square(real x) { return x * x; }
inline real mean(real a, real b) { return (a + b) / 2; }

real calls_simple(real x, real y) { return square(mean(x, y)) + mean(square(x), square(square(y))); }
AT(calls_simple, {1, 2}, {-0.5, 0.25});

void normalise(real *x, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * x[i];
  for (int i = 0; i < n; ++i)
    x[i] /= std::sqrt(sum);
}
real calls_in_place(real *x, const real *w, int n) {
  normalise(x, n);
  real s = 0;
  for (int i = 0; i < n; ++i)
    s += w[i] * x[i];
  normalise(x, n - 1);
  return s * x[0];
}
AT(calls_in_place, {{1, 2, 3}, {0.5, -1, 2}, 3});

void divide(real a, real b, real &quotient, real *rest) {
  quotient = a / b;
  *rest = a - std::floor(quotient) * b;
}
real calls_out_parameters(real x, real y) {
  real q, r;
  divide(x, y, q, &r);
  real t = q;
  divide(q, r, t, &r);
  return t * r + q;
}
AT(calls_out_parameters, {7.5, 2}, {1, 0.375});

void update(real &state, real &gain, real input) {
  state += gain * input;
  gain *= 0.5 + state * 0.125;
}
real calls_in_out(const real *x, int n) {
  real state = 1, gain = 0.5;
  for (int i = 0; i < n; ++i)
    update(state, gain, x[i]);
  update(gain, state, state);
  return state * gain;
}
AT(calls_in_out, {{0.5, -1, 2}, 3}, {{1}, 0});

bool too_large(real x, real limit) { return x * x > limit; }
int bucket(real x, int n) {
  const int k = static_cast<int>(std::fabs(x) * 2);
  return k < n ? k : n - 1;
}
real calls_in_conditions(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n && !too_large(s, 30); ++i) {
    s += x[bucket(x[i], n)] * x[i];
    if (too_large(x[i], 2))
      s *= 0.75;
    while (too_large(s, 5))
      s /= 1.5;
  }
  return s;
}
AT(calls_in_conditions, {{0.6, -1.1, 1.8}, 3}, {{2}, 1}, {{1}, 0});

real changes_and_tells(real *x, int &calls) {
  ++calls;
  *x *= 1.25;
  return *x;
}
real calls_with_effects_in_conditions(real x) {
  int calls = 0;
  real y = x;
  if (changes_and_tells(&y, calls) > 1 && changes_and_tells(&y, calls) > 2)
    y += x;
  while (changes_and_tells(&y, calls) < 8 && calls < 12)
    y += x * calls;
  return y;
}
AT(calls_with_effects_in_conditions, {0.5}, {1}, {3});

real scaled(real x, real factor = 2, int power = 2) {
  real r = factor;
  for (int i = 0; i < power; ++i)
    r *= x;
  return r;
}
real calls_default_arguments(real x) { return scaled(x) + scaled(x, x) + scaled(x, 3, 1); }
AT(calls_default_arguments, {0.5}, {-2});

real by_value_is_a_copy(real x) {
  x *= 3;
  x += x * x;
  return x;
}
real calls_by_value(real x) {
  const real a = by_value_is_a_copy(x);
  const real b = by_value_is_a_copy(a);
  return x * a * b;
}
AT(calls_by_value, {0.5}, {-0.25});

real *larger(real *a, real *b) { return *a > *b ? a : b; }
real &first_of(real *x) { return x[0]; }
real calls_returning_places(real *x) {
  *larger(&x[0], &x[1]) *= x[2];
  first_of(x + 1) += 3 * first_of(x);
  real *p = larger(x, x + 2);
  return *p * x[0] + x[1];
}
AT(calls_returning_places, {{1, 2, 3}}, {{2, 1, 0.5}});

struct Complex {
  real re, im;
};
template <class V> void leaves(V &&visit, Complex &z) { visit(z.re, z.im); }
Complex times(Complex a, const Complex &b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
void conjugate(Complex *z) { z->im = -z->im; }
real calls_with_structs(Complex z, int n) {
  Complex w = z;
  for (int i = 0; i < n; ++i) {
    w = times(w, z);
    conjugate(&w);
    w = times(w, w);
  }
  return w.re * w.re + 2 * w.im;
}
AT(calls_with_structs, {{0.5, 0.75}, 2}, {{-0.25, 1}, 1}, {{1, 2}, 0});

real early(real x, int n) {
  for (int i = 0; i < n; ++i) {
    if (x > 2)
      return x * i;
    x *= 1.5;
  }
  return -x;
}
real calls_early_returning(real x, int n) {
  real s = 0;
  for (int i = 0; i <= n; ++i)
    s += early(x + s * 0.125, i) * early(x, n - i);
  return s;
}
AT(calls_early_returning, {0.75, 3}, {1.75, 2}, {-1, 1});

int count_positive(const real *x, int n) {
  int count = 0;
  for (int i = 0; i < n; ++i)
    count += x[i] > 0;
  return count;
}
real calls_returning_integers(const real *x, int n) {
  real s = 1;
  const int k = count_positive(x, n);
  for (int i = 0; i < k; ++i)
    s *= x[i] + k;
  return s;
}
AT(calls_returning_integers, {{1, -2, 3}, 3}, {{-1}, 1});

void fill(real (*m)[2], real x) {
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      m[i][j] = x * (i + 1) + j;
}
real determinant(const real m[2][2]) { return m[0][0] * m[1][1] - m[0][1] * m[1][0]; }
real calls_with_arrays(real x, real y) {
  real m[2][2];
  fill(m, x);
  m[0][1] *= y;
  const real d = determinant(m);
  fill(m, d);
  return determinant(m) + d * m[1][0];
}
AT(calls_with_arrays, {0.5, 2}, {-1, 0.25});

real order_of_evaluation(real x) {
  real a[2] = {x, x * x};
  int i = 0;
  a[i++] = square(a[1]) + i;
  (i = 1, a[i]) = mean(a[0], x) * i;
  return a[0] * a[1];
}
AT(order_of_evaluation, {0.5}, {-2});

real function_scope_lambda(real x, real y) {
  const real a = x * y;
  const auto shifted = [&](real t) { return t * a + y; };
  return shifted(x) * shifted(shifted(y));
}
AT(function_scope_lambda, {0.5, 2}, {-1, 0.25});
