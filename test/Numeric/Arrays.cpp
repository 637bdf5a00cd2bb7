// C arrays: parameters, locals, several dimensions, in-place updates.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real dot_product(const real *a, const real *b, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
AT(dot_product, {{1, 2, 3}, {4, 5, 6}, 3}, {{1}, {2}, 0});

void elementwise(const real *x, real *y, int n) {
  for (int i = 0; i < n; ++i)
    y[i] = std::exp(x[i]) * x[i];
}
AT(elementwise, {{0.5, -1, 2}, {9, 9, 9}, 3}, {{1}, {2}, 0});

void in_place(real *x, int n) {
  for (int i = 0; i < n; ++i)
    x[i] = x[i] * x[i] + std::sin(x[i]);
}
AT(in_place, {{0.5, -1, 2}, 3});

void accumulate_from(real *a, int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a[i] += a[j] * a[j] * 0.25;
}
AT(accumulate_from, {{0.5, -1, 0.75}, 3});

void prefix_products(real *a, int n) {
  for (int i = 1; i < n; ++i)
    a[i] *= a[i - 1];
  for (int i = n - 2; i >= 0; --i)
    a[i] -= a[i + 1] / 2;
}
AT(prefix_products, {{0.5, -1, 2, 3}, 4});

void axpy(real s, const real *x, real *y, int n) {
  while (n-- > 0)
    y[n] += s * x[n];
}
AT(axpy, {1.5, {1, 2}, {3, 4}, 2});

real local_array(real x, real y) {
  real a[5] = {x, y, x * y};
  a[3] = a[0] + a[2];
  for (int i = 0; i < 4; ++i)
    a[4] += a[i] * a[3 - i];
  return a[4] * a[1];
}
AT(local_array, {1, 2}, {-0.5, 0.25});

real overwritten_element(const real *x, int n) {
  real a[4];
  for (int i = 0; i < 4; ++i)
    a[i] = x[i % n];
  for (int k = 0; k < 6; ++k)
    a[k % 4] = a[(k + 1) % 4] * a[(k + 2) % 4] + 0.5;
  return a[0] + 2 * a[1] + 3 * a[2] + 4 * a[3];
}
AT(overwritten_element, {{0.5, 1.5, -1}, 3}, {{2}, 1});

real matrix_vector(const real (*m)[3], const real *x, int rows) {
  real norm = 0;
  for (int i = 0; i < rows; ++i) {
    real y = 0;
    for (int j = 0; j < 3; ++j)
      y += m[i][j] * x[j];
    norm += y * y;
  }
  return std::sqrt(norm);
}
AT(matrix_vector, {{1, 2, 3, 4, 5, 6}, {1, -1, 0.5}, 2}, {{1, 2, 3}, {1, 2, 3}, 1});

void matrix_product(const real *a, const real *b, real *c, int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      c[i * n + j] = 0;
      for (int k = 0; k < n; ++k)
        c[i * n + j] += a[i * n + k] * b[k * n + j];
    }
}
AT(matrix_product, {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 9, 9, 9}, 2}, {{2}, {3}, {4}, 1});

real grid(real x, real y) {
  real u[3][4] = {{x, y}, {x * y}};
  for (int i = 1; i < 3; ++i)
    for (int j = 1; j < 4; ++j)
      u[i][j] += u[i - 1][j] * u[i][j - 1] + x;
  return u[2][3] + u[1][1] * u[2][0];
}
AT(grid, {1, 2}, {-0.5, 0.25});

real cube(const real *x) {
  real t[2][2][2];
  for (int i = 0; i < 2; ++i)
    for (auto &row : t[i])
      for (real &e : row)
        e = x[i] * x[2];
  t[1][0][1] *= t[0][1][0];
  t[0][0][0] = t[1][0][1] * t[1][0][1];
  real s = 0;
  for (const auto &plane : t)
    for (const auto &row : plane)
      s += row[0] * row[1] + row[0];
  return s;
}
AT(cube, {{1, 2, 3}}, {{-0.5, 0.25, 2}});

real array_reference(const real (&v)[3], real (&w)[2]) {
  w[0] *= v[0];
  w[1] = v[1] * w[0];
  return w[1] * v[2];
}
AT(array_reference, {{1, 2, 3}, {4, 5}});

real row_as_array(real (*m)[2], int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real *row = m[i];
    row[1] += row[0] * s;
    s *= row[1];
  }
  return s;
}
AT(row_as_array, {{1, 2, 3, 4}, 2});

real convolution(const real *x, int n, const real *k, int m) {
  real y[8] = {};
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      y[i + j] += x[i] * k[j];
  real s = 0;
  for (int i = 0; i < n + m - 1; ++i)
    s += y[i] * y[i] * y[i];
  return s;
}
AT(convolution, {{1, 2, 3}, 3, {0.5, -1}, 2}, {{1}, 1, {2, 0.25, 3}, 3});

real heat_steps(const real *u0, int n, real r, int steps) {
  real u[6], next[6];
  for (int i = 0; i < n; ++i)
    u[i] = u0[i];
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i) {
      const real left = i > 0 ? u[i - 1] : u[i], right = i + 1 < n ? u[i + 1] : u[i];
      next[i] = u[i] + r * (left - 2 * u[i] + right) * (1 + u[i]);
    }
    for (int i = 0; i < n; ++i)
      u[i] = next[i];
  }
  real s = 0;
  for (int i = 0; i < n; ++i)
    s += u[i] * u[i] * (i + 1);
  return s;
}
AT(heat_steps, {{1, 2, 0.5, 3}, 4, 0.125, 3}, {{1, 2}, 2, 0.25, 0});

real maximum(const real *x, int n) {
  real m = x[0];
  for (int i = 1; i < n; ++i)
    if (x[i] > m)
      m = x[i];
  return m * m;
}
AT(maximum, {{1, 3, 2}, 3}, {{5}, 1}, {{-4, -3, -2}, 3});

void insertion_sort(real *x, int n) {
  for (int i = 1; i < n; ++i) {
    const real key = x[i];
    int j = i - 1;
    while (j >= 0 && x[j] > key) {
      x[j + 1] = x[j];
      --j;
    }
    x[j + 1] = key;
  }
}
AT(insertion_sort, {{3, 1, 2, 0.5}, 4}, {{1, 2}, 2}, {{1}, 1});
