// Elementary functions are known under the names of C and of the compiler.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = sin(%x.0) : double
// CHECK: {{%[0-9]+}} = cos(%x.0) : double
// CHECK: {{%[0-9]+}} = exp(%x.1) : float
extern "C" double sin(double);
extern "C" float expf(float);
[[clangent::differentiable]] double f(double x) { return sin(x) + __builtin_cos(x) + expf(static_cast<float>(x)); }
