// An inner bound that may overflow is computed before the nest only if the outer loop runs; the extents of the array stay
// apart, so that their product is checked.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
double iterate(double x, int n, int a, int b) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < a * b; ++j)
      x = x * x + 1;
  return x;
}
// CHECK-LABEL: double iterate_adjoint(
// CHECK: [[TRIPS:[a-z_]+]] = {{.*}} > 0 ? clangent::detail::trips_lt(0, a * b, 1) : 0;
// CHECK: tape.array<double>({{[a-z_]+}}, [[TRIPS]]);
// CHECK: for (int i = 0; i < n; ++i)
double request(double x, int n, int a, int b) { return clangent::gradient<iterate>(x, n, a, b); }
