// What was computed into an object and not used has no part in the derivative: objects that members, pointers, loops,
// recursions and choices hand on. The partials are infinite or NaN at the point of each function here; the derivative
// is that of `4 * x`.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Inputs/Counted.h"

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>
struct G {
  double p, d;
};
G make(double x, int n) {
  if (n > 0)
    return make(x, n - 1);
  return {4 * x, std::sqrt(x)};
}
// loops with arrays of structs, unrolled and not
double array_of_objects(double x, int n) {
  G g[3];
  g[0] = make(x, n);
  g[1] = g[0];
  g[2] = make(x, 1);
  return g[0].p / 3 + g[1].p / 3 + g[2].p / 3;
}
double array_in_a_loop(double x, int n) {
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    G g[2] = {make(x, n), make(x, i)};
    s += g[0].p + g[1].p;
  }
  return s / 6;
}
// members that hand on
struct M {
  G g;
  double w;
  G get() const { return g; }
  const G &ref() const { return g; }
  double p() const { return g.p; }
  void set(double x, int n) {
    g = make(x, n);
    w = std::log(x);
  }
};
double copied_member(double x, int n) {
  M m;
  m.set(x, n);
  return m.get().p;
}
double referred_member(double x, int n) {
  M m;
  m.set(x, n);
  const G &g = m.ref();
  return g.p;
}
double member_of_member(double x, int n) {
  M m{make(x, n), std::sqrt(x)};
  return m.p();
}
// struct through template algorithm
template <class F> auto apply(F f, double x, int n) { return f(x, n); }
double generic(double x, int n) {
  return apply([](double y, int k) { return make(y, k); }, x, n).p;
}
// conditional expression with struct rvalue in call argument
double first(const G &g, int n) {
  if (n > 0)
    return first(g, n - 1);
  return g.p;
}
double chosen_argument(double x, int n) {
  G a = make(x, n), b = make(x, n + 1);
  return first(n > 1 ? a : b, n);
}
double chosen_temporary(double x, int n) {
  G a = make(x, n);
  return first(n > 1 ? a : make(x, 1), n);
}
// nested ternary of members
double nested_choices(double x, int n) {
  G a = make(x, n), b{4 * x, std::log(x)};
  return (n == 0 ? a : n == 1 ? b : n == 2 ? (x > 1 ? b : a) : b).p;
}
// comma, assignment as value
double assigned_twice(double x, int n) {
  G a, b;
  a = b = make(x, n);
  return a.p / 2 + b.p / 2;
}
double assigned_to_a_choice(double x, int n) {
  G a{0, 0}, b{0, 0};
  (n > 1 ? a : b) = make(x, n);
  return n > 1 ? a.p : b.p;
}
// switch
double switched(double x, int n) {
  G g = make(x, n);
  switch (n) {
  case 0:
    return g.p;
  case 1:
    g.d = 0;
    break;
  case 2:
    g = make(x, 1);
    break;
  default:
    g.p = 4 * x;
  }
  return g.p;
}
// do while, goto-less exit
double left_by_break(double x, int n) {
  G g;
  int i = 0;
  do {
    g = make(x, i);
    if (i > 1)
      break;
  } while (i++ < n);
  return g.p;
}
// pointer out parameters
void pput(double x, double *y, double *z, int n) {
  if (n > 0) {
    pput(x, y, z, n - 1);
    return;
  }
  *y = 4 * x;
  *z = std::sqrt(x);
}
double pointers(double x, int n) {
  double y, z;
  pput(x, &y, &z, n);
  return y;
}
void gput(double x, G *g, int n) {
  if (n > 0) {
    gput(x, g, n - 1);
    return;
  }
  g->p = 4 * x;
  g->d = std::sqrt(x);
}
double pointer_to_object(double x, int n) {
  G g;
  gput(x, &g, n);
  return g.p;
}
// += on members by callee
void add(G &g, double x, int n) {
  if (n > 0) {
    add(g, x, n - 1);
    return;
  }
  g.p += 4 * x;
  g.d += std::log(x);
}
double added(double x, int n) {
  G g{0, 0};
  for (int i = 0; i <= n; ++i)
    add(g, x, i);
  return g.p / (n + 1);
}
// mutual recursion on objects
void even(G &g, double x, int n);
void odd(G &g, double x, int n) {
  g.d = std::log(x);
  if (n > 0)
    even(g, x, n - 1);
}
void even(G &g, double x, int n) {
  g.p = 4 * x;
  if (n > 0)
    odd(g, x, n - 1);
}
double mutual(double x, int n) {
  G g{0, 0};
  even(g, x, n);
  return g.p;
}
double mutual_and_overwritten(double x, int n) {
  G g{std::sqrt(x), std::sqrt(x)};
  even(g, x, n);
  g.d = 0;
  even(g, x, n);
  return g.p;
}
// conversions
struct W {
  double v, g;
  operator double() const { return v; }
  W(double x) : v(4 * x), g(std::sqrt(x)) {}
};
double converted(double x, int n) {
  W w = x;
  return w;
}
// static local function returning by early exit in loop
G find(double x, int n) {
  for (int i = 0; i < 5; ++i) {
    G g = make(x, i % 2);
    if (i == n)
      return g;
    g.p = 0;
  }
  return {4 * x, std::log(x)};
}
double found(double x, int n) { return find(x, n).p; }
// struct carried through a recursion by value and back
G down(G g, int n) {
  if (n == 0)
    return g;
  G h = down({g.p, std::sqrt(g.d)}, n - 1);
  return {h.p, h.d * g.d};
}
double by_value_and_back(double x, int n) { return down(make(x, n), n).p; }
struct Opt {
  bool has;
  G g;
  explicit operator bool() const { return has; }
  const G &operator*() const { return g; }
  const G *operator->() const { return &g; }
};
Opt opt(double x, int n) {
  if (n > 0)
    return opt(x, n - 1);
  return {true, make(x, 0)};
}
double optional(double x, int n) {
  Opt o = opt(x, n);
  if (o)
    return (*o).p / 2 + o->p / 2;
  return x;
}
double two(const G &a, const G &b, double x, int n) {
  if (n > 0)
    return two(a, b, x, n - 1);
  return a.p + (x > 0 ? b.d : 0);
}
double chosen_arguments(double x, int n) {
  G a = make(x, n), b = make(x, n + 1);
  return two(n > 1 ? a : b, n > 2 ? b : n == 1 ? a : b, x, n);
}
double chosen_and_changed(double x, int n) {
  G a{0, 0}, b{0, 0};
  add(n > 1 ? a : b, x, n);
  (n > 1 ? b : a).d = std::sqrt(x);
  return a.p + b.p;
}
#define N(f)                                                                                                           \
  for (int n = 0; n < 4; ++n) {                                                                                        \
    is(#f, clangent::gradient<f>(0., n), 4);                                                                           \
    const double t = clangent::jvp<f>(clangent::dup(0., 1.), n).tangent;                                               \
    is(#f " fwd", t, 4);                                                                                               \
  }
int main() {
  N(array_of_objects);
  N(array_in_a_loop);
  N(copied_member);
  N(referred_member);
  N(member_of_member);
  N(generic);
  N(chosen_argument);
  N(chosen_temporary);
  N(nested_choices);
  N(assigned_twice);
  N(assigned_to_a_choice);
  N(switched);
  N(left_by_break);
  N(pointers);
  N(pointer_to_object);
  N(added);
  N(mutual);
  N(mutual_and_overwritten);
  N(converted);
  N(found);
  N(by_value_and_back);
  N(optional);
  N(chosen_arguments);
  N(chosen_and_changed);
  std::printf("%d passed, %d failed\n", passed, failed);
}
