// A function without a derivative is called as it is, its body is not looked into.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = opaque ::seen($0) on (%x) : double
[[clangent::inactive]] double seen(double x) { return x * x; }
[[clangent::differentiable]] double f(double x) { return seen(x) * x; }
