// Contraction may round a second evaluation of x * y differently and turn the comparison: its answer is kept.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double inside(const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (x[i] * y[i] > 0.5)
      s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func inside_adjoint(
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array {{.*}} : bool *
// CHECK: [[C:%[0-9]+]] = compare gt {{.*}} : double
// CHECK: store {{.*}}, [[C]] : bool
// CHECK: for reversed
// CHECK-NOT: compare gt {{.*}} : double
// CHECK: [[PLACE:%[0-9]+]] = index [[ARRAY]]
// CHECK: [[OLD:%[0-9]+]] = load [[PLACE]] : bool
// CHECK: if [[OLD]]
double request(const double *x, double *x_bar, const double *y, int n) {
  return clangent::vjp<inside>(clangent::dup(x, x_bar), y, n);
}
