// A break in the middle of a loop is a flag that the condition asks.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %broke = local : bool *
// CHECK: store %broke, {{%[0-9]+}} : bool
// CHECK: {{%[0-9]+}} = load %broke : bool
// CHECK: store %broke, {{%[0-9]+}} : bool
// CHECK: {{%[0-9]+}} = load %broke : bool
#include <clangent/clangent.h>
[[clangent::differentiable]] double f(double x, int n) {
  for (int i = 0; i < n; ++i) {
    if (x > 100)
      break;
    x *= 2;
  }
  return x;
}
