// One element depends on the input: activity is a fact of the whole object.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double blend(const double *x, int k) {
  double table[3] = {1, 2, 3};
  table[k] = x[0];
  return table[0] * x[1];
}
// CHECK: local object table: active
// CHECK-LABEL: func blend(
double request(const double *x, double *x_bar, int k) { return clangent::vjp<blend>(clangent::dup(x, x_bar), k); }
