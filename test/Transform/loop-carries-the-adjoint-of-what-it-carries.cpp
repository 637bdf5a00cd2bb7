// x goes from iteration to iteration, so its adjoint goes back from iteration to iteration, in a register.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n) {
  for (int i = 0; i < n; ++i)
    x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK: [[FIRST:%[a-z0-9_.]+]] = for reversed {{.*}} carried ([[X_BAR:%x_bar[.0-9]*]] = %result_bar : double) {
// CHECK: [[NEXT:%[a-z0-9_.]+]] = mul [[X_BAR]], {{.*}} : double
// CHECK: yield [[NEXT]]
// CHECK: update %x_bar{{[.0-9]*}}, [[FIRST]] : double
double request(double x, int n) { return clangent::gradient<iterate>(x, n); }
