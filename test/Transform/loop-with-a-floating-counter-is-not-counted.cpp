// A floating-point counter rounds: the number of trips is only known by counting them.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(double x, double upper) {
  double s = 0;
  for (double t = 0; t < upper; t += 0.1)
    s += t * x;
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: for %t
// CHECK: while carried (
double request(double x) { return std::get<0>(clangent::gradient<sum>(x, 1.0)); }
