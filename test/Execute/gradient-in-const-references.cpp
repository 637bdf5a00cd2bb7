// Parameters by const reference are differentiable like values.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


struct Point { double x, y; };
double area(const Point &p, const double &scale) { return p.x * p.y * scale; }

int main() {
  const Point p{3, 4};
  const double scale = 0.5;
  auto [dp, ds] = clangent::gradient<area>(p, scale);
  printf("%g %g %g\n", dp.x, dp.y, ds);
}

// CHECK: 2 1.5 12
