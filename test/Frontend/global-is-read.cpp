// A global variable is loaded where it is used.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = global ::scale : double *
// CHECK: %scale = load {{%[0-9]+}} : double
double scale = 2;
[[clangent::differentiable]] double f(double x) { return x * scale; }
