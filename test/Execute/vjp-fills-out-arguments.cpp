// After vjp out-arguments hold what the function itself would have written.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


void squares(const double *x, double *y, int n) {
  for (int i = 0; i < n; ++i)
    y[i] = x[i] * x[i];
}

int main() {
  const double x[2] = {3, 5};
  double y[2] = {-1, -1}, x_bar[2] = {}, y_bar[2] = {1, 10};
  clangent::vjp<squares>(clangent::dup(x, x_bar), clangent::dup(y, y_bar), 2);
  printf("%g %g, %g %g, %g %g\n", y[0], y[1], x_bar[0], x_bar[1], y_bar[0], y_bar[1]);
}

// CHECK: 9 25, 6 100, 0 0
