// Derivatives are computed in the formats of the function.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


float single(float x) { return x * x; }
long double extended(long double x, float y) { return x * x * x * y; }

int main() {
  auto s = clangent::gradient<single>(1.5f);
  auto [x, y] = clangent::gradient<extended>(2.0L, 0.5f);
  static_assert(std::is_same_v<decltype(s), float>);
  static_assert(std::is_same_v<std::decay_t<decltype(x)>, long double>);
  static_assert(std::is_same_v<std::decay_t<decltype(y)>, float>);
  // 1 + 2^-60 squared: only a long double keeps the last bit.
  const long double one = 1 + 0x1p-60L;
  printf("%g %Lg %g %d\n", s, x, y, clangent::gradient<extended, clangent::wrt<0>>(one, 1.0f) != 3);
}

// CHECK: 3 6 8 1
