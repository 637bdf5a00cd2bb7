// Captures are fields of the closure; by reference they are pointers.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = field %g.0 .x : double * *
// CHECK: {{%[0-9]+}} = field %g.0 .y : double *
// CHECK: {{%[0-9]+}} = call operator()(%g.1, {{%[0-9]+}}) : double
[[clangent::differentiable]] double f(double x, double y) {
  auto g = [&x, y](double t) { return x * y * t; };
  return g(2);
}
