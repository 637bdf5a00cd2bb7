// Constants that are static in a function and made by elementary functions are the same whenever they are made.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>

constexpr double half = 0.5;
double f(double x) {
  static const double log_two = std::log(2.0), table[] = {std::exp(half), std::sqrt(half > 0 ? 4.0 : 1.0)};
  double sum = 0;
  for (int i = 0; i < 2; ++i) {
    static const double weight = -std::cos(0.0);
    sum += weight * table[i] * x * x;
  }
  return sum * std::exp(log_two);
}
double recursive(double x, int n) {
  static const double factor = std::exp(0.0) * 3;
  return n == 0 ? x : factor * recursive(x, n - 1);
}

int main() {
  const double x = 1.5, by_hand = -2 * (std::exp(0.5) + 2) * 2 * x;
  std::printf("%d %g\n", std::abs(clangent::gradient<f>(x) - by_hand) < 1e-12, clangent::gradient<recursive>(x, 2));
  std::printf("%d\n", std::abs(clangent::jvp<f>(clangent::dup(x, 1.0)).tangent - by_hand) < 1e-12);
  // CHECK: 1 9
  // CHECK-NEXT: 1
}
