// In C++20 an object can be named like a function: a lambda expression without captures, or a functor with its values.
// RUN: %clangent++ %{flags} -std=c++20 -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);

constexpr auto square = [](double x) { return x * x; };
struct Scaled {
  double factor;
  constexpr double operator()(double x, double y) const { return factor * x * y; }
};

int main() {
  printf("%g\n", clangent::gradient<square>(3.0));
  // CHECK: 6
  const auto [x_bar, y_bar] = clangent::gradient<Scaled{4}>(2.0, 3.0);
  printf("%g %g\n", x_bar, y_bar);
  // CHECK: 12 8
  printf("%g\n", clangent::jvp<[](double x) { return 2 * x; }>(clangent::dup(1.0, 1.0)).tangent);
  // CHECK: 2
}
