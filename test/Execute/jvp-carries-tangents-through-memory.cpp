// A dot holds the tangent of the initial contents on entry, of the final on return.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


void rotate(double *x, int n) {
  const double first = x[0];
  for (int i = 0; i + 1 < n; ++i)
    x[i] = 2 * x[i + 1];
  x[n - 1] = first * first;
}

int main() {
  double x[3] = {3, 4, 5}, dot[3] = {1, 10, 100};
  clangent::jvp<rotate>(clangent::dup(x, dot), 3);
  printf("%g %g %g, %g %g %g\n", x[0], x[1], x[2], dot[0], dot[1], dot[2]);
}

// CHECK: 8 10 9, 20 200 6
