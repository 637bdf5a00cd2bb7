// Unsigned arithmetic stays unsigned.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = sub %n, {{%[0-9]+}} : unsigned int
[[clangent::differentiable]] double f(double x, unsigned n) {
  return x * (n - 3u);
}
