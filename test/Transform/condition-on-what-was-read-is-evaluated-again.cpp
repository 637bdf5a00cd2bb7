// A comparison of numbers as they stand in memory gives the same answer twice: no bit is kept.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double positive(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (x[i] > 0)
      s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func positive_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push}}
// CHECK: for reversed
// CHECK: [[C:%[0-9]+]] = compare gt {{.*}} : double
// CHECK: if [[C]]
double request(const double *x, double *x_bar, int n) { return clangent::vjp<positive>(clangent::dup(x, x_bar), n); }
