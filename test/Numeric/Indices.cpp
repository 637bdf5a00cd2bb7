// Integers that a reverse sweep must know again: %, shifts, xor, tables of indices.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real ring(const real *x, int n) {
  real a[3] = {1, 2, 3};
  for (int i = 0; i < 2 * n; ++i)
    a[i % 3] += a[(i + 1) % 3] * x[i % n] * 0.25;
  return a[0] * a[1] + a[2];
}
AT(ring, {{0.5, -1, 0.75, 2}, 4}, {{2}, 1});

real shifted_mask(const real *x, unsigned n) {
  real s = 1;
  for (unsigned mask = 1; mask < n; mask <<= 1)
    s = s * x[(mask * 3) & 3] + x[(mask >> 1) & 3];
  return s;
}
AT(shifted_mask, {{0.5, -1, 0.75, 2}, 40}, {{0.5, -1, 0.75, 2}, 2}, {{1, 2, 3, 4}, 1});

real xor_walk(const real *x, unsigned seed, int n) {
  unsigned state = seed;
  real s = 1;
  for (int i = 0; i < n; ++i) {
    state ^= state << 5;
    state ^= state >> 3;
    state &= 0xff;
    s = s * 0.5 + x[state % 4] * s;
  }
  return s;
}
AT(xor_walk, {{0.5, -1, 0.75, 2}, 37, 6}, {{1, 2, 3, 4}, 5, 1});

real gather(const real *x, const int *index, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i)
    s = s * x[index[i]] + x[index[n - 1 - i]];
  return s;
}
AT(gather, {{0.5, -1, 2}, {2, 0, 0, 1}, 4}, {{3}, {0}, 1});

void scatter(real *y, const real *x, const int *index, int n) {
  for (int i = 0; i < n; ++i)
    y[index[i]] = y[index[i]] * x[i] + 1;
}
AT(scatter, {{1, 2, 3}, {0.5, -1, 0.75, 2}, {1, 1, 0, 1}, 4});

real sparse_product(const real *value, const int *column, const int *row, const real *x, int rows) {
  real s = 0;
  for (int i = 0; i < rows; ++i) {
    real y = 0;
    for (int k = row[i]; k < row[i + 1]; ++k)
      y += value[k] * x[column[k]];
    s += y * y;
  }
  return s;
}
AT(sparse_product, {{1, 2, 3, 4}, {0, 2, 1, 0}, {0, 2, 2, 4}, {0.5, -1, 2}, 3});

real index_variable_reused(const real *x, int n) {
  int k = 0;
  real s = 1;
  for (int i = 0; i < n; ++i) {
    k = (k * 2 + 1) % n;
    s += x[k] * s;
    k = k ^ 1;
    if (k < n)
      s *= x[k];
    k += i;
  }
  return s;
}
AT(index_variable_reused, {{0.5, -1, 0.75, 2}, 4}, {{2, 0.25}, 2});

real index_from_value(const real *x, int n) {
  real s = x[0];
  for (int i = 0; i < n; ++i) {
    const int k = static_cast<int>(std::fabs(s) * 4) % n;
    s = s * 0.5 + x[k] * x[k];
  }
  return s;
}
AT(index_from_value, {{0.55, -1.05, 0.85}, 3}, {{1.3, 0.3}, 2});

real index_with_side_effect(real *x, int n) {
  int i = 0;
  while (i < n - 1)
    x[i++] *= x[i];
  int k = 0;
  x[k++] += x[k];
  const int m = (k += 1) - 1;
  return x[m] * x[0];
}
AT(index_with_side_effect, {{0.5, -1, 0.75}, 3}, {{2, 3}, 2});

real counters_both_ways(const real *x, int n) {
  int low = 0, high = n - 1;
  real s = 1;
  while (low < high) {
    s += x[low] * x[high];
    if (s > 2)
      ++low;
    else
      --high;
    s *= 0.75;
  }
  return s * x[low];
}
AT(counters_both_ways, {{0.5, -1, 0.75, 4, 2}, 5}, {{2}, 1});

real linear_congruence(real x, unsigned seed) {
  for (int i = 0; i < 5; ++i) {
    seed = seed * 1103515245u + 12345u;
    const real u = static_cast<real>(seed >> 16 & 0xff) / 256;
    x = x * u + std::sin(x + u);
  }
  return x;
}
AT(linear_congruence, {0.5, 42}, {-2, 7});

real two_dimensions_flat(const real *a, int rows, int columns) {
  real s = 1;
  for (int k = 0; k < rows * columns; ++k) {
    const int i = k / columns, j = k % columns;
    s += a[j * rows + i] * a[k] * s * 0.25;
  }
  return s;
}
AT(two_dimensions_flat, {{0.5, -1, 0.75, 2, 3, 1}, 2, 3});

real binary_search(const real *x, const real *y, int n, real t) {
  int low = 0, high = n - 1;
  while (high - low > 1) {
    const int middle = (low + high) >> 1;
    (x[middle] > t ? high : low) = middle;
  }
  const real w = (t - x[low]) / (x[high] - x[low]);
  return y[low] + w * (y[high] - y[low]);
}
AT(binary_search, {{0, 1, 2, 4}, {1, 3, 2, 5}, 4, 2.75}, {{0, 1, 2, 4}, {1, 3, 2, 5}, 4, 0.25});

real permuted(real *x, int n) {
  int p[4] = {0, 1, 2, 3};
  for (int i = 0; i < n; ++i) {
    const int j = (i * 7 + 3) % n;
    std::swap(p[i], p[j]);
    x[p[i]] *= x[p[j]] + 0.5;
  }
  return x[p[0]] * x[p[1]] + x[p[n - 1]];
}
AT(permuted, {{0.5, -1, 0.75, 2}, 4}, {{2, 3}, 2});
