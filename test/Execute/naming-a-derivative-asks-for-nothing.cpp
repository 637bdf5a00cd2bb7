// A request in an unevaluated operand needs no derivative.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double opaque(double x);

int main() {
  using Slope = decltype(clangent::gradient<opaque>(1.0));
  static_assert(std::is_same_v<Slope, double>);
  printf("%zu\n", sizeof(clangent::gradient<opaque>(1.0)));
}

// CHECK: 8
