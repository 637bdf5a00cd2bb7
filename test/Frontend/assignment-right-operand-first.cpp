// The right operand of an assignment is evaluated first.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = mul %x, %i.3 : double
// CHECK: {{%[0-9]+}} = index %p, {{%[0-9]+}} : double *
[[clangent::differentiable]] double f(double *p, double x, int i) {
  p[i++] = x * i;
  return x;
}
