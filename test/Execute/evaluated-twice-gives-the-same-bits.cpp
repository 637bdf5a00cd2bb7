// Nothing is left over between two evaluations.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double walk(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i) {
    if (s > 2)
      break;
    s = s * x + 0.1;
  }
  return s * x;
}

int main() {
  bool same = true;
  for (int n = 0; n < 20; ++n) {
    const double once = clangent::gradient<walk>(1.1, n);
    clangent::gradient<walk>(0.7, 19 - n);
    same = same && once == clangent::gradient<walk>(1.1, n) && once != 0;
  }
  printf("%s\n", same ? "same" : "different");
}

// CHECK: same
