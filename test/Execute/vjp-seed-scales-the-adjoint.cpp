// The seed is the adjoint of the result; for a real result it is 1 if not given.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double product(double x, double y) { return x * y; }

int main() {
  double x = 2, y = 3, x_bar = 0, y_bar = 0;
  clangent::vjp<product>(clangent::dup(x, x_bar), clangent::dup(y, y_bar));
  printf("%g %g\n", x_bar, y_bar);
  clangent::vjp<product>(clangent::dup(x, x_bar), y, clangent::seed(-10.0));
  printf("%g %g\n", x_bar, y_bar);
}

// CHECK: 3 2
// CHECK-NEXT: -27 2
