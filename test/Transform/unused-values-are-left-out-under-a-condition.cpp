// What was not used is left out by one select for a whole chain of operations, and only where it may be unused.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sqrt(double);
extern "C" double exp(double);
extern "C" double log(double);

// The root is always used: its slope at zero is infinite, and no guard stands before it.
double root(double x, double y) { return sqrt(x) * y; }
// CHECK-LABEL: double root_adjoint(
// CHECK-NOT: ?
// CHECK: x_bar +=
double roots(double x, double y) { return std::get<0>(clangent::gradient<root>(x, y)); }

double chosen(double x) {
  const double soft = log(1 + exp(x));
  return x > 30 ? x : soft;
}
// CHECK-LABEL: double chosen_adjoint(
// CHECK: result_bar / sum * e
// CHECK-LABEL: double chosen_tangent(
double soft(double x) { return clangent::gradient<chosen>(x) + clangent::jvp<chosen>(clangent::dup(x, 1.0)).tangent; }

// Used if there is an iteration.
double repeated(double x, int n) {
  const double l = log(x);
  double s = x;
  for (int i = 0; i < n; ++i)
    s += l;
  return s;
}
// CHECK-LABEL: double repeated_adjoint(
// CHECK: 0 < n ? l_bar / x : 0
double repeats(double x, int n) { return clangent::gradient<repeated>(x, n); }

// A sum varies if something was added to it.
double summed(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x;
  return sqrt(s);
}
// CHECK-LABEL: double summed_tangent(
// CHECK: bool s_varied = false;
// CHECK: s_varied = true;
// CHECK: result_dot = s_varied ?
double sums(double x, int n) { return clangent::jvp<summed>(clangent::dup(x, 1.0), n).tangent; }
