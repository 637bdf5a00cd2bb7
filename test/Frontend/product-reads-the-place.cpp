// A product into a place loads and stores.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = load {{%[0-9]+}} : double
// CHECK: store {{%[0-9]+}}, {{%[0-9]+}} : double
[[clangent::differentiable]] double f(double *p, double x) {
  p[0] *= x;
  return x;
}
