// What stands behind an if that continues goes into the other arm; no flag is made.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: if {{%[0-9]+}} {
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK-NOT: skipped
// CHECK: {{^  }}return %
[[clangent::differentiable]] double f(double x, int n) {
  for (int i = 0; i < n; ++i) {
    if (i == 3)
      continue;
    x *= 2;
  }
  return x;
}
