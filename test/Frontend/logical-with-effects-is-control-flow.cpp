// && with a side effect on its right is an if.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = if {{%[0-9]+}} -> bool {
// CHECK: yield {{%[0-9]+}}
// CHECK: yield {{%[0-9]+}}
// CHECK: if {{%[0-9]+}} {
[[clangent::differentiable]] double f(double x, int n) {
  if (n > 0 && (x *= 2) > 1)
    x += 1;
  return x;
}
