// Twice the callee has a constant partial: the record holds the condition and the callee's own record, no real number.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double linear(double x, int n) { return n == 0 ? x : 2 * linear(x, n - 1); }
// CHECK-LABEL: func linear_reverse(
// CHECK-NOT: load {{.*}} : double
// CHECK-LABEL: func linear_forward(%x
// CHECK: [[BASE:%[0-9]+]] = compare eq %n,
// CHECK: residual [[BASE]], {{%[a-z0-9._]+}} : linear_residual *
double request(double x) { return clangent::gradient<linear>(x, 3); }
