// Every iteration contributes to a's adjoint: the reversed loop carries the sum, and a's bar is touched once.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double scaled(double a, const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += a * x[i];
  return s;
}
// CHECK-LABEL: func scaled_adjoint(
// CHECK: [[TOTAL:%[a-z0-9_.]+]] = for reversed {{.*}} carried ([[SUM:%[a-z0-9_.]+]] = {{%[0-9]+}} : double) {
// CHECK-NOT: update
// CHECK: [[NEXT:%[a-z0-9_.]+]] = add [[SUM]], {{.*}} : double
// CHECK: yield [[NEXT]]
// CHECK: }
// CHECK: update %a_bar{{[.0-9]*}}, [[TOTAL]] : double
double request(double a, const double *x, int n) {
  double a_bar = 0;
  clangent::vjp<scaled>(clangent::dup(a, a_bar), x, n);
  return a_bar;
}
