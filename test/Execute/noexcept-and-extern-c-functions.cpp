// noexcept and extern "C" functions are differentiated like others.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double square(double x) noexcept { return x * x; }
extern "C" double cube(double x) { return x * x * x; }

int main() {
  printf("%g %g\n", clangent::gradient<square>(3.0), clangent::gradient<cube>(2.0));
}

// CHECK: 6 12
