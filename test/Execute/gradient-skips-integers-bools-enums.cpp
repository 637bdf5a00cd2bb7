// Integers, bools and enums have no place in a gradient.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


enum class Scale { One, Ten };
double scaled(int n, double x, bool negate, Scale scale, float y) {
  const double r = n * x * (scale == Scale::Ten ? 10 : 1) + y;
  return negate ? -r : r;
}

int main() {
  auto parts = clangent::gradient<scaled>(3, 0.5, true, Scale::Ten, 2.0f);
  static_assert(std::is_same_v<decltype(parts), std::tuple<double, float>>);
  printf("%g %g\n", std::get<0>(parts), std::get<1>(parts));
}

// CHECK: -30 -1
