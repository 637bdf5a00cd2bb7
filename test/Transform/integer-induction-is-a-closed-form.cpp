// An index that grows by two in every iteration is computed from the counter, neither carried nor stored.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double even(const double *x, int n) {
  double s = 0;
  int j = 1;
  for (int i = 0; i < n; ++i) {
    s += x[j] * x[j];
    j += 2;
  }
  return s;
}
// CHECK-LABEL: func even_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push}}
// CHECK: for %i{{[.0-9]*}} = {{.*}} carried ({{[^,]*}} : double) {
// CHECK: for reversed
// CHECK: mul {{.*}} : int
// CHECK: index %x_bar,
double request(const double *x, double *x_bar, int n) { return clangent::vjp<even>(clangent::dup(x, x_bar), n); }
