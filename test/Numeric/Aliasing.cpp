// The same memory reached by several names.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real through_two_pointers(real *a, int k) {
  real *p = &a[2];
  real *q = &a[k];
  *p = *q * *p;
  *q = *p + *q;
  *p *= *p;
  return a[2] + 2 * a[k];
}
AT(through_two_pointers, {{1, 2, 3}, 2}, {{1, 2, 3}, 1}, {{1, 2, 3}, 0});

real reference_and_name(real x, real y) {
  real a = x;
  real &r = a;
  a = r * y;
  r = a + r;
  a *= r;
  return r * a;
}
AT(reference_and_name, {1, 2}, {-0.5, 0.25});

real conditional_reference(real x, real y) {
  real a = x * y, b = x - y;
  real &r = a > b ? a : b;
  r *= b;
  a += r;
  return a * r + b;
}
AT(conditional_reference, {1, 2}, {3, -0.25});

void multiply_into(real &a, const real &b) {
  a *= b;
  a += b;
}
real same_argument_twice(real x, real y) {
  multiply_into(x, x);
  multiply_into(x, y);
  multiply_into(y, y);
  return x * y;
}
AT(same_argument_twice, {1, 2}, {-0.5, 0.25});

void combine(real *out, const real *a, const real *b, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = a[i] * b[n - 1 - i];
}
real overlapping_arguments(real *x, int n) {
  combine(x, x, x, n);
  combine(x + 1, x, x + 1, n - 1);
  real s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * (i + 1);
  return s;
}
AT(overlapping_arguments, {{1, 2, 3}, 3}, {{0.5, -1}, 2});

real shifted_copy(const real *x, int n) {
  real a[6] = {1, 1, 1, 1, 1, 1};
  for (int i = 0; i < n; ++i)
    a[i] = x[i];
  for (int i = 0; i + 1 < 6; ++i)
    a[i + 1] = a[i] * 0.5 + a[i + 1];
  for (int i = 0; i + 1 < 6; ++i)
    a[i] = a[i + 1] * a[i];
  return a[0] * a[5] + a[3];
}
AT(shifted_copy, {{1, 2, 3}, 3}, {{0.5}, 1});

real two_views(real *x, int n) {
  real *low = x, *high = x + n / 2;
  for (int i = 0; i < n - n / 2; ++i) {
    high[i] *= low[i];
    low[i] += high[i];
  }
  return low[n - 1] * high[0];
}
AT(two_views, {{1, 2, 3, 4}, 4}, {{1, 2, 3}, 3}, {{2}, 1});

struct Pair {
  real a, b;
};
template <class V> void leaves(V &&visit, Pair &p) { visit(p.a, p.b); }
real member_pointers(Pair p, bool which) {
  real *q = which ? &p.a : &p.b;
  Pair &r = p;
  *q *= r.a;
  r.b += *q;
  p.a = *q * r.b;
  return p.a + r.b * *q;
}
AT(member_pointers, {{1, 2}, 1}, {{1, 2}, 0});

real struct_through_array(Pair *p, int i, int j) {
  p[i].a *= p[j].b;
  Pair t = p[i];
  p[j] = t;
  p[j].b += t.a;
  p[i].a = p[j].b * p[i].b;
  return p[i].a + p[j].a;
}
AT(struct_through_array, {{1, 2, 3, 4}, 0, 1}, {{1, 2, 3, 4}, 1, 1});

real array_and_element(real x, int k) {
  real a[3] = {x, x * x, 1};
  real &e = a[k];
  for (int i = 0; i < 3; ++i) {
    a[i] += e * e;
    e *= 0.5;
  }
  return a[0] * a[1] + a[2] * e;
}
AT(array_and_element, {0.5, 0}, {0.5, 1}, {-1, 2});

real pointer_follows_index(real *a, int n) {
  real *p = a;
  int i = 0;
  while (p < a + n) {
    *p = a[i] * a[n - 1 - i] + *p;
    i = (i + 2) % n;
    ++p;
  }
  return a[0] * a[n - 1];
}
AT(pointer_follows_index, {{1, 2, 3}, 3}, {{2, 0.5}, 2});

real copy_by_struct(real x, real y) {
  struct Block {
    real v[3];
  } a{{x, y, x * y}}, b = a;
  b.v[0] *= a.v[1];
  a = b;
  a.v[1] += b.v[0];
  b = a;
  return b.v[0] * b.v[1] + a.v[2];
}
AT(copy_by_struct, {1, 2}, {-0.5, 0.25});
