// Assertions, printing and exceptions that are not thrown, inside differentiated code.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real with_assert(const real *x, int n) {
  assert(n > 0 && "needs an element");
  real s = 0;
  for (int i = 0; i < n; ++i) {
    assert(x[i] < 100);
    s += x[i] * x[i];
  }
  assert(s >= 0);
  return s;
}
AT(with_assert, {{0.5, -1}, 2});

real with_printing(real x, bool verbose) {
  real s = x;
  for (int i = 0; i < 3; ++i) {
    s = s * x + 1;
    if (verbose)
      std::fprintf(stderr, "step %d: %g\n", i, static_cast<double>(s));
  }
  if (s > 1000)
    std::printf("large\n");
  return s;
}
AT(with_printing, {0.5, 0}, {-2, 0});

real with_throw(real x, real y) {
  if (y == 0)
    throw std::domain_error("division by zero");
  const real q = x / y;
  if (std::isnan(q))
    throw 1;
  return q > 0 ? q * q : throw std::runtime_error("negative");
}
AT(with_throw, {0.5, 2}, {-1, -0.25});

real throw_in_loop(const real *x, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    if (x[i] < -10)
      throw std::out_of_range("too small");
    s = s * x[i] + 0.5;
    switch (i) {
    case 77:
      throw i;
    case 1:
      s *= s;
    }
  }
  return s;
}
AT(throw_in_loop, {{0.5, -1, 2}, 3}, {{1}, 0});

real checked_sqrt(real x) {
  if (x < 0)
    throw std::domain_error("root of a negative number");
  return std::sqrt(x);
}
real throwing_callee(real x, real y) { return checked_sqrt(x * x + 1) * checked_sqrt(y); }
AT(throwing_callee, {0.5, 2}, {-1, 0.25});

real with_abort(real x, int n) {
  if (n < 0)
    std::abort();
  switch (n) {
  case 0:
    return x;
  case 1:
    return x * x;
  }
  std::exit(3);
}
AT(with_abort, {0.5, 0}, {-2, 1});

real with_unreachable(real x, int n) {
  switch (n & 1) {
  case 0:
    return x * x;
  case 1:
    return x * 3;
  }
  __builtin_unreachable();
}
AT(with_unreachable, {0.5, 0}, {-2, 1});

real with_expectation(real x) {
  if (__builtin_expect(x > 100, 0))
    return 0;
  static_assert(sizeof(real) > 1, "a real is no byte");
  return x * x;
}
AT(with_expectation, {0.5}, {-2});

real noexcept_function(real x) noexcept { return x * x * x; }
AT(noexcept_function, {0.5}, {-2});

[[nodiscard]] inline real with_attributes([[maybe_unused]] real x, real y) {
  [[maybe_unused]] const real unused = x * y;
  if (y > 0)
    return y * y;
  return y;
}
AT(with_attributes, {0.5, 2}, {0.5, -2});

// Text that is handed to functions.
real checked(real v, const char *what) {
  if (!(v > 0))
    throw std::domain_error(what);
  return std::log(v);
}
real message_for_an_exception(real x) { return checked(x, "x must be \"positive\"") * x; }
AT(message_for_an_exception, {2});
real in_unit(real x, const char *unit) { return unit[0] == 'm' ? x * 10 : x; }
real chosen_text(real x, int n) {
  const char *unit = n > 2 ? "m" : "km";
  real s = 0;
  for (int i = 0; i < n; ++i)
    s += in_unit(x * s + 1, unit) * x;
  return s;
}
AT(chosen_text, {0.5, 3}, {0.5, 2});
real by_letters(real x, const char *p) { return *p ? x * by_letters(x, p + 1) + 1 : x; }
real text_walked_by_recursion(real x) { return by_letters(x, "abc") + by_letters(x, __func__); }
AT(text_walked_by_recursion, {1.1});
