// A carried pointer carries its shadow beside it, and both take the same step.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double walk(const double *x, double stop) {
  double s = 0;
  while (*x > stop) {
    s += *x * *x;
    x += 2;
  }
  return s;
}
// CHECK-LABEL: func walk_adjoint(
// CHECK: while carried ({{.*}}[[P:%x[.0-9]*]] = %x{{[.0-9]*}} : const double *,
// CHECK-SAME: [[Q:%x_bar[.0-9]*]] = %x_bar{{[.0-9]*}} : double *
// CHECK: [[P_NEXT:%[a-z0-9._]+]] = index [[P]], [[TWO:%[0-9]+]] : const double *
// CHECK: [[Q_NEXT:%[a-z0-9._]+]] = index [[Q]], [[TWO]] : double *
// CHECK: yield {{.*}}[[P_NEXT]], {{.*}}[[Q_NEXT]]
double request(const double *x, double *x_bar) { return clangent::vjp<walk>(clangent::dup(x, x_bar), 0.0); }
