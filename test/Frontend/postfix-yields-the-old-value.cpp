// *p++ reads through the old pointer.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: store %p.1, %p.0 : const double *
// CHECK: {{%[0-9]+}} = load %p.1 : const double *
// CHECK: {{%[0-9]+}} = index {{%[0-9]+}}, {{%[0-9]+}} : const double *
// CHECK: store %p.1, {{%[0-9]+}} : const double *
// CHECK: {{%[0-9]+}} = load {{%[0-9]+}} : double
// CHECK: store %a.0, {{%[0-9]+}} : double
// CHECK: %a.1 = load %a.0 : double
[[clangent::differentiable]] double f(const double *p) {
  double a = *p++;
  return a * *p;
}
