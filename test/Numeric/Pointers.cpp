// Walking, comparing, rebinding and swapping pointers; out and in/out parameters.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real walk(const real *p, int n) {
  real s = 1;
  while (n-- > 0)
    s = s * 0.5 + *p++ * s;
  return s;
}
AT(walk, {{1, 2, 3}, 3}, {{1}, 0});

real walk_back(const real *x, int n) {
  const real *p = x + n;
  real s = 1;
  while (p != x)
    s += *--p * s;
  return s;
}
AT(walk_back, {{1, 2, 3}, 3}, {{1}, 0});

void copy_scaled(const real *from, real *to, int n, real s) {
  for (const real *end = from + n; from < end;)
    *to++ = s * *from++;
}
AT(copy_scaled, {{1, 2, 3}, {9, 9, 9}, 3, 0.5});

void reverse_in_place(real *x, int n) {
  for (real *a = x, *b = x + n - 1; a < b; ++a, --b) {
    const real t = *a * *b;
    *a = *b + t;
    *b = t;
  }
}
AT(reverse_in_place, {{1, 2, 3, 4, 5}, 5}, {{1, 2}, 2}, {{1}, 1});

void walk_and_write(real *p, int n) {
  real *q = p;
  for (int i = 0; i + 1 < n; ++i) {
    *++q *= *p++;
    *p += *q * 0.5;
  }
}
AT(walk_and_write, {{1, 2, 3}, 3}, {{1}, 1});

real moved_by_condition(const real *p, int n) {
  const real *end = p + n;
  real s = 0;
  while (p < end) {
    s += *p * *p;
    p += *p > 0 ? 1 : 2;
  }
  return s;
}
AT(moved_by_condition, {{1, -2, 3, 4, -5}, 5}, {{-1, 2}, 2});

real pointer_difference(const real *x, int n) {
  const real *p = x + n - 1, *q = x;
  real s = 0;
  while (p - q > 0) {
    s += *p * *q * static_cast<real>(p - q);
    --p;
    ++q;
  }
  return s + *p * (q - x);
}
AT(pointer_difference, {{1, 2, 3, 4, 5}, 5}, {{1, 2}, 2}, {{3}, 1});

real chosen_pointer(real *a, real *b, bool first) {
  real *p = first ? a : b;
  *p *= a[1];
  p[1] = *p * b[0];
  return *p * p[1];
}
AT(chosen_pointer, {{1, 2}, {3, 4}, 1}, {{1, 2}, {3, 4}, 0});

real pointer_by_value_of_x(const real *a, const real *b, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    const real *p = s > 2 ? a : b;
    s = s * p[i] + 1;
  }
  return s;
}
AT(pointer_by_value_of_x, {{0.5, -1, 2}, {3, 0.25, 0.5}, 3});

real swapped_buffers(const real *x, int n, int steps) {
  real first[4], second[4];
  real *now = first, *next = second;
  for (int i = 0; i < n; ++i)
    now[i] = x[i];
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i)
      next[i] = now[i] * now[(i + 1) % n] + 0.5;
    real *const old = now;
    now = next;
    next = old;
  }
  return now[0] * next[0] + now[n - 1];
}
AT(swapped_buffers, {{0.5, -1, 0.75}, 3, 3}, {{0.5, -1, 0.75}, 3, 2}, {{0.5}, 1, 1});

void swapped_arguments(real *a, real *b, int n) {
  for (int i = 0; i < n; ++i) {
    a[i] = b[i] * b[i];
    std::swap(a, b);
  }
}
AT(swapped_arguments, {{1, 2, 3}, {4, 5, 6}, 3}, {{1}, {2}, 1});

real address_of_local(real x, real y) {
  real a = x * y, b = x + y;
  real *p = &a;
  *p *= 2;
  p = &b;
  *p += a;
  *p *= *p;
  return a * b;
}
AT(address_of_local, {1, 2}, {-0.5, 0.25});

void out_parameters(real r, real phi, real *x, real *y) {
  *x = r * std::cos(phi);
  *y = r * std::sin(phi);
}
AT(out_parameters, {2, 0.5, {9}, {9}});

void in_out_references(real &a, real &b, const real &c) {
  a += b * c;
  b = a * a;
  a = b / c;
}
AT(in_out_references, {1, 2, 3}, {-0.5, 0.25, 2});

real result_and_out(real x, real *y, real &z) {
  *y = x * z;
  z *= *y;
  return z + x;
}
AT(result_and_out, {2, {9}, 3});

real pointer_to_pointer(real x, real y) {
  real a = x, b = y;
  real *p = &a, *q = &b;
  real **pp = &p;
  **pp *= 3;
  *pp = q;
  **pp *= a;
  return *p * a;
}
AT(pointer_to_pointer, {1, 2}, {-0.5, 0.25});

real array_of_pointers(real *x, real *y) {
  real *table[3] = {x, y, x + 1};
  for (int i = 0; i < 3; ++i)
    *table[i] = *table[i] * *table[(i + 1) % 3] + i;
  return *table[0] * *table[1] + *table[2];
}
AT(array_of_pointers, {{1, 2}, {3}});

real null_checked(const real *x, const real *w, int n, bool weighted) {
  const real *p = weighted ? w : nullptr;
  real s = 0;
  for (int i = 0; i < n; ++i)
    s += p ? p[i] * x[i] * x[i] : x[i];
  return s;
}
AT(null_checked, {{1, 2}, {3, 4}, 2, 1}, {{1, 2}, {3, 4}, 2, 0});

void const_and_restrict(const real *const __restrict x, real *__restrict y, const int n) {
  for (int i = 0; i < n; ++i)
    y[i] += x[i] * y[i];
}
AT(const_and_restrict, {{1, 2}, {3, 4}, 2});
