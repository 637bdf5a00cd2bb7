// Conditions with effects, exits of all kinds and recursion, several in one function.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

// Conditions that assign, behind && and ||.
real effects_in_condition(real x, int n) {
  real s = 1;
  int k = 0;
  while (k++ < n && (s = s * 0.5 + x) > 0.1 && (k & 1 || (x *= 0.9) > 0.2))
    s += x * k;
  return s * x + k;
}
AT(effects_in_condition, {1.5, 6}, {0.3, 20}, {-0.3, 20});

real do_while_effects(real x) {
  real s = x;
  int guard = 0;
  do {
    s = std::sin(s) + x;
    if (guard == 3)
      continue;
    s *= 0.75;
  } while (++guard < 6 && (s += x * 0.1) < 5);
  return s;
}
AT(do_while_effects, {0.5}, {3});

// A switch in a loop, left in every way.
real switch_soup(const real *x, const int *op, int n) {
  real s = 1, t = 0;
  for (int i = 0; i < n; ++i) {
    switch (op[i]) {
    case 0:
      s += x[i];
    case 1:
      if (s > 3)
        continue;
      s *= x[i];
      break;
    case 2:
      for (int j = 0; j < n; ++j) {
        if (j == 2)
          break;
        if (x[j] < 0)
          return s * t + x[j];
        t += x[j] * s;
      }
      [[fallthrough]];
    case 3: {
      real u = t;
      t = s;
      s = u + x[i];
    }
      continue;
    default:
      if (t > 10)
        return t * s;
      else
        break;
    case 7:
      return s * s;
    }
    t += s * x[i];
  }
  return s * t;
}
AT(switch_soup, {{1, 2, 0.5, 0.25, 1.5, 1}, {0, 1, 2, 3, 4, 0}, 6}, {{1, 2, 0.5, -0.25, 1.5, 1}, {0, 1, 2, 3, 2, 7}, 6},
   {{3, 2, 5, 2, 1.5, 1}, {0, 9, 2, 9, 7, 7}, 6});

// Indices from shifts and exclusive or.
real lfsr(const real *x, int n, unsigned seed) {
  real s = 0;
  unsigned h = seed;
  for (int i = 0; i < n; ++i) {
    h ^= h << 7;
    h ^= h >> 9;
    h ^= h << 8;
    int k = h % 5u;
    k ^= 1;
    k %= 5;
    s = s * x[k] + x[(h >> 3) % 5];
  }
  return s;
}
AT(lfsr, {{1, 2, 0.5, 0.25, 1.5}, 6, 12345});

// Recursion over templates.
template <int N> real nest(real x, real *buffer) {
  buffer[N] = x * N;
  return nest<N - 1>(x * buffer[N] + 0.5, buffer) * buffer[N];
}
template <> real nest<0>(real x, real *buffer) { return x + buffer[2]; }
real template_recursion(real x) {
  real b[6];
  return nest<4>(x, b);
}
AT(template_recursion, {0.5});

// Triangular loops, sparse rows.
real triangular(const real *a, const real *x, int n) {
  real y[5];
  real s = 0;
  for (int i = 0; i < n; ++i) {
    y[i] = x[i];
    for (int j = 0; j < i; ++j) {
      real c = a[i * (i + 1) / 2 + j] * y[j];
      y[i] -= c * c;
    }
    y[i] /= a[i * (i + 1) / 2 + i];
    s += y[i] * y[i];
  }
  for (int i = n - 1; i >= 0; --i)
    for (int j = i + 1; j < n; ++j) {
      y[i] -= y[j] * y[i];
      s = s * 0.5 + y[i];
    }
  return s;
}
AT(triangular, {{2, 1, 3, 0.5, 0.25, 4, 1, 1, 1, 5}, {1, 2, 0.5, 0.25}, 4});

real sparse(const real *v, const int *row, const int *col, real *x, int n) {
  for (int sweep = 0; sweep < 2; ++sweep)
    for (int i = 0; i < n; ++i) {
      real acc = 0;
      for (int k = row[i]; k < row[i + 1]; ++k) {
        acc += v[k] * x[col[k]];
        if (acc > 50)
          break;
      }
      x[i] = std::tanh(acc) + x[i] * acc;
    }
  return x[0] * x[n - 1];
}
AT(sparse, {{1, 2, 0.5, 0.25, 1.5}, {0, 2, 3, 5}, {0, 1, 2, 0, 1}, {0.5, 0.25, 1}, 3});

