// A zero adjoint or tangent stays zero where a partial is infinite.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


#include <cmath>
double root_not_used(double x, double weight) { return weight * std::sqrt(x) + x; }
double root_of_constant(double x, double scale) { return std::sqrt(scale * x) + x; }

int main() {
  const double reverse = clangent::gradient<root_not_used, clangent::wrt<0>>(0.0, 0.0);
  const auto forward = clangent::jvp<root_of_constant>(clangent::dup(2.0, 1.0), 0.0);
  printf("%g %g\n", reverse, forward.tangent);
}

// CHECK: 1 1
