// *p += v leaves the old value in the sum: v's adjoint is the shadow, and the shadow stays.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
void add(double *p, double x) { *p += x * x; }
// CHECK-LABEL: func add_adjoint(
// CHECK: update %p, {{.*}} : double
// CHECK: [[READ:%[a-z0-9._]+]] = load %p_bar : double
// CHECK-NOT: store %p_bar
// CHECK: mul [[READ]], %x
// CHECK-NOT: store %p_bar
// CHECK: }
double request(double x) {
  double p = 0, p_bar = 1, x_bar = 0;
  clangent::vjp<add>(clangent::dup(&p, &p_bar), clangent::dup(x, x_bar));
  return x_bar;
}
