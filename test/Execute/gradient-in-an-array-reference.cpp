// The gradient in an array parameter is a std::array.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <array>
extern "C" int printf(const char *, ...);


double weighted(const double (&x)[3]) { return x[0] + 2 * x[1] * x[2]; }

int main() {
  const double x[3] = {1, 3, 5};
  std::array<double, 3> slope = clangent::gradient<weighted>(x);
  printf("%g %g %g\n", slope[0], slope[1], slope[2]);
}

// CHECK: 1 10 6
