// A constant global is its value.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = constant 0.5 : double
// CHECK-NOT: global
// CHECK: {{^  }}return %
constexpr double half = 0.5;
[[clangent::differentiable]] double f(double x) { return x * half; }
