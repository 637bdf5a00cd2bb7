// Of if constexpr only the arm that is taken is lowered.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = mul %x, {{%[0-9]+}} : double
// CHECK-NOT: div
// CHECK: {{^  }}return %
[[clangent::differentiable]] double f(double x) {
  if constexpr (sizeof(int) == 4)
    return x * 2;
  else
    return x / 3;
}
