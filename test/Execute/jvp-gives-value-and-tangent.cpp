// jvp returns the value and the derivative along the given direction.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double compute_s(double x, double y, double z) { return 2 * (x - y) + z * z; }

int main() {
  const auto t = clangent::jvp<compute_s>(clangent::dup(1.0, 1.0), 2.0, clangent::dup(5.0, 0.5));
  static_assert(std::is_same_v<decltype(t.tangent), double>);
  printf("%g, %g\n", t.value, t.tangent);
}

// CHECK: 23, 7
