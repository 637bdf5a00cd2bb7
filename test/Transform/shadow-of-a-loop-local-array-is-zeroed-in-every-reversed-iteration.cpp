// The array is a new object in every iteration; its shadow is made anew, zeroed, where the reverse sweep visits the
// scope.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double windows(const double *x, int n, int k) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double w[4] = {x[i], x[i + 1], x[i + 2], x[i + 3]};
    s += w[k] * w[k];
  }
  return s;
}
// CHECK-LABEL: func windows_adjoint(
// CHECK: for %i
// CHECK: %w{{[.0-9]*}} = local : double[4] *
// CHECK-NOT: zeroed
// CHECK: for reversed
// CHECK: [[SHADOW:%w_bar[.0-9]*]] = local zeroed : double[4] *
// CHECK: element [[SHADOW]], {{.*}} : double *
double request(const double *x, double *x_bar, int n, int k) {
  return clangent::vjp<windows>(clangent::dup(x, x_bar), n, k);
}
