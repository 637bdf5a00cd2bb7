// A recursive function cannot be inlined: its forward function hands a record of what is needed to its reverse
// function, and each calls itself.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double power(double x, int n) { return n == 0 ? 1.0 : x * power(x, n - 1); }
// CHECK-LABEL: func power_adjoint(
// CHECK: [[VALUE:%[0-9]+]], [[RECORD:%[a-z0-9._]+]] = call power_forward(%x,
// CHECK: call power_reverse([[RECORD]],
// CHECK-LABEL: func power_reverse({{%[a-z0-9._]+}}: power_residual *, %result_bar: double) -> (double)
// CHECK: [[INNER:%[a-z0-9._]+]] = load {{.*}} : power_residual *
// CHECK: call power_reverse([[INNER]],
// CHECK-LABEL: func power_forward(%x: double, %n: int, {{.*}}) -> (double, power_residual *)
// CHECK: call power_forward(%x,
// CHECK: [[MADE:%[a-z0-9._]+]] = residual {{.*}} : power_residual *
// CHECK: return {{%[a-z0-9._]+}}, [[MADE]]
double request(double x) { return clangent::gradient<power>(x, 3); }
