// break, continue and return anywhere in nested loops.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real break_at(real x, int n) {
  real s = x;
  for (int i = 0; i < n; ++i) {
    s = s * 1.5 + i;
    if (s > 6)
      break;
    s += x * x;
  }
  return s * x;
}
AT(break_at, {0.5, 9}, {0.5, 2}, {7, 3}, {1, 0});

real continue_at(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    s += x[i];
    if (x[i] < 0)
      continue;
    s *= x[i];
    if (i == 2)
      continue;
    s = std::sin(s);
  }
  return s;
}
AT(continue_at, {{1, -2, 3, 4}, 4}, {{-1}, 1}, {{2}, 0});

real return_from_loop(const real *x, int n, real limit) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i];
    if (s > limit)
      return s * x[i];
    s *= 0.5;
  }
  return -s;
}
AT(return_from_loop, {{1, 2, 3}, 3, 4}, {{1, 2, 3}, 3, 100}, {{3}, 1, 1}, {{3}, 0, 1});

real all_exits(real x, int n) {
  real s = x;
  for (int i = 0; i < n; ++i) {
    if (i == 1)
      continue;
    s *= x + i;
    if (s > 50)
      return s * s;
    if (s < -20)
      break;
    s -= 0.5;
  }
  return s + x;
}
AT(all_exits, {0.5, 5}, {3, 6}, {-4, 6}, {0.5, 0});

real break_inner(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      s += x[i] * x[j];
      if (j > i)
        break;
      s *= 0.5;
    }
    s *= x[i];
  }
  return s;
}
AT(break_inner, {{1, 2, 0.5}, 3}, {{-1}, 1}, {{2}, 0});

real return_from_inner(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    s += x[i];
    for (int j = 0; j < n; ++j) {
      s *= x[j] + 0.5;
      if (s > 12)
        return s * x[i];
      if (s < -12)
        return s + x[j];
    }
    s /= 2;
  }
  return s;
}
AT(return_from_inner, {{1, 2, 3}, 3}, {{0.25, 0.125}, 2}, {{-7, 3}, 2}, {{2}, 0});

real return_before_inner(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    s *= x[i] + 0.25;
    if (s > 2)
      return s * s;
    for (int j = 0; j < i; ++j)
      s += x[j] * s;
    if (s < -1)
      break;
  }
  return 3 * s;
}
AT(return_before_inner, {{1, 2, 3}, 3}, {{0.25, 0.5, 0.125}, 3}, {{3}, 1}, {{-2, 1}, 2}, {{2}, 0});

real return_first_thing(real x, int n) {
  for (int i = 0; i < n; ++i) {
    if (x > 1)
      return x * x;
    while (x < 0.75) {
      if (x < -3)
        return x;
      x += 0.5;
    }
    x *= 1.25;
  }
  return std::log(2 + x);
}
AT(return_first_thing, {2, 3}, {-4, 3}, {0.1, 3}, {-1, 1}, {0.5, 0});

real break_two_levels(const real *x, int n) {
  real s = 0;
  bool done = false;
  for (int i = 0; i < n && !done; ++i)
    for (int j = i; j < n; ++j) {
      s += x[i] * x[j];
      if (s > 5) {
        done = true;
        break;
      }
      if (x[j] < 0)
        continue;
      s *= 1 + x[j] * 0.125;
    }
  return s * s;
}
AT(break_two_levels, {{1, 2, 3}, 3}, {{0.25, -0.5, 0.125}, 3}, {{2}, 0});

real infinite_for(real x) {
  for (int i = 1;; ++i) {
    x *= 1.25;
    if (x > 8)
      return x * i;
    x += 0.5;
    if (i == 6)
      break;
  }
  return -x;
}
AT(infinite_for, {2}, {-3}, {9});

real infinite_while(real x) {
  int i = 0;
  while (true) {
    if (++i % 2 == 0)
      continue;
    x = std::sqrt(x) + 0.25 * i;
    if (i > 4 || x > 3)
      break;
  }
  return x * i;
}
AT(infinite_while, {2}, {16}, {0.25});

real continue_in_do(real x, int n) {
  real s = x;
  do {
    s *= x;
    if (s > 2)
      continue;
    s += 1;
    if (s < -5)
      break;
  } while (--n > 0);
  return s * x;
}
AT(continue_in_do, {1.5, 4}, {0.5, 1}, {-3, 5});

real continue_outer_step(real x, int n) {
  real s = x;
  for (int i = 0; i < n; i += 3) {
    int j = 0;
    while (j < 4) {
      ++j;
      if ((i + j) % 2 == 0)
        continue;
      if (j == 3)
        break;
      s = s * x + j;
    }
    if (s > 100)
      continue;
    s += i;
  }
  return s;
}
AT(continue_outer_step, {0.5, 8}, {2, 9}, {-1, 1});

real deep_return(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    int j = 0;
    do {
      for (const real *p = x; p < x + n; ++p) {
        if (*p < 0) {
          if (s > 3)
            return s / *p;
          continue;
        }
        s += *p * x[j];
        if (s > 20)
          return s * s;
      }
      s *= 0.75;
    } while (++j < i);
  }
  return s;
}
AT(deep_return, {{1, 2, 0.5}, 3}, {{3, 4, 5}, 3}, {{2, -1, 1}, 3}, {{0.1, 0.2}, 2}, {{1}, 0});

real search(const real *x, int n, real key) {
  int found = -1;
  for (int i = 0; i < n; ++i)
    if (x[i] > key) {
      found = i;
      break;
    }
  if (found < 0)
    return key;
  return x[found] * key + found;
}
AT(search, {{1, 2, 3}, 3, 1.5}, {{1, 2, 3}, 3, 5}, {{4}, 1, 2});
