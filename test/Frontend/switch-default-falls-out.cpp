// A default that runs into the end of its switch does not hide what stands behind.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: update %x.1, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = mul %x.3, %x.4 : double
[[clangent::differentiable]] double f(double x, int n) {
  switch (n) {
  case 0:
    return x;
  default:
    x += 1;
  }
  return x * x;
}
