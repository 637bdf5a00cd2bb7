// Programs that once got a wrong derivative or none.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

static const real weights_of_views[3] = {2, 3, 4};

struct View {
  const real *data;
  int size;
};

// The pointers of a view may lead to memory without derivatives, or nowhere.
real chosen_view(const real *x, int n, int which) {
  View active, constant, empty;
  active.data = x;
  active.size = n;
  constant.data = weights_of_views;
  constant.size = 3;
  empty.data = nullptr;
  empty.size = 0;
  const View *view = which == 0 ? &active : which == 1 ? &constant : &empty;
  real s = x[0];
  for (int i = 0; i < view->size; ++i)
    s = s * view->data[i] + x[0] * x[0];
  return s;
}
AT(chosen_view, {{1, 2, 3}, 3, 0}, {{1, 2, 3}, 3, 1}, {{1, 2, 3}, 3, 2});

// A counter of a small type meets its bound only after it has wrapped around.
real wraps_in_its_own_type(real x, int first) {
  real s = 1;
  for (unsigned char i = static_cast<unsigned char>(first); i != 2; ++i)
    s = s * 0.75 + x * i;
  return s;
}
AT(wraps_in_its_own_type, {1.5, 250}, {1.5, 2}, {-1, 0});

real counts_down_by_wrapping(real x, int n) {
  real s = 1;
  for (unsigned i = 3; i < static_cast<std::size_t>(n); i += -1)
    s = s * x + i;
  return s;
}
AT(counts_down_by_wrapping, {1.5, 4}, {1.5, 3});

// A recursive function takes constant arrays and indices beside differentiated ones.
real weighted(const real *x, const real *w, const int *index, int n) {
  return n == 0 ? 1 : x[index[0]] * w[0] + x[0] * weighted(x, w + 1, index + 1, n - 1);
}
real constants_beside_recursion(const real *x, const int *index, int n) {
  real w[3];
  for (int i = 0; i < 3; ++i)
    w[i] = i + 1;
  const real s = weighted(x, w, index, n);
  return s * w[1] * x[index[0]];
}
AT(constants_beside_recursion, {{1, 2, 3}, {1, 0, 2}, 3}, {{1, 2}, {1}, 1});

struct Pair {
  real a, b;
  int depth;
};

// Recursive functions return objects.
Pair nested_pair(real a, real b, int depth) {
  Pair p;
  if (depth == 0) {
    p.a = a * b;
    p.b = a;
    p.depth = 1;
    return p;
  }
  p = nested_pair(b, a * 0.5, depth - 1);
  p.a += a * p.b;
  p.depth += depth;
  return p;
}
real returned_by_recursion(real a, real b, int depth) {
  const Pair p = nested_pair(a, b, depth);
  return p.a * p.b * p.depth;
}
AT(returned_by_recursion, {1.5, 0.5, 0}, {1.5, 0.5, 3});
