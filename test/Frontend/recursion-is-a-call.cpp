// A recursive call is a call of the function at work.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = if {{%[0-9]+}} -> double {
// CHECK: {{%[0-9]+}} = call f(%x, {{%[0-9]+}}) : double
#include <clangent/clangent.h>
[[clangent::differentiable]] double f(double x, int n) {
  return n == 0 ? x : x * f(x, n - 1);
}
