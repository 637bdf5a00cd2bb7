// && of plain operands is a select.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = select {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}} : bool
[[clangent::differentiable]] double f(double x, int n) {
  if (n > 0 && x > 1)
    x *= 3;
  return x;
}
