// A sum into a place is an update, which does not read the place.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: update {{%[0-9]+}}, %x : double
// CHECK: {{%[0-9]+}} = neg %x : double
// CHECK: update {{%[0-9]+}}, {{%[0-9]+}} : double
[[clangent::differentiable]] double f(double *p, double x) {
  p[0] += x;
  p[1] -= x;
  return x;
}
