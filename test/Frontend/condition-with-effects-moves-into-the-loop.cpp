// A condition with side effects is evaluated in the body, under a flag.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %go = local : bool *
// CHECK: store %go, {{%[0-9]+}} : bool
// CHECK: while {
// CHECK: {{%[0-9]+}} = load %go : bool
// CHECK: store %go, {{%[0-9]+}} : bool
#include <clangent/clangent.h>
[[clangent::differentiable]] double f(double x, int n) {
  while (n-- > 0)
    x *= 2;
  return x;
}
