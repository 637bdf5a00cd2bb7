// value_and_gradient has both, at no extra sweep.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double noisy(double x, double y) {
  printf("called\n");
  return x * x * y;
}

int main() {
  const auto r = clangent::value_and_gradient<noisy>(3.0, 2.0);
  printf("%g: %g %g\n", r.value, std::get<0>(r.gradient), std::get<1>(r.gradient));
}

// CHECK-COUNT-1: called
// CHECK-NOT: called
// CHECK: 18: 12 9
