// What is allocated and released in a function makes no call of the heap; one number is a value, or a local object.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>

double buffer(double x, int n) {
  double *w = new double[n];
  for (int i = 0; i < n; ++i)
    w[i] = x * i;
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += w[i] * w[i];
  delete[] w;
  return s;
}
double buffered(double x, int n) { return clangent::gradient<buffer>(x, n); }
// CHECK-LABEL: double buffer_adjoint(
// CHECK-NEXT: clangent::Tape::Frame tape;
// CHECK-NEXT: double *const w = tape.memory<double>(n);
// CHECK-NEXT: double *const w_bar = tape.zeros<double>(n);
// CHECK-NOT: delete
// CHECK: return s;

double single(double x) {
  double *p = new double(x);
  *p *= *p;
  const double y = *p;
  delete p;
  return y;
}
double asked(double x) { return clangent::gradient<single>(x); }
// CHECK-LABEL: double single_adjoint(
// CHECK-NOT: Tape
// CHECK-NOT: new double
// CHECK: return x * x;
