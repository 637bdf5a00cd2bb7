// *p = constant: nothing receives the adjoint of the place, and it is gone all the same.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double clear(double *p, double x) {
  const double y = *p * x;
  *p = 1;
  return y;
}
// CHECK-LABEL: func clear_adjoint(
// CHECK: store %p, {{.*}} : double
// CHECK-NOT: load %p_bar
// CHECK: [[ZERO:%[0-9]+]] = constant 0 : double
// CHECK: store %p_bar, [[ZERO]] : double
// CHECK-NOT: load %p_bar
// CHECK: update %p_bar,
double request(double *p, double *p_bar, double x) { return clangent::vjp<clear>(clangent::dup(p, p_bar), x); }
