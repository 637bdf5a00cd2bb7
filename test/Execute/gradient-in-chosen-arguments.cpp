// wrt chooses the arguments of a gradient by position.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double product(double x, double y, double z) { return x * y * z; }

int main() {
  auto [dx, dz] = clangent::gradient<product, clangent::wrt<0, 2>>(2.0, 3.0, 5.0);
  const double dy = clangent::gradient<product, clangent::wrt<1>>(2.0, 3.0, 5.0);
  printf("%g %g %g\n", dx, dy, dz);
}

// CHECK: 15 10 6
