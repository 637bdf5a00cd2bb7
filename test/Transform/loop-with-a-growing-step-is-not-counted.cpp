// A counter that is multiplied has no constant step.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 1; i < n; i *= 2)
    s += x[i] * x[i];
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: for %i
// CHECK: while carried (
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
