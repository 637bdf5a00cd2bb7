// The left operand of a comma is evaluated for its effect.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = add %x.2, {{%[0-9]+}} : double
[[clangent::differentiable]] double f(double x) {
  double y = (x *= 2, x + 1);
  return y;
}
