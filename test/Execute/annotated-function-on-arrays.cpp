// The named adjoint of a function on arrays takes their bars in order.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


CLANGENT_DIFFERENTIABLE void scale(const double *x, double *y, int n, double s) {
  for (int i = 0; i < n; ++i)
    y[i] = s * x[i];
}

int main() {
  const double x[2] = {3, 4};
  double y[2] = {}, x_bar[2] = {}, y_bar[2] = {1, 10}, s_bar = 0;
  scale_adjoint(x, y, 2, 0.5, x_bar, y_bar, s_bar);
  printf("%g %g, %g %g, %g\n", y[0], y[1], x_bar[0], x_bar[1], s_bar);
}

// CHECK: 1.5 2, 0.5 5, 43
