// What a function prints is printed once, in order, also with a derivative.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double noisy(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i) {
    printf("step %d\n", i);
    s *= x;
  }
  printf("end\n");
  return s;
}

int main() { printf("slope %g\n", clangent::gradient<noisy>(2.0, 2)); }

// CHECK-NOT: step
// CHECK: step 0
// CHECK-NEXT: step 1
// CHECK-NEXT: end
// CHECK-NEXT: slope 12
// CHECK-NOT: step
