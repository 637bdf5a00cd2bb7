// When the function throws, bars hold what they held and the next call is right.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double guarded(const double *x, int n) {
  double product = 1;
  for (int i = 0; i < n; ++i) {
    if (x[i] == 0)
      throw i;
    product *= x[i];
  }
  return product;
}

int main() {
  double x[3] = {2, 3, 0}, x_bar[3] = {5, 6, 7};
  try {
    clangent::vjp<guarded>(clangent::dup(x, x_bar), 3);
  } catch (int i) {
    printf("threw %d: %g %g %g\n", i, x_bar[0], x_bar[1], x_bar[2]);
  }
  x[2] = 4;
  clangent::vjp<guarded>(clangent::dup(x, x_bar), 3);
  printf("then: %g %g %g\n", x_bar[0], x_bar[1], x_bar[2]);
}

// CHECK: threw 2: 5 6 7
// CHECK-NEXT: then: 17 14 13
