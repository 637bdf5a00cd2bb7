// The gradient in one argument has the argument's own type.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double square(double x) { return x * x; }

int main() {
  auto slope = clangent::gradient<square>(3.0);
  static_assert(std::is_same_v<decltype(slope), double>);
  printf("slope %g\n", slope);
}

// CHECK: slope 6
