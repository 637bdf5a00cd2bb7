// A counter that grows by one up to a bound of its own.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK: [[ZERO:%[0-9]+]] = constant 0 : int
// CHECK: [[ONE:%[0-9]+]] = constant 1 : int
// CHECK-NOT: while
// CHECK: for %i = [[ZERO]] to lt %n step [[ONE]] carried (%s
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
