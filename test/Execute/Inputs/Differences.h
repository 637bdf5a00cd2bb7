// Derivatives by central differences, and comparison with them.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_DIFFERENCES_H
#define CLANGENT_TEST_EXECUTE_INPUTS_DIFFERENCES_H

#include <cmath>
#include <cstdio>

template <class F> double difference(F f, double x) {
  const double h = 1e-5;
  return (f(x + h) - f(x - h)) / (2 * h);
}

inline int failures;

inline void check(const char *what, double value, double expected) {
  if (std::abs(value - expected) > 1e-6 * (1 + std::abs(expected))) {
    std::printf("%s: %g, expected %g\n", what, value, expected);
    ++failures;
  }
}

#endif // CLANGENT_TEST_EXECUTE_INPUTS_DIFFERENCES_H
