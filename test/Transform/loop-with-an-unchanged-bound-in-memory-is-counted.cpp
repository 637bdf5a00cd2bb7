// The bound is read in every test, from memory that the loop does not write: one read before the loop is enough.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, const int *n) {
  double s = 0;
  for (int i = 0; i < *n; ++i)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK: [[N:%[a-z0-9.]+]] = load %n : int
// CHECK-NOT: while
// CHECK: for %i = {{.*}} to lt [[N]] step {{.*}} carried (%s
double request(const double *x, double *x_bar, const int *n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
