// Locals and arrays declared, assigned late, reset or reused in loops.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real assigned_later(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real t;
    s += x[i];
    t = s * x[i];
    s = std::sin(t) + s;
  }
  return s;
}
AT(assigned_later, {{1, 2, 3}, 3}, {{0.5}, 1}, {{1}, 0});

real assigned_in_branch(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real t, u = 0;
    if (x[i] > 1) {
      t = x[i] * s;
      u = t;
    } else {
      t = s / (2 + x[i]);
    }
    s = t * t + u;
  }
  return s;
}
AT(assigned_in_branch, {{1.5, 0.5, 2}, 3}, {{0.5}, 1});

real reset_array(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real a[3] = {};
    a[i % 3] = x[i];
    a[(i + 1) % 3] += s;
    a[2] *= x[i];
    s = a[0] + a[1] * a[1] + a[2];
  }
  return s;
}
AT(reset_array, {{0.5, -1, 0.75, 2}, 4}, {{2}, 1});

real uninitialised_array(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real a[2];
    a[0] = x[i] * s;
    a[1] = a[0] * a[0];
    a[0] = a[1] + x[i];
    s = a[0] * 0.25;
  }
  return s;
}
AT(uninitialised_array, {{0.5, -1, 0.75}, 3});

real buffer_outside(const real *x, int n, int m) {
  real buffer[4];
  real s = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < m; ++j)
      buffer[j] = x[i] * (j + 1) + s;
    for (int j = 1; j < m; ++j)
      buffer[j] *= buffer[j - 1];
    s += std::tanh(buffer[m - 1]);
  }
  return s + buffer[0];
}
AT(buffer_outside, {{0.5, -1, 0.75}, 3, 3}, {{0.5, 2}, 2, 1});

real partly_overwritten_buffer(const real *x, int n) {
  real buffer[3] = {1, 1, 1};
  for (int i = 0; i < n; ++i) {
    buffer[i % 3] = x[i] * buffer[(i + 1) % 3];
    if (x[i] > 0)
      buffer[1] = x[i];
  }
  return buffer[0] * buffer[1] + buffer[2];
}
AT(partly_overwritten_buffer, {{0.5, -1, 0.75, -2}, 4}, {{2}, 1});

real carried_temporary(const real *x, int n) {
  real previous = 0, s = 0;
  for (int i = 0; i < n; ++i) {
    const real current = x[i] * x[i];
    s += current * previous;
    previous = current;
  }
  return s * previous;
}
AT(carried_temporary, {{1, 2, 3}, 3}, {{1, 2}, 2}, {{1}, 0});

real fibonacci_like(real x, real y, int n) {
  for (int i = 0; i < n; ++i) {
    const real t = x;
    x = y * 0.5 + x;
    y = t * x;
  }
  return x + y;
}
AT(fibonacci_like, {0.5, 1.5, 4}, {1, 2, 0});

real address_in_loop(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    real t = x[i] * s;
    real *p = &t;
    if (i % 2 == 1)
      p = &s;
    *p *= x[i];
    s += t * *p;
  }
  return s;
}
AT(address_in_loop, {{0.5, -1, 0.75}, 3}, {{2}, 1});

real shadowed_names(real x, int n) {
  real t = x;
  for (int i = 0; i < n; ++i) {
    real t = x * i;
    {
      real t = x + 1;
      x *= t * 0.25;
    }
    x += t;
  }
  return t * x;
}
AT(shadowed_names, {0.5, 3}, {-1, 1});

real goes_round_twice(real x, int n) {
  real last = x;
  for (int round = 0; round < 2; ++round) {
    real s = 0;
    for (int i = 0; i < n; ++i) {
      s += last * x;
      last = std::sin(s);
    }
    last += s;
  }
  return last;
}
AT(goes_round_twice, {0.5, 3}, {-1, 0});

real declared_in_while(real x) {
  int k = 0;
  while (k < 4) {
    const real y = x * x;
    const int step = y > 2 ? 2 : 1;
    real z = y;
    z += k;
    if (step == 2)
      z = 1 / z;
    x = z + 0.5 * x;
    k += step;
  }
  return x;
}
AT(declared_in_while, {0.5}, {1.75}, {-1});

real array_per_depth(const real *x, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    real row[3] = {x[i], x[i] * x[i], 1};
    for (int j = 0; j < 3; ++j) {
      real cell[2] = {row[j] * s, row[2 - j]};
      cell[0] += cell[1] * cell[1];
      row[(j + 1) % 3] = cell[0] * 0.5;
      s += cell[0];
    }
    s = std::tanh(s) + row[1];
  }
  return s;
}
AT(array_per_depth, {{0.5, -1, 0.75}, 3}, {{2}, 1});

real written_once_read_late(const real *x, int n) {
  real first = 0, s = 1;
  bool seen = false;
  for (int i = 0; i < n; ++i) {
    if (!seen && x[i] > 0.6) {
      first = x[i] * s;
      seen = true;
    }
    s *= 1 + x[i] * first;
  }
  return s;
}
AT(written_once_read_late, {{0.5, 0.75, 2}, 3}, {{-1, -2}, 2});
