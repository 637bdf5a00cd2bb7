// A bound that may be undefined stays behind the throw that guards it; the values go on a stack.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
double iterate(double x, int n, int bits) {
  for (int i = 0; i < n; ++i) {
    if (bits > 20)
      throw 1;
    for (int j = 0; j < 1 << bits; ++j)
      x = x * x + 1;
  }
  return x;
}
// CHECK-LABEL: double iterate_adjoint(
// CHECK-NOT: 1 << bits
// CHECK: clangent::Stack<double>
// CHECK-NOT: 1 << bits
// CHECK: throw
// CHECK: 1 << bits
double request(double x, int n, int bits) { return clangent::gradient<iterate>(x, n, bits); }
