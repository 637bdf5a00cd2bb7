// A default member initialiser sees the members before it.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
struct P { double a; double b = a * 3; };
[[clangent::differentiable]] double f(double x) {
  P p{x};
  return p.b;
}
