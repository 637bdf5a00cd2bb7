// A derivative may be evaluated while another is being evaluated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double inner(double x, int n) {
  double s = x;
  for (int i = 0; i < n; ++i)
    s = s * x + 1;
  return s;
}
double total(int depth) {
  if (depth == 0)
    return 0;
  const double before = clangent::gradient<inner>(0.5, depth);
  const double rest = total(depth - 1);
  return before == clangent::gradient<inner>(0.5, depth) ? before + rest : -1e9;
}

int main() { printf("%g\n", total(3)); }

// CHECK: 5.25
