// *p = v: v's adjoint is what the place's shadow held, and the place as it was before has none.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
void twice(double *p, double x) { *p = x * x; }
// CHECK-LABEL: func twice_adjoint(
// CHECK: store %p, {{.*}} : double
// CHECK: [[TAKEN:%[a-z0-9._]+]] = load %p_bar : double
// CHECK: [[ZERO:%[0-9]+]] = constant 0 : double
// CHECK: store %p_bar, [[ZERO]] : double
// CHECK: mul [[TAKEN]], %x
double request(double x) {
  double p = 0, p_bar = 1, x_bar = 0;
  clangent::vjp<twice>(clangent::dup(&p, &p_bar), clangent::dup(x, x_bar));
  return x_bar;
}
