// Both modes of functions of one number and of two, compared with central differences.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_AGAINSTDIFFERENCES_H
#define CLANGENT_TEST_EXECUTE_INPUTS_AGAINSTDIFFERENCES_H

#include "Differences.h"

#include <clangent/clangent.h>

#define EACH(f)                                                                                                        \
  check(#f, clangent::gradient<f>(x), difference(f, x)),                                                               \
      check(#f " forwards", clangent::jvp<f>(clangent::dup(x, 1.0)).tangent, difference(f, x))

template <auto f> void test(const char *name) {
  const double x = 0.7, y = 1.3;
  const auto [x_bar, y_bar] = clangent::gradient_tuple<f>(x, y);
  const double byX = difference([&](double v) { return f(v, y); }, x);
  const double byY = difference([&](double v) { return f(x, v); }, y);
  check(name, x_bar, byX);
  check(name, y_bar, byY);
  check(name, clangent::jvp<f>(clangent::dup(x, 1.0), clangent::dup(y, 2.0)).tangent, byX + 2 * byY);
}

#endif // CLANGENT_TEST_EXECUTE_INPUTS_AGAINSTDIFFERENCES_H
