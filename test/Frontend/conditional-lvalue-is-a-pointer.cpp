// A conditional that is assigned to chooses a pointer.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: store %a.1, %a.0 : double
// CHECK: store %b.1, %b.0 : double
// CHECK: {{%[0-9]+}} = if %c -> double * {
// CHECK: store {{%[0-9]+}}, {{%[0-9]+}} : double
[[clangent::differentiable]] double f(double a, double b, bool c) {
  (c ? a : b) = 3;
  return a * b;
}
