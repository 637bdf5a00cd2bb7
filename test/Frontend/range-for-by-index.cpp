// A range-for over an array counts.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: while {
// CHECK: {{%[0-9]+}} = element %a, {{%[0-9]+}} : double *
// CHECK: update %s.0, %e.1 : double
[[clangent::differentiable]] double f(double (&a)[3]) {
  double s = 0;
  for (double e : a)
    s += e;
  return s;
}
