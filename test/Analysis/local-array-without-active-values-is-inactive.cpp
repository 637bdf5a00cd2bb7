// The table holds constants only: it needs no shadow.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double blend(const double *x, int n) {
  double table[3] = {0.25, 0.5, 0.25};
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += table[i % 3] * x[i];
  return s;
}
// CHECK-LABEL: func blend_adjoint(
// CHECK: %table{{[.0-9]*}} = local
// CHECK-NOT: table_bar
// CHECK: return
double request(const double *x, double *x_bar, int n) { return clangent::vjp<blend>(clangent::dup(x, x_bar), n); }
