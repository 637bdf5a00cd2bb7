// std::swap of numbers is two loads and two stores.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: store %x.1, %x.0 : double
// CHECK: store %y.1, %y.0 : double
// CHECK: {{%[0-9]+}} = load %x.1 : double
// CHECK: {{%[0-9]+}} = load %y.1 : double
// CHECK: store %x.1, {{%[0-9]+}} : double
// CHECK: store %y.1, {{%[0-9]+}} : double
// CHECK: %x.2 = load %x.1 : double
// CHECK-NOT: call
// CHECK: {{^  }}return %
namespace std { template <class T> void swap(T &, T &) {} }
[[clangent::differentiable]] double f(double x, double y) {
  std::swap(x, y);
  return x - y;
}
