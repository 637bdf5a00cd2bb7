// gradient_tuple is a tuple even for one argument.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double cube(double x) { return x * x * x; }

int main() {
  auto slope = clangent::gradient_tuple<cube>(2.0);
  static_assert(std::is_same_v<decltype(slope), std::tuple<double>>);
  printf("slope %g\n", std::get<0>(slope));
}

// CHECK: slope 12
