// What is assigned to an inactive variable goes through text.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = opaque pure $0 on ({{%[0-9]+}}) : double
// CHECK: {{%[0-9]+}} = opaque pure $0 on (%t.1) : double
[[clangent::differentiable]] double f(double x) {
  [[clangent::inactive]] double t = x * x;
  return t * x;
}
