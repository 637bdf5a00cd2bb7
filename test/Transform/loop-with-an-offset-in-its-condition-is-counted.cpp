// `i + 1 < n` compares the counter's successor: the loop counts that.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; ++i)
    s += x[i] * x[i + 1];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: while
// CHECK: for [[I:%[a-z0-9.]+]] = {{.*}} to lt %n step {{.*}} carried (%s
// CHECK: sub [[I]], {{.*}} : int
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
