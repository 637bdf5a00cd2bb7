// The bound shrinks while the loop runs.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i];
    if (s > 1)
      --n;
  }
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: for %i
// CHECK: while carried (
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
