// An expression without effect is not lowered.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = add %x, {{%[0-9]+}} : double
// CHECK-NOT: mul
// CHECK: {{^  }}return %
[[clangent::differentiable]] double f(double x) {
  static_cast<void>("text"), x * x;
  return x + 1;
}
