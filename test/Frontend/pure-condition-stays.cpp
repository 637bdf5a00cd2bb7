// A condition without side effects stays the condition of the loop.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: while {
// CHECK-NOT: %go
// CHECK: {{^  }}return %
[[clangent::differentiable]] double f(double x, int n) {
  while (x < n)
    x *= 2;
  return x;
}
