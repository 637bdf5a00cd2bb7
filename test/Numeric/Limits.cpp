// Counters, sums and bounds near the limits of their types, and operations that would be undefined where the program
// does not run them: run with UBSan, too.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

// Unsigned counters that go down by adding a large number.
real goes_down_by_adding(real x, unsigned n) {
  real s = 1;
  for (unsigned i = n; i < 10; i += -1)
    s = s * s * 0.25 + x * i;
  return s;
}
AT(goes_down_by_adding, {0.5, 6}, {0.5, 0}, {0.5, 10});

real steps_either_way(real x, unsigned n, unsigned step) {
  real s = 1;
  for (unsigned i = n; i < 10; i += step)
    s = s * s * 0.25 + x * i;
  return s;
}
AT(steps_either_way, {0.5, 6, 4294967295.0L}, {0.5, 6, 4294967294.0L}, {0.5, 1, 2});

// Sums of integers that wrap around.
real wrapping_sums(real x, int n, unsigned by) {
  real s = 1;
  unsigned long state = 12345;
  unsigned h = 12345;
  unsigned short w = 77;
  for (int i = 0; i < n; ++i) {
    state += 0x9e3779b97f4a7c15ul;
    h += by;
    w += 60000;
    s = s * s * 0.25 + x * (h >> 28) + x * x * (w >> 13) + x * (state >> 60);
  }
  return s + x * (state >> 61);
}
AT(wrapping_sums, {0.5, 7, 2654435761.0L});

real sum_from_far_below(real x, int start, int n) {
  real s = 1;
  int k = start;
  for (int i = 0; i < n; ++i) {
    k += 1000000000;
    s = s * s * 0.5 + x * (k % 7);
  }
  return s * x * (k % 11);
}
AT(sum_from_far_below, {0.5, -2000000000, 4}, {0.5, 5, 0});

// The way from the first to the last number is longer than the type.
real wide_range(real x, int first, int last, int step) {
  real s = 1;
  int i;
  for (i = first; i < last; i += step)
    s = s * s * 0.5 + x * (i % 7);
  return s * x * (i % 11);
}
AT(wide_range, {0.5, -2000000000, 1600000000, 500000000}, {0.5, 0, 7, 3});

real wide_range_of_constant_step(real x, int first, int last) {
  real s = 1;
  int i;
  for (i = first; i < last; i += 500000000)
    s = s * s * 0.5 + x * (i % 7);
  return s * x * (i % 11);
}
AT(wide_range_of_constant_step, {0.5, -2000000000, 1600000000});

real long_steps(real x, long first, long last, long step) {
  real s = 1;
  for (long i = first; i < last; i += step)
    s = s * s * 0.25 + x * (i & 3);
  return s;
}
AT(long_steps, {0.5, LONG_MIN + 5, 4611686018427387909L, 1L << 62}, {0.5, 0, 7, 2});

real down_by_the_least_number(real x, int first, int step, int last) {
  real s = 1;
  for (int i = first; i > last; i -= step)
    s = s * s * 0.25 + x * i;
  return s;
}
AT(down_by_the_least_number, {0.5, 9, 2, 0}, {0.5, 0, INT_MIN, 5});

real near_the_least(real x, int least) {
  real s = 1;
  for (int i = least + 3; i >= least; --i) {
    s = s * x + i % 5;
    if (i == least)
      break;
  }
  return s * s;
}
AT(near_the_least, {0.5, INT_MIN}, {0.5, -3});

real near_the_greatest(real x, int greatest) {
  real s = 1;
  for (int i = greatest - 3; i <= greatest; ++i) {
    s = s * x + i % 5;
    if (i == greatest)
      break;
  }
  for (int i = INT_MAX; i > greatest; --i)
    s = s * s * 0.5 + x;
  return s * s;
}
AT(near_the_greatest, {0.5, INT_MAX}, {0.5, INT_MAX - 2});

real small_counter(real x, signed char first, signed char last, unsigned char wraps) {
  real s = 1;
  for (signed char c = first; c < last; ++c)
    s = s * 0.5 + std::sin(x * c);
  unsigned char u = wraps;
  do {
    s = s * 0.5 + std::sin(x * u);
    u += 50;
  } while (u > 40);
  return s * u;
}
AT(small_counter, {0.5, 120, 127, 100}, {0.5, -128, -120, 250});

// What an inner loop needs is undefined where the outer one does not run.
real bound_from_a_real(real x, real bound, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < static_cast<int>(bound); ++j)
      s = s * s * 0.25 + x * j;
  return s;
}
AT(bound_from_a_real, {0.5, 3.5, 2}, {0.5, 1e30, 0});

real bounds_that_overflow(real x, int a, int b, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < a * b; ++j)
      s = s * s * 0.25 + x * j;
    for (int j = 0; j < b / -1; ++j)
      s = s * s * 0.5 + x * j;
  }
  return s;
}
AT(bounds_that_overflow, {0.5, 2, 2, 2}, {0.5, -2, -2, 2}, {0.5, 3, INT_MIN, 0});

real bound_behind_a_throw(real x, int bits, int n) {
  real s = 1;
  for (int i = 0; i < n; ++i) {
    if (bits > 20)
      throw std::runtime_error("too many");
    for (int j = 0; j < 1 << bits; ++j)
      s = s * s * 0.25 + x * j;
  }
  return s;
}
AT(bound_behind_a_throw, {0.5, 2, 2}, {0.5, 100, 0});

// Derivatives too small to have all their digits.
real faint(real x, real y) {
  const real small = std::exp(x) * y;
  return small * 1e-310 + std::sin(y) * small * 3e-323;
}
AT_KINK(faint, {-30.25, 0.75}, {-29.5, -1.25}, {-1.5, 0.625}, {0.25, 3.5});
