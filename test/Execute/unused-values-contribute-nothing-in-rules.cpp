// A rule of a function that returns a struct is not called where nothing in the struct was used, whatever it would
// divide by.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Inputs/Counted.h"

#include <clangent/clangent.h>
#include <clangent/tensor/accumulate.h>
#include <cmath>
#include <cstdio>
int calls;
struct P2 {
  double u, v;
};
P2 polar(double p, double q) { return {std::hypot(p, q), std::atan2(q, p)}; }
CLANGENT_ADJOINT_OF("polar")
void polar_adjoint(double p, double q, const P2 &y_bar, double &p_bar, double &q_bar) {
  ++calls;
  const double r = std::sqrt(p * p + q * q);
  p_bar += y_bar.u * p / r - y_bar.v * q / (r * r);
  q_bar += y_bar.u * q / r + y_bar.v * p / (r * r);
}
P2 twice(const P2 &z, double s) { return {2 * z.u + s, 2 * z.v}; }
CLANGENT_ADJOINT_OF("twice")
void twice_adjoint(double s, const P2 &y_bar, P2 &z_bar, double &s_bar) {
  ++calls;
  z_bar.u += 2 * y_bar.u;
  z_bar.v += 2 * y_bar.v;
  s_bar += y_bar.u / s;
}
double choice(double x) {
  P2 p = polar(x, 0);
  return x > 0 ? p.u : 4 * x;
}
double branch(double x) {
  P2 p = polar(x, 0);
  if (x > 0)
    return p.u + p.v;
  return x * 4;
}
double unused(double x) {
  P2 p = polar(x, 0);
  return 4 * x;
}
double overwritten(double x) {
  P2 p = polar(x, x);
  p.u = x;
  p.v = 3 * x;
  return p.u + p.v;
}
double overwritten_somewhere(double x) {
  P2 p = polar(x, x);
  p.u = x;
  if (x == 0)
    p = {3 * x, x};
  return p.u + p.v;
}
double loop(double x, int n) {
  double s = 4 * x;
  for (int i = 0; i < n; ++i) {
    P2 p = polar(x, s);
    s = x > 0 ? s + p.u : s;
  }
  return s;
}
double last_of_a_loop(double x, int n) {
  P2 p{0, 0};
  for (int i = 0; i < n; ++i)
    p = polar(x, x);
  return x == 0 ? 4 * x : p.u;
}
double nested(double x) {
  P2 p = twice(polar(x, x), x);
  return x > 0 ? p.u : 4 * x;
}
double chained(double x) {
  P2 p = polar(x, x), q = twice(p, x);
  return x > 0 ? q.v : x == 0 ? 4 * x : p.u;
}
P2 rec(double x, int n) {
  if (n > 0)
    return rec(x, n - 1);
  return polar(x, x);
}
double recursive(double x, int n) {
  P2 p = rec(x, n);
  return 4 * x;
}
double recursive_cond(double x, int n) {
  P2 p = rec(x, n);
  return x > 0 ? p.u : 4 * x;
}
P2 pick(const P2 &a, const P2 &b, int n) {
  if (n > 1)
    return pick(a, b, n - 2);
  return n ? a : b;
}
double picked(double x, int n) { return pick(polar(x, x), {4 * x, x}, 2 * n).u; }
double ternary(double x, int n) {
  P2 a = polar(x, x), b{4 * x, x};
  return (n < 0 ? a : b).u;
}
#define N(f)                                                                                                           \
  for (int n = 0; n < 4; ++n) {                                                                                        \
    calls = 0;                                                                                                         \
    is(#f, clangent::gradient<f>(0., n), 4);                                                                           \
    is(#f " calls", calls, 0);                                                                                         \
  }
#define S(f)                                                                                                           \
  calls = 0;                                                                                                           \
  is(#f, clangent::gradient<f>(0.), 4);                                                                                \
  is(#f " calls", calls, 0);
int main() {
  S(choice);
  S(branch);
  S(unused);
  S(overwritten);
  S(overwritten_somewhere);
  N(loop);
  N(last_of_a_loop);
  S(nested);
  S(chained);
  N(recursive);
  N(recursive_cond);
  N(picked);
  N(ternary);
  is("used", clangent::gradient<choice>(2.), 1);
  is("used", clangent::gradient<loop>(2., 1), 4 + 2 / std::sqrt(68) + 4 * 8 / std::sqrt(68));
  is("used", clangent::gradient<nested>(2.), 2 * std::sqrt(2) + .5);
  is("used", clangent::gradient<recursive_cond>(2., 2), std::sqrt(2));
  std::printf("%d passed, %d failed\n", passed, failed);
}
