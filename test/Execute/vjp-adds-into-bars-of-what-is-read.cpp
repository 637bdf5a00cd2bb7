// The adjoint of data that is only read is added into its bar.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double dot(const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * y[i];
  return sum;
}

int main() {
  const double x[3] = {1, 2, 3}, y[3] = {4, 5, 6};
  double x_bar[3] = {100, 200, 300};
  const double value = clangent::vjp<dot>(clangent::dup(x, x_bar), y, 3);
  printf("%g: %g %g %g\n", value, x_bar[0], x_bar[1], x_bar[2]);
}

// CHECK: 32: 104 205 306
