// w has no bar: its elements are read, and nothing is added up for them.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double dot(const double *x, const double *w, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += w[i] * x[i];
  return s;
}
// CHECK-LABEL: func dot_adjoint(
// CHECK-NOT: w_bar
// CHECK: for reversed
// CHECK: mul
// CHECK-NOT: mul
// CHECK: update {{.*}} : double
// CHECK-NOT: update
// CHECK: return
double request(const double *x, double *x_bar, const double *w, int n) {
  return clangent::vjp<dot>(clangent::dup(x, x_bar), w, n);
}
