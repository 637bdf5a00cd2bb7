// Workspace given with scratch needs no bar, and carries derivatives.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double sum_of_cubes(const double *x, double *work, int n) {
  for (int i = 0; i < n; ++i)
    work[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += work[i] * x[i];
  return sum;
}

int main() {
  const double x[2] = {1, 2};
  double work[2], x_bar[2] = {};
  const double value =
      clangent::vjp<sum_of_cubes>(clangent::dup(x, x_bar), clangent::scratch(work, 2), 2);
  printf("%g: %g %g\n", value, x_bar[0], x_bar[1]);
}

// CHECK: 9: 3 12
