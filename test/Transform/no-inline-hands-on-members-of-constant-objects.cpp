// A member of an object that is seen as constant is handed to a callee that wants a constant.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-inline -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>

struct Point {
  double x, y;
};
double square(const double &x) { return x * x; }
double f(double x) {
  Point p{x, 2 * x};
  const Point &q = p;
  return square(q.x) + square(q.y);
}
double slope(double x) { return clangent::gradient<f>(x); }
// CHECK-LABEL: Adjoint of f
// CHECK: square_
