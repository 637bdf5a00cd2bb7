// Names of a structured binding are parts of its object.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = field %p .x : double *
// CHECK: {{%[0-9]+}} = field %p .y : double *
// CHECK: {{%[0-9]+}} = field %p .x : double *
// CHECK: {{%[0-9]+}} = field %p .y : double *
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = field %p .x : double *
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, %b : double
struct P { double x, y; };
[[clangent::differentiable]] double f(double u, double v) {
  P p{u, v};
  auto &[a, b] = p;
  a *= 2;
  return p.x * b;
}
