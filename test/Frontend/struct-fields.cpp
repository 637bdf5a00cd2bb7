// Members are fields, copies go leaf by leaf.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = field %q .x : double *
// CHECK: {{%[0-9]+}} = field %p .x : const double *
// CHECK: store {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = field %q .y : double *
// CHECK: {{%[0-9]+}} = field %p .y : const double *
// CHECK: store {{%[0-9]+}}, {{%[0-9]+}} : double
// CHECK: {{%[0-9]+}} = field %q .x : double *
struct P { double x, y; };
[[clangent::differentiable]] double f(const P &p) {
  P q = p;
  return q.x * q.y;
}
