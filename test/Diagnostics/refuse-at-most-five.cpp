// At most five refusals are told for a request, then how many more there are; the exit status is not 0, nothing is written.
// RUN: rm -f %t.o
// RUN: not %clangent++ %{flags} -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not ls %t.o
#include <clangent/clangent.h>

double f(double x) {
  volatile double a = x, b = x, c = x, d = x, e = x, g = x, h = x;
  return a + b + c + d + e + g + h;
}
double asked() { return clangent::gradient<f>(1.0); }
// CHECK-COUNT-5: error: cannot differentiate a volatile object
// CHECK-NOT: error:
// CHECK: note: 2 more of these in the derivative of 'f' not shown
// CHECK: 5 errors generated.
