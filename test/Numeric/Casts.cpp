// Conversions between formats, to integers and back; integers, bools and enums.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real to_integer(real x, real y) {
  const int n = static_cast<int>(x);
  return n * y + x;
}
AT(to_integer, {3.25, 2}, {-1.5, 4});

real scaled_by_int(real x, int n, unsigned m, long long k) { return x * n + m / x + k * x * x; }
AT(scaled_by_int, {3.25, 2, 7, -3}, {-1.5, -4, 0, 9});

real by_bool(real x, bool flag) { return flag ? x * x : x + flag; }
AT(by_bool, {3, 1}, {3, 0});

real bool_arithmetic(real x, real y) {
  const bool larger = x > y;
  return x * larger + y * !larger + (x > 1) + (y * y) * (y < 2);
}
AT(bool_arithmetic, {3, 1}, {0.5, 2.5});

enum Shape { Line, Square, Cube };
real by_enum(real x, Shape shape) {
  real r = x;
  if (shape >= Square)
    r *= x;
  if (shape == Cube)
    r *= x;
  return r;
}
AT(by_enum, {3, 0}, {3, 1}, {3, 2});

enum class Loss : unsigned char { Squared = 3, Absolute = 7, Logistic = 9 };
real by_enum_class(real x, Loss loss) {
  switch (loss) {
  case Loss::Squared:
    return x * x;
  case Loss::Absolute:
    return std::fabs(x);
  case Loss::Logistic:
    return std::log1p(std::exp(-x));
  }
  return 0;
}
AT(by_enum_class, {3, 3}, {-2, 7}, {0.5, 9});

real rounded_once(real x) {
  const single y = static_cast<single>(x);
  return y * x;
}
AT_SINGLE(rounded_once, {1.1}, {-0.3});

real float_in_the_middle(real x, real y) {
  single t = x * y;
  t = t * t + x;
  single s = std::sin(y);
  s += t;
  return s * x;
}
AT_SINGLE(float_in_the_middle, {1.1, 0.7}, {-0.3, 2.3});

real integer_division(real x, int n) { return x * (n / 2) + x * x * (n % 3) - x / (n + 1); }
AT(integer_division, {1.5, 7}, {-2, 4});

real character(real x, char c) { return c == 'a' ? x * x : x * (c - 'b'); }
AT(character, {1.5, 97}, {1.5, 100});

real narrow_integers(real x, signed char a, unsigned short b) {
  const unsigned char wrapped = static_cast<unsigned char>(a * 3 + b);
  return x * wrapped + a * x * x;
}
AT(narrow_integers, {1.5, 100, 7}, {0.25, -3, 65000});

real bits(real x, unsigned n) {
  unsigned hash = n;
  hash ^= hash << 3;
  hash ^= hash >> 2;
  hash |= 1u;
  hash &= 0xffu;
  return x * (hash % 7) + (~hash & 3u) * x * x;
}
AT(bits, {1.5, 11}, {0.25, 123});

real truncated_index(real x, const real *table, int n) {
  int k = static_cast<int>(x * 2);
  k = k < 0 ? 0 : k >= n ? n - 1 : k;
  return table[k] * x;
}
AT(truncated_index, {0.8, {1, 2, 3, 4}, 4}, {-1, {1, 2}, 2}, {9.25, {1, 2}, 2});

real functional_casts(real x) { return real(int(x)) * x + (real)(x > 0) * x + (x * int(2.75)); }
AT(functional_casts, {2.5}, {-3.75});

real sizes(real x) {
  real a[3] = {x, x * x, 1};
  return a[1] * (sizeof(a) / sizeof(a[0])) + a[0];
}
AT(sizes, {2.5});
