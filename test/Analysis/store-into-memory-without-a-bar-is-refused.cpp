// A derivative would flow into memory that has no shadow: the store is refused at its line, never dropped.
// RUN: not %clangent++ %{flags} -fsyntax-only %s 2>&1 | FileCheck %s
#include <clangent/clangent.h>
double leak(double x, double *out) {
  // CHECK: [[@LINE+1]]:{{[0-9]+}}: error:
  *out = x * x;
  return *out * x;
}
// CHECK: note: requested here
double request(double x, double *out) {
  double x_bar = 0;
  return clangent::vjp<leak>(clangent::dup(x, x_bar), out);
}
