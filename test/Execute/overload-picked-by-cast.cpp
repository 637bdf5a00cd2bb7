// A cast chooses which overload is differentiated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double f(double x) { return x * x; }
float f(float x) { return 3 * x; }
double f(double x, int n) { return x * n; }

int main() {
  printf("%g ", clangent::gradient<static_cast<double (*)(double)>(f)>(5.0));
  printf("%g ", clangent::gradient<static_cast<float (*)(float)>(f)>(5.0f));
  printf("%g\n", clangent::gradient<static_cast<double (*)(double, int)>(f)>(5.0, 7));
}

// CHECK: 10 3 7
