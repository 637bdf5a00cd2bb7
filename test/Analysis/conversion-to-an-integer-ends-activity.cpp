// A whole number is piecewise constant: nothing flows back through it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double steps(double x) {
  const int k = static_cast<int>(x * x);
  return k * x;
}
// CHECK-LABEL: func steps_adjoint(
// CHECK: [[K:%[a-z0-9.]+]] = cast {{.*}} : double to int
// CHECK: [[FACTOR:%[a-z0-9.]+]] = cast [[K]] : int to double
// CHECK: [[X_BAR:%[a-z0-9_.]+]] = mul %result_bar, [[FACTOR]] : double
// CHECK-NEXT: update %x_bar{{[.0-9]*}}, [[X_BAR]] : double
// CHECK-NEXT: return
double request(double x) { return clangent::gradient<steps>(x); }
