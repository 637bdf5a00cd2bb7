// Two pointers change places in every iteration, and only one has a bar: the other one's memory stays as it is.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
#include <clangent/clangent.h>

double alternate(double *x, double *w, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += *x * *x;
    double *swap = x;
    x = w;
    w = swap;
  }
  return s;
}

int main() {
  double x = 3, w = 5, x_bar = 0;
  clangent::vjp<alternate>(clangent::dup(&x, &x_bar), &w, 3);
  return x_bar == 12 && w == 5 ? 0 : 1;
}
