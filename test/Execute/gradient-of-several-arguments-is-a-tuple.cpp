// The gradient in several arguments is a tuple in their order.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }

int main() {
  auto [dx, dy, dz] = clangent::gradient<compute_s>(1.0, 2.0, 5.0);
  printf("%g %g %g\n", dx, dy, dz);
}

// CHECK: 2 -2 1
