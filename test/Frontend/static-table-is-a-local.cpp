// A constant table inside of a function is a local of the same content.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %table = local : double[2] *
// CHECK: {{%[0-9]+}} = element %table, {{%[0-9]+}} : double *
// CHECK: {{%[0-9]+}} = constant 1.5 : double
// CHECK: {{%[0-9]+}} = element %table, {{%[0-9]+}} : double *
// CHECK: {{%[0-9]+}} = element %table, %i : double *
[[clangent::differentiable]] double f(double x, int i) {
  static const double table[2] = {1.5, 2.5};
  return x * table[i];
}
