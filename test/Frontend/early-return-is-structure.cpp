// What stands behind an if that returns goes into the other arm.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: if {{%[0-9]+}} {
// CHECK: {{%[0-9]+}} = neg %x : double
[[clangent::differentiable]] double f(double x) {
  if (x > 0)
    return x;
  return -x;
}
