// What the reverse sweep reads is still in memory that nobody writes: it is read again, and nothing is kept.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double norm(const double *x, const double *w, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += w[i] * x[i] * x[i];
  return s;
}
// CHECK-LABEL: func norm_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push}}
// CHECK: for reversed [[I:%[a-z0-9.]+]] =
// CHECK-DAG: [[W:%[0-9]+]] = index %w, [[I]]
// CHECK-DAG: load [[W]] : double
// CHECK-DAG: [[X:%[0-9]+]] = index %x, [[I]]
// CHECK-DAG: load [[X]] : double
// CHECK: update {{.*}} : double
// CHECK: return
double request(const double *x, double *x_bar, const double *w, int n) {
  return clangent::vjp<norm>(clangent::dup(x, x_bar), w, n);
}
