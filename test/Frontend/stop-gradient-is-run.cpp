// What stop_gradient returns no derivative follows.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = opaque pure $0 on ({{%[0-9]+}}) : double
namespace clangent { template <class T> constexpr T stop_gradient(T value) { return value; } }
[[clangent::differentiable]] double f(double x) { return clangent::stop_gradient(x * x) * x; }
