// With fallthrough a segment runs if the entry is at or before it.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %x.1 = local : double *
// CHECK: {{%[0-9]+}} = select {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = select {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = compare le {{%[0-9]+}}, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = select {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}} : bool
// CHECK: {{%[0-9]+}} = compare le {{%[0-9]+}}, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = select {{%[0-9]+}}, {{%[0-9]+}}, {{%[0-9]+}} : bool
[[clangent::differentiable]] double f(double x, int n) {
  switch (n) {
  case 1:
    x *= 2;
  case 5:
    x *= 3;
  }
  return x;
}
