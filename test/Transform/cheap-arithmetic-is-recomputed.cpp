// A product of values that can be read again is cheaper made again than kept.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double sum(const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += sin(x[i] * y[i]);
  return s;
}
// CHECK-LABEL: func sum_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push}}
// CHECK: for reversed
// CHECK-DAG: [[X:%[0-9]+]] = load {{.*}} : double
// CHECK-DAG: [[Y:%[0-9]+]] = load {{.*}} : double
// CHECK: [[XY:%[0-9]+]] = mul [[X]], [[Y]] : double
// CHECK: cos([[XY]])
double request(const double *x, double *x_bar, const double *y, int n) {
  return clangent::vjp<sum>(clangent::dup(x, x_bar), y, n);
}
