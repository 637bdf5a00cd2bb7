// abs and hypot have derivative 0 at 0; pow is exact at base 0; ties go the way of the branch.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


#include <algorithm>
#include <cmath>
double magnitude(double x) { return std::abs(x); }
double length(double x, double y) { return std::hypot(x, y); }
double power(double x, double y) { return std::pow(x, y); }
double smaller(double x, double y) { return std::min(x, y); }

int main() {
  const auto [lx, ly] = clangent::gradient<length>(0.0, 0.0);
  const auto [px, py] = clangent::gradient<power>(0.0, 1.0);
  const auto [sx, sy] = clangent::gradient<smaller>(2.0, 2.0);
  printf("%g, %g %g, %g %g, %g %g\n", clangent::gradient<magnitude>(0.0), lx, ly, px, py, sx, sy);
}

// CHECK: 0, 0 0, 1 0, 1 0