// Returns between the loops of a nest.
real early(const real *x, int n, real limit) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0)
      return s * x[i];
    for (int j = 0; j < n; ++j) {
      s += x[i] * x[j];
      if (s > limit)
        return s * x[j] * limit;
      for (int k = 0; k <= j; ++k) {
        if (x[k] > 7)
          return s / x[k];
        s *= 0.9 + x[k] * 0.1;
      }
    }
  }
  return s;
}
AT(early, {{1, 2, 0.5}, 3, 100}, {{1, 2, 0.5}, 3, 3.5}, {{1, 2, -0.5}, 3, 100});

// Chosen places, commas.
real ternaries(real x, real y, int k) {
  real a = x, b = y;
  (k % 2 ? a : b) *= (k > 2 ? a += y, b : a);
  real c = (k & 1) ? (a = b * 2, a + x) : b;
  return a * b + c;
}
AT(ternaries, {1.5, 0.5, 1}, {1.5, 0.5, 2}, {1.5, 0.5, 3}, {1.5, 0.5, 4});

// Integers that depend on reals.
real data_dependent(const real *x, int n) {
  int k = 0;
  real s = 1;
  for (int i = 0; i < n; ++i) {
    int j = static_cast<int>(x[k] * 4) % n;
    if (x[j] * s > x[k])
      k = (k + j) % n;
    else
      k = (k + 1) % n;
    s = s * x[k] + x[j];
  }
  return s + static_cast<int>(s);
}
AT(data_dependent, {{1, 0.55, 0.27, 0.8}, 4});

// Loops on integers, recursion in a condition.
real collatz(real x, int n) {
  real s = x;
  while (n != 1) {
    if (n % 2) {
      n = 3 * n + 1;
      s = s * x + 1;
    } else {
      n >>= 1;
      s *= 0.5;
    }
  }
  return s;
}
AT(collatz, {1.5, 7}, {1.5, 1});

real recurse_in_condition(real x, int d) {
  if (d == 0)
    return x;
  real s = 0;
  for (int i = 0; recurse_in_condition(x * 0.5, d - 1) * i < x && i < 3; ++i)
    s += recurse_in_condition(x + i, d - 1) * x;
  return s;
}
AT(recurse_in_condition, {1.5, 2});

// Mutual recursion on one variable.
void odd(real &a, int n);
void even(real &a, int n) {
  if (n > 0) {
    a = a * a * 0.5 + 0.1 * n;
    odd(a, n - 1);
    a += n;
  }
}
void odd(real &a, int n) {
  if (n > 0) {
    real b = a;
    even(b, n - 1);
    a = a * 0.75 + b;
  }
}
real mutual(real x, int n) {
  even(x, n);
  return x;
}
AT(mutual, {0.5, 5});

// Steps that change.
real growing(real x, int n) {
  real s = 1;
  for (int i = 1; i < n; i *= 2) {
    for (int j = i; j < n; j += i)
      s = s * 0.9 + x * j;
  }
  return s * x;
}
AT(growing, {0.5, 9}, {0.5, 0});

real step_changes(real x, int n) {
  real s = 1;
  int step = 1;
  for (int i = 0; i < n; i += step) {
    s = s * x + i;
    if (i % 3 == 0)
      step = 2 - step + 1;
  }
  return s;
}
AT(step_changes, {0.5, 9});

real size_down(const real *x, std::size_t n) {
  real s = 1;
  for (std::size_t i = n; i-- > 0;) {
    s = s * x[i] + s * s * 0.1;
    if (s > 40)
      return s;
  }
  for (std::size_t i = n - 1; i < n; --i)
    s = s * x[i] + 1;
  return s;
}
AT(size_down, {{1, 2, 0.5}, 3}, {{1}, 0});

real ptr_loops(const real *x, int n) {
  real s = 1;
  for (const real *p = x, *e = x + n; p < e; p += 2)
    s = s * *p + *p;
  for (const real *p = x + n; p-- != x;)
    s = s * *p * 0.5 + 1;
  const real *p = x + n - 1;
  while (p >= x) {
    s += *p * s;
    p -= 2;
    if (p < x)
      break;
  }
  return s;
}
AT(ptr_loops, {{1, 2, 0.5, 0.25}, 4});

// Default arguments.
real with_default(real a, real b = 2, int k = 3) { return k ? a * with_default(b, a * 0.5, k - 1) : a + b; }
real defaults(real x) { return with_default(x) * with_default(x, x); }
AT(defaults, {0.75});

// A pointer to differentiated or constant memory, read by a condition.
static const real fixed_knots[4] = {1, 2, 3, 4};
real mixed_while(const real *x, int n, int flag) {
  const real *p = flag ? x : fixed_knots;
  real s = 1;
  int i = 0;
  while (i < n && *p > 0.3 * i) {
    s = s * *p + x[i];
    ++p;
    ++i;
  }
  return s;
}
AT(mixed_while, {{1, 2, 0.5, 0.25}, 4, 1}, {{1, 2, 0.5, 0.25}, 4, 0});
