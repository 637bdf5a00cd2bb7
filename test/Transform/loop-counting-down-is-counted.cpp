// A counter that falls by one down to zero, zero included.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = n - 1; i >= 0; --i)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-DAG: [[ZERO:%[0-9]+]] = constant 0 : int
// CHECK-DAG: [[DOWN:%[0-9]+]] = constant -1 : int
// CHECK-DAG: [[LAST:%[a-z0-9.]+]] = {{sub|add}} %n, {{.*}} : int
// CHECK-NOT: while
// CHECK: for {{%[a-z0-9.]+}} = [[LAST]] to ge [[ZERO]] step [[DOWN]] carried (%s
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
