// An int compared with a size_t: the loop counts in the type of the comparison.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, unsigned long n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK: constant 0 : unsigned long
// CHECK-NOT: while
// CHECK: for {{%[a-z0-9.]+}} = {{.*}} to lt %n step {{.*}} carried (%s
double request(const double *x, double *x_bar, int n) {
  return clangent::vjp<sum>(clangent::dup(x, x_bar), static_cast<unsigned long>(n));
}
