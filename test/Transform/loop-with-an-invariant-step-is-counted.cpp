// A step that is only known at run time, but does not change in the loop.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n, int stride) {
  double s = 0;
  for (int i = 0; i < n; i += stride)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: while
// CHECK: for %i = {{%[0-9]+}} to lt %n step %stride carried (%s
double request(const double *x, double *x_bar, int n) {
  return clangent::vjp<sum>(clangent::dup(x, x_bar), n, 2);
}
