// A default in the middle is chosen last.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = compare eq %n, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = compare eq %n, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = mul {{%[0-9]+}}, {{%[0-9]+}} : double
[[clangent::differentiable]] double f(double x, int n) {
  switch (n) {
  case 1: x *= 2; break;
  default: x *= 3; break;
  case 2: x *= 4; break;
  }
  return x;
}
