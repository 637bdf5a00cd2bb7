// Globals, constant tables and static locals that are read.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

const int degree = 3;
constexpr double gravity = 9.80665;
static const real coefficients[4] = {0.5, -1.25, 2, 0.125};
const real weights_2d[2][3] = {{1, 2, 3}, {-1, 0.5, 0.25}};
real mutable_setting = 1.5;
int call_limit = 4;
const struct Options {
  real rate;
  int steps;
} options = {0.25, 3};
enum { rows = 2, columns = 3 };
namespace constants {
inline constexpr double half = 0.5;
const real table[3] = {1, 4, 9};
} // namespace constants

real with_table(real x) {
  real s = 0;
  for (int i = degree; i >= 0; --i)
    s = s * x + coefficients[i];
  return s;
}
AT(with_table, {0.5}, {-2});

real with_constant(real t, real v) { return v * t - gravity * t * t * constants::half; }
AT(with_constant, {0.5, 3}, {-2, 1});

real with_grid(const real *x) {
  real s = 0;
  for (int i = 0; i < rows; ++i) {
    real y = 0;
    for (int j = 0; j < columns; ++j)
      y += weights_2d[i][j] * x[j];
    s += std::tanh(y);
  }
  return s;
}
AT(with_grid, {{0.5, -1, 0.25}}, {{1, 2, 3}});

real with_mutable_global(real x) {
  real s = x;
  for (int i = 0; i < call_limit; ++i)
    s = s * mutable_setting - x;
  return s;
}
AT(with_mutable_global, {0.5}, {-2});

real with_global_struct(real x) {
  for (int i = 0; i < options.steps; ++i)
    x -= options.rate * x * x;
  return x;
}
AT(with_global_struct, {0.5}, {-2});

real with_static_local(real x, int k) {
  static const real knots[5] = {0, 0.5, 1.5, 3, 5};
  static constexpr int last = 4;
  k = k > last ? last : k;
  return x * knots[k] + knots[last] * x * x;
}
AT(with_static_local, {0.5, 1}, {-2, 9});

real with_pointer_to_table(real x, bool other) {
  const real *p = other ? constants::table : coefficients;
  real s = 0;
  for (int i = 0; i < 3; ++i)
    s += *p++ * x * x + i;
  return s * x;
}
AT(with_pointer_to_table, {0.5, 0}, {-2, 1});

real with_literals(real x) {
  return x * 1e-3 + 0x1.8p1 * x * x + 1'000 * x + 0b101 * x + 'A' * x + 2.5f * x + 3.25L;
}
AT(with_literals, {0.5}, {-2});

real local_table(real x, int k) {
  constexpr int step[] = {1, 3, 2, 0};
  const double scale[] = {0.5, 0.25, 2, 1};
  real s = x;
  for (int i = 0; i < 4; ++i)
    s = s * scale[(k + step[i]) % 4] + x * step[i];
  return s;
}
AT(local_table, {0.5, 0}, {-2, 3});

real mixed_pointers(const real *x, int n) {
  const real *source[2] = {x, constants::table};
  real s = 1;
  for (int i = 0; i < n; ++i)
    s = s * 0.5 + *source[i % 2]++ * x[i];
  return s;
}
AT(mixed_pointers, {{0.5, -1, 0.25, 2}, 4});

real limits(real x) {
  const real big = static_cast<real>(std::numeric_limits<int>::max()) / 1073741824;
  return x < std::numeric_limits<float>::max() ? x * big * x : 0;
}
AT(limits, {0.5}, {-2});

int shared_count = 3;
int *shared_pointer = &shared_count;
real shared_cells[4] = {1, 2, 3, 4};

// One variable is written and read in different branches.
real written_in_another_branch(real x, int n) {
  for (int i = 0; i < 4; ++i)
    shared_cells[i] = i;
  real s = 1;
  for (int i = 0; i < n; ++i) {
    if (i % 2 == 0)
      s = s * x + shared_cells[i % 4] * x * x;
    else
      shared_cells[(i + 1) % 4] = i * 0.5;
  }
  return s;
}
AT(written_in_another_branch, {0.5, 7}, {0.5, 0});

real written_through_a_global_pointer(real x, int n) {
  shared_count = n;
  shared_pointer = &shared_count;
  real s = 1;
  for (int i = 0; i < shared_count; ++i) {
    s = s * x + i * x * x;
    if (i == 2)
      *shared_pointer = 4;
  }
  shared_count = 9;
  return s;
}
AT(written_through_a_global_pointer, {0.5, 6}, {0.5, 2});
