// A counter that grows by more than one.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 1; i <= n; i += 3)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-DAG: [[ONE:%[0-9]+]] = constant 1 : int
// CHECK-DAG: [[THREE:%[0-9]+]] = constant 3 : int
// CHECK-NOT: while
// CHECK: for %i = [[ONE]] to le %n step [[THREE]] carried (%s
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
